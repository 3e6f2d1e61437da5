"""New texts with their labels, as an experiment's texts are: what it knows already is left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from core.arrays import Ints
from core.errors import UserError
from core.notes import Note
from core.text.dataset import TextDataset, known_labels
from core.text.splits import fingerprints

HELD = 3  # part of the new texts that judges: a third, by what they say
FEWEST = 10  # texts to learn from, and to judge by
JOINED = "new_texts_joined"


@dataclass(frozen=True, eq=False)
class NewTexts:
    """New labelled texts."""

    data: TextDataset
    places: Ints  # of each in the file, from 0
    known: int  # texts that were left out because the experiment has them

    @property
    def held(self) -> "np.ndarray":
        """Which of them judge: the same ones whatever their order, and whatever else comes with them."""
        found: np.ndarray = fingerprints(self.data.frame["text"]) % HELD == 0
        return found

    def require_enough(self) -> None:
        """Raises `too_few_new_texts` where there are too few to learn from and to judge by."""
        held = int(self.held.sum())
        if min(held, len(self.data.frame) - held) < FEWEST:
            raise UserError(
                "too_few_new_texts", have=len(self.data.frame), need=2 * HELD * FEWEST, known=self.known
            )


def new_labelled(
    before: TextDataset, texts: Sequence[str], labels: Sequence[str], names: Mapping[str, str], name: str
) -> NewTexts:
    """Those of a file's texts that have a label and are not known yet, each once.

    Args:
        before: What the experiment was trained and tested on.
        texts: Cleaned as before training.
        labels: As the file writes them.
        names: What labels became before training.
    """
    classes, seen, rows = before.classes, set(before.frame["text"]), []
    own: set[str] = set()
    known = 0
    for place, (text, label) in enumerate(zip(texts, known_labels(labels, classes, names), strict=False)):
        if not text or not label or text in own:
            continue
        own.add(text)
        if text in seen:
            known += 1
        else:
            rows.append((place, text, classes.index(label)))
    frame = pd.DataFrame(
        {"text": [text for _, text, _ in rows], "label": [label for *_, label in rows], "test": False}
    ).astype({"text": object, "label": "int64", "test": bool})
    places = np.array([place for place, *_ in rows], dtype=np.int64)
    return NewTexts(TextDataset(frame, classes, name, "upload"), places, known)


def joined(before: TextDataset, new: NewTexts, tested: Ints) -> TextDataset:
    """Old and new together; tested on what the old ones were tested on, and on the new ones that judge.

    Args:
        tested: Rows of the old ones that judged them.
    """
    old = before.frame.copy()
    old["test"] = np.isin(np.arange(len(old)), tested)
    numbers = before.rows
    old["row"] = np.arange(1, len(old) + 1) if numbers is None else numbers
    last = int(old["row"].max())
    fresh = new.data.frame.assign(test=new.held, row=last + 1 + new.places)
    frame = pd.concat([old, fresh], ignore_index=True).astype({"row": "int64", "test": bool})
    note = Note(JOINED, {"count": len(fresh), "row": last + 1, "held": int(new.held.sum())})
    return replace(before, frame=frame, source="upload", notes=(*before.notes, note))
