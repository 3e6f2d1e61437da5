"""The one shape that labelled texts take, whatever they came from."""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from core.notes import Note


@dataclass(frozen=True, eq=False)
class TextDataset:
    """Labelled texts, cleaned once: none is empty, none occurs twice.

    The frame has the columns text (str), label (int64, a place in `classes`) and test (bool: given as test).
    """

    frame: pd.DataFrame
    classes: tuple[str, ...]  # 2 to 20 names
    name: str  # shown to people
    source: str  # "sample", "public" or "upload"
    notes: tuple[Note, ...] = ()  # what was done while loading

    @cached_property
    def sha256(self) -> str:
        """Hash of the content: texts, labels, split and class names, but not the name."""
        digest = hashlib.sha256(json.dumps(["texts", list(self.classes), len(self.frame)]).encode())
        for text in self.frame["text"]:
            digest.update(text.encode("utf-8", "surrogatepass") + b"\0")
        digest.update(self.frame["label"].to_numpy("<i8").tobytes())
        digest.update(self.frame["test"].to_numpy("?").tobytes())
        return digest.hexdigest()
