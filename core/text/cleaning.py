"""The steps that turn raw texts and labels into a text data set; each says what it did."""

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from core.data.entries import each
from core.errors import UserError
from core.names import plain_name
from core.notes import Note
from core.text.choices import AS_BROUGHT, TextChoices
from core.text.dataset import TextDataset
from core.text.labels import checked_classes, named_classes, rows_told
from core.text.markup import has_markup, without_markup
from core.text.splits import fingerprints

MOST_TEXTS = 100_000
LONGEST_TEXT = 100_000  # characters
_WHOLE = re.compile(r"^(-?\d+)\.0$")
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufeff\u200b]")


def plain_text(text: str) -> str:
    """A text without markup, control characters and blanks around it."""
    return _NOT_TEXT.sub("", without_markup(text)).strip()


def readable(text: str) -> str:
    """A text that somebody asks about, cleaned and shortened as those were that networks were trained on."""
    return plain_text(text)[:LONGEST_TEXT]


def text_dataset(
    texts: Sequence[str],
    labels: Sequence[str],
    test: Sequence[bool] | None = None,
    *,
    name: str,
    source: str,
    rows: Sequence[int] | None = None,
    choices: TextChoices = AS_BROUGHT,
    notes: Sequence[Note] = (),
) -> TextDataset:
    """Clean, count and check labelled texts.

    Args:
        test: Which rows were given as test; without it rows are split later.
        rows: Where each text stood in its file, from 1; None where there is no file.
        choices: What becomes of labels, and how many texts are drawn.
        notes: What was done before.

    Raises:
        UserError: `no_texts`, `too_many_texts`, `one_class`, `too_many_classes`, `class_too_small` or
            `test_label_unknown`.
    """
    notes = list(notes)
    frame = pd.DataFrame({"text": list(texts), "label": list(labels)})
    frame["test"] = np.zeros(len(frame), bool) if test is None else np.asarray(test, bool)
    if rows is not None:
        frame["row"] = np.asarray(rows, dtype="int64")
    frame = _sample(frame, choices.sample, notes)
    markup = sum(each(has_markup, frame["text"]))
    frame["text"] = list(each(plain_text, frame["text"]))
    frame["label"] = list(each(_plain_label, map(str, frame["label"])))
    if markup:
        notes.append(Note("html_stripped", {"count": markup}))
    frame = _without_empty(_shortened(frame, notes), notes)
    frame = _without_duplicates(named_classes(frame, choices, notes), notes)
    frame, classes = checked_classes(frame, choices, notes)
    frame["label"] = frame["label"].map({label: place for place, label in enumerate(classes)}).astype("int64")
    return TextDataset(
        frame.reset_index(drop=True), classes, plain_name(name) or source, source, tuple(notes)
    )


def _plain_label(label: str) -> str:
    """A label on one line; whole numbers without the decimals that a column of figures gives them."""
    return _WHOLE.sub(r"\1", plain_name(label))


def _sample(frame: pd.DataFrame, most: int | None, notes: list[Note]) -> pd.DataFrame:
    """As many texts as are wanted, drawn by their content: the same ones every time."""
    if most is None or len(frame) <= most:
        if len(frame) > MOST_TEXTS:
            raise UserError("too_many_texts", rows=len(frame), limit=MOST_TEXTS)
        return frame
    most = min(most, MOST_TEXTS)
    notes.append(Note("sample_drawn", {"count": most, "of": len(frame)}))
    drawn = np.argsort(fingerprints(frame["text"]), kind="stable")[:most]
    return frame.iloc[np.sort(drawn)].reset_index(drop=True)


def _shortened(frame: pd.DataFrame, notes: list[Note]) -> pd.DataFrame:
    long = frame["text"].str.len() > LONGEST_TEXT
    if long.any():
        frame["text"] = list(each(lambda text: text[:LONGEST_TEXT], frame["text"]))
        notes.append(Note("texts_shortened", {"count": int(long.sum()), "longest": LONGEST_TEXT}))
    return frame


def _without_empty(frame: pd.DataFrame, notes: list[Note]) -> pd.DataFrame:
    empty = (frame["text"] == "") | (frame["label"] == "")
    if empty.all():
        raise UserError("no_texts")
    if empty.any():
        facts = {"count": int(empty.sum()), "rows": rows_told(frame[empty])}
        notes.append(Note("empty_texts_left_out", facts))
    return frame[~empty]


def _without_duplicates(frame: pd.DataFrame, notes: list[Note]) -> pd.DataFrame:
    """Each text once; one that is in train and in test stays in test only."""
    both = set(frame.loc[frame["test"], "text"])
    shared = ~frame["test"] & frame["text"].isin(both)
    if shared.any():
        facts = {"count": int(shared.sum()), "rows": rows_told(frame[shared])}
        notes.append(Note("test_texts_left_out_of_train", facts))
    kept = frame[~shared]
    repeated = kept.duplicated("text")
    if repeated.any():
        facts = {"count": int(repeated.sum()), "rows": rows_told(kept[repeated])}
        notes.append(Note("repeated_texts_left_out", facts | {"conflicting": _conflicting(kept)}))
    return kept[~repeated]


def _conflicting(frame: pd.DataFrame) -> int:
    """Texts that occur under different labels."""
    repeated = frame[frame.duplicated("text", keep=False)]
    return int((repeated.groupby("text")["label"].nunique() > 1).sum())
