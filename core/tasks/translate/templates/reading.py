"""From the file to numbers of words, and back to sentences."""

import json
import re
from collections import Counter
from pathlib import Path

import numpy as np

from core.takehome.templates.settings import FILE
from core.tasks.translate.templates.choices import STEP, WORDS
from core.tasks.translate.templates.settings import VOCABULARY


def read():
    """Words of sentences and of translations, translations as they stand, and which pairs are for what."""
    with Path(__file__).with_name(FILE).open(encoding="utf-8") as file:
        pairs = [json.loads(line) for line in file]
    block = np.array([pair["block"] for pair in pairs])
    blocks = {name: np.flatnonzero(block == name) for name in np.unique(block)}
    return *([pair[key] for pair in pairs] for key in ("source", "target", "text")), blocks


def vocabulary(sentences):
    """The most frequent words of the training pairs, which are numbered from 2 on; 0 is padding.

    1 is an unknown word; words that occur only once count as unknown: from them the network learns what
    to make of those.
    """
    counts = Counter(word for words in sentences for word in words)
    return [word for word, times in counts.most_common(VOCABULARY - 2) if times > 1]


def encode(sentences, words, end=()):
    """Numbers of words, shape (sentences, longest), 0 behind the last one."""
    numbers = {word: number for number, word in enumerate(words, start=2)}
    rows = [[*(numbers.get(word, 1) for word in one), *end] for one in sentences]
    table = np.zeros((len(rows), max(map(len, rows))), dtype=np.int32)
    for place, row in zip(table, rows, strict=True):
        place[: len(row)] = row
    return table


def cut(table):
    """Without what is behind all ends."""
    longest = (table != 0).sum(axis=1).max()
    table = table[:, : -(-longest // STEP) * STEP]
    return np.pad(table, [(0, 0), (0, -table.shape[1] % STEP)])


def given(source, target, rows):
    """What is read, the word before each word (first the end of a sentence), and the words."""
    truth = cut(target[rows])
    end = truth.max()  # the highest number of all, which every translation ends with
    before = np.concatenate([np.full((len(rows), 1), end, truth.dtype), truth[:, :-1]], axis=1)
    before[before == end] = 0
    before[:, 0] = end
    return cut(source[rows]), before, truth


if WORDS:
    CHINESE = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    ENDING = re.compile("['’](?:s|t|m|d|re|ve|ll)(?![^\\W_])", re.IGNORECASE)
    WIDE = re.compile(rf"[{CHINESE}\u3000-\u303f\uff00-\uffef]")
    CLOSING, OPENING, BETWEEN = set(".,!?;:%)]}”…"), set("([{“$¿¡#"), set("-/'’@")

    def sentence(words):
        """Words as a sentence: blanks between them, none before full stops or between Chinese."""
        text, glued, quoted = "", True, False
        for word in words:
            alone = glued or word in CLOSING or word in BETWEEN or bool(ENDING.fullmatch(word))
            wide = bool(WIDE.match(word)) or bool(text and WIDE.match(text[-1]))
            closes = word == '"' and quoted
            text += word if alone or wide or closes else f" {word}"
            if word == '"':
                quoted = not quoted
            glued = word in OPENING or word in BETWEEN or (word == '"' and quoted)
        return text

else:

    def sentence(words):
        """Characters as a sentence."""
        return "".join(words)
