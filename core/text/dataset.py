"""The one shape that labelled texts take, whatever they came from."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from core.arrays import Ints
from core.notes import Note

NAMED = "classes_named"  # the note that keeps what a person called labels
OLD_NAMES = {  # notes of older data sets, whose labels were named without asking
    "flags_named": {"0": "negative", "1": "positive"},
    "stars_named": {"1": "negative", "2": "negative", "3": "", "4": "positive", "5": "positive"},
}
DROPPING = ("empty_texts_dropped", "repeated_texts_dropped", "test_texts_removed_from_train", "stars_named")


@dataclass(frozen=True, eq=False)
class TextDataset:
    """Labelled texts, cleaned once: none is empty, none occurs twice.

    The frame has the columns text (str), label (int64, a place in `classes`) and test (bool: given as test).
    Texts of a file have a column row too: where they stood in it, from 1, the header not counted.
    """

    frame: pd.DataFrame
    classes: tuple[str, ...]  # 2 to 20 names
    name: str  # shown to people
    source: str  # "sample", "public" or "upload"
    notes: tuple[Note, ...] = ()  # what was done while loading

    @cached_property
    def sha256(self) -> str:
        """Hash of the content: texts, labels, split and class names, but not the name.

        Rows of the file belong to it where some were left out, for other files may hold the same texts.
        """
        digest = hashlib.sha256(json.dumps(["texts", list(self.classes), len(self.frame)]).encode())
        for text in self.frame["text"]:
            digest.update(text.encode("utf-8", "surrogatepass") + b"\0")
        digest.update(self.frame["label"].to_numpy("<i8").tobytes())
        digest.update(self.frame["test"].to_numpy("?").tobytes())
        if "row" in self.frame and not np.array_equal(self.frame["row"], _in_order(self.frame["test"])):
            digest.update(self.frame["row"].to_numpy("<i8").tobytes())
        return digest.hexdigest()

    @property
    def rows(self) -> Ints | None:
        """Rows of the file, from 1; of the test file, its own. None where nobody kept them."""
        if "row" in self.frame:
            return self.frame["row"].to_numpy("int64")
        kept = not any(note.key in DROPPING for note in self.notes)
        return _in_order(self.frame["test"]) if kept else None


def names_of(notes: Sequence[Note]) -> dict[str, str]:
    """What labels as a file writes them, folded, became; "" for those that were left out."""
    found: dict[str, str] = {}
    for note in notes:
        names = note.facts["names"] if note.key == NAMED else OLD_NAMES.get(note.key, {})
        found = {label: names.get(folded(became), became) for label, became in found.items()} | names
    return found


def folded(label: str) -> str:
    """A label as it is compared: without its case, blanks around it, and the decimals of whole numbers."""
    return " ".join(label.split()).casefold().removesuffix(".0")


def known_labels(labels: Sequence[str], classes: Sequence[str], names: Mapping[str, str]) -> list[str]:
    """The class that each label of a file means; empty for labels that are none."""
    known = {folded(name): name for name in classes} | dict(names)
    return [known.get(folded(label), "") for label in labels]


def _in_order(test: "pd.Series") -> Ints:
    """Rows of two files of which nothing was left out."""
    given = test.to_numpy(bool)
    return np.where(given, np.cumsum(given), np.cumsum(~given))
