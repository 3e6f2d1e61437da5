"""From the file to numbers of words and letters."""

from collections import Counter
from pathlib import Path

import numpy as np

from core.takehome.templates.settings import FILE
from core.tasks.tag.templates.choices import EVERY, FIRST, LAST, LETTERS_READ, RARE, STEP, WIDE, WIDE_STEP
from core.tasks.tag.templates.settings import TAGS, VOCABULARY


def read():
    """Words of each sentence, places of their tags in TAGS, and which sentences are for what."""
    with Path(__file__).with_name(FILE).open(encoding="utf-8", newline="\n") as file:
        parts = [part.split("\n") for part in file.read().strip("\n").split("\n\n")]
    words = [[line.split("\t")[0] for line in lines] for _, *lines in parts]
    tags = [np.array([TAGS.index(line.split("\t")[1]) for line in lines]) for _, *lines in parts]
    block = np.array([first.removeprefix("# ") for first, *_ in parts])
    return words, tags, {name: np.flatnonzero(block == name) for name in np.unique(block)}


def vocabulary(sentences):
    """Number the most frequent words of the training sentences from 2 on, in small letters.

    0 is padding, 1 an unknown word; words that occur only once count as unknown: from them the network
    learns what to make of those.
    """
    counts = Counter(word.casefold() for words in sentences for word in words)
    frequent = [word for word, times in counts.most_common(VOCABULARY - 2) if times > 1]
    return {word: number for number, word in enumerate(frequent, start=2)}


if LETTERS_READ:

    def shortened(word):
        """What of a word is read: of a long one its beginning and its end."""
        return word if len(word) <= EVERY else word[:FIRST] + word[-LAST:]

    def alphabet(sentences):
        """Number the letters of the training words from 2 on, but for rare ones."""
        counts = Counter(letter for words in sentences for word in words for letter in shortened(word))
        frequent = [letter for letter, times in counts.most_common() if times >= RARE]
        return {letter: number for number, letter in enumerate(frequent, start=2)}

    def encode(words, numbers, letters):
        """The number of each word of a sentence, and behind it those of its letters."""
        table = np.zeros((len(words), 1 + EVERY), dtype=np.int32)
        for row, word in zip(table, words, strict=True):
            row[0] = numbers.get(word.casefold(), 1)
            spelled = [letters.get(letter, 1) for letter in shortened(word)]
            row[1 : 1 + len(spelled)] = spelled
        return table

else:

    def encode(words, numbers):
        """The number of each word of a sentence, shape (words, 1)."""
        return np.array([[numbers.get(word.casefold(), 1)] for word in words], dtype=np.int32)


def width(longest):
    """How wide a batch is: few different widths, since TensorFlow compiles the network for each."""
    step = STEP if longest <= WIDE else WIDE_STEP
    return int(-(-longest // step) * step)


def side_by_side(tables, nothing):
    """Sentences of several lengths as one array, with nothing behind their ends."""
    room = width(max(map(len, tables)))
    shape = (len(tables), room, *tables[0].shape[1:])
    found = np.full(shape, nothing, dtype=np.int32)
    for row, table in zip(found, tables, strict=True):
        row[: len(table)] = table
    return found
