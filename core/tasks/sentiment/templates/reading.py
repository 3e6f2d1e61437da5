"""From the file to numbers of words."""

import csv
import re
from collections import Counter
from pathlib import Path

import jieba
import numpy as np

from core.takehome.templates.batches import rounded_up
from core.takehome.templates.settings import CLASSES, FILE
from core.tasks.sentiment.templates.choices import HOLDS_CHINESE, KEEP, TOKENIZER
from core.tasks.sentiment.templates.settings import LONGEST, VOCABULARY

# A ' before these signs keeps spreadsheets from reading texts as formulas, wherever one may begin a cell.
SKIPPED = (
    r"UNSEEN_SIGNS"
    r"MORE_UNSEEN_SIGNS"
)
ENDS = r"CELL_ENDS"
SIGNS = r"FORMULA_SIGNS"
GUARD = re.compile(
    rf"(\A[{SKIPPED}{ENDS}]*|(?<![{SKIPPED}{ENDS}])[{SKIPPED}]*[{ENDS}][{SKIPPED}{ENDS}]*)'(?=[{SIGNS}])"
)


def read():
    """Texts, their classes as places in CLASSES, and which rows are for what."""
    path = Path(__file__).with_name(FILE)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    texts = [GUARD.sub(r"\1", row["text"]) for row in rows]
    labels = np.array([CLASSES.index(row["label"]) for row in rows])
    block = np.array([row["block"] for row in rows])
    return texts, labels, {name: np.flatnonzero(block == name) for name in np.unique(block)}


if HOLDS_CHINESE:
    CHINESE = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    # A run of Chinese, a word (its apostrophe too: "isn't" stays a negation), or a sign that carries feeling.
    PIECE = re.compile(
        rf"[{CHINESE}]+|[^\W_{CHINESE}]+(?:['’][^\W_{CHINESE}]+)*"
        r"|[\u2600-\u27bf\U0001f300-\U0001faff]|[!?！？]"
    )
    PLAIN = str.maketrans({"’": "'", "！": "!", "？": "?"})

    def words(text):
        """The words of a text, in order, without capital letters; of Chinese, CHINESE_WORDS."""
        found = []
        for piece in PIECE.findall(text):
            if re.match(f"[{CHINESE}]", piece):
                if TOKENIZER == "words":
                    found += jieba.lcut(piece)
                else:
                    found += list(piece)
            else:
                found.append(piece.casefold().translate(PLAIN))
        return found

else:
    # Words keep their apostrophe ("isn't" stays a negation); signs that carry a feeling are words too.
    WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[\u2600-\u27bf\U0001f300-\U0001faff]|[!?！？]")
    PLAIN = str.maketrans({"’": "'", "！": "!", "？": "?"})

    def words(text):
        """The words of a text, in order, without capital letters."""
        return [word.casefold().translate(PLAIN) for word in WORD.findall(text)]


def vocabulary(texts):
    """Number the most frequent words of the training texts from 2 on; 0 is padding, 1 an unknown word.

    Words that occur only once count as unknown: from them the network learns what to make of those.
    """
    counts = Counter(word for text in texts for word in text)
    frequent = [word for word, times in counts.most_common(VOCABULARY - 2) if times > 1]
    return {word: number for number, word in enumerate(frequent, start=2)}


def encode(texts, numbers):
    """The numbers of the words, shape (texts, longest), 0 after the end; and how long each text is."""
    if KEEP == "start":
        rows = [[numbers.get(word, 1) for word in text][:LONGEST] or [1] for text in texts]
    else:
        rows = [[numbers.get(word, 1) for word in text][-LONGEST:] or [1] for text in texts]
    lengths = np.array([len(row) for row in rows])
    table = np.zeros((len(rows), rounded_up(lengths.max())), dtype=np.int32)
    for place, row in enumerate(rows):
        table[place, : len(row)] = row
    return table, lengths
