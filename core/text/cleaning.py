"""The steps that turn raw texts and labels into a text data set; each says what it did."""

import html
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd

from core.errors import UserError
from core.names import plain_name
from core.notes import Note
from core.text.dataset import TextDataset

MOST_TEXTS = 100_000
MOST_CLASSES = 20
FEWEST_PER_CLASS = 8  # so that every block of the split gets one
LONGEST_TEXT = 100_000  # characters
_TAG = re.compile(r"<(?:!--.{0,2000}?--|/?[A-Za-z][^<>]{0,500})>", re.DOTALL)
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufeff\u200b]")
STARS = {"1": "negative", "2": "negative", "4": "positive", "5": "positive"}
FLAGS = {"0": "negative", "1": "positive"}


def plain_text(text: str) -> str:
    """A text without markup, control characters and blanks around it."""
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "&" in text:
        text = html.unescape(text)
    return _NOT_TEXT.sub("", text).strip()


def text_dataset(
    texts: Sequence[str],
    labels: Sequence[str],
    test: Sequence[bool] | None = None,
    *,
    name: str,
    source: str,
    stars: bool | None = None,
) -> TextDataset:
    """Clean, count and check labelled texts.

    Args:
        test: Which rows were given as test; without it rows are split later.
        stars: Read labels 1 to 5 as stars (3 is left out); None decides from the labels.

    Raises:
        UserError: `no_texts`, `too_many_texts`, `one_class`, `too_many_classes` or `class_too_small`.
    """
    if len(texts) > MOST_TEXTS:
        raise UserError("too_many_texts", rows=len(texts), limit=MOST_TEXTS)
    frame = pd.DataFrame(
        {
            "text": [plain_text(text) for text in texts],
            "label": [plain_name(str(label)) for label in labels],
            "test": np.zeros(len(texts), bool) if test is None else np.asarray(test, bool),
        }
    )
    notes: list[Note] = []
    changed = sum(_TAG.search(text) is not None for text in texts if "<" in text)
    if changed:
        notes.append(Note("html_stripped", {"count": changed}))
    frame = _named(_without_empty(_shortened(frame, notes), notes), notes, stars)
    frame = _without_duplicates(frame, notes)
    classes = _classes(frame)
    frame["label"] = frame["label"].map({label: place for place, label in enumerate(classes)}).astype("int64")
    return TextDataset(
        frame.reset_index(drop=True), classes, plain_name(name) or source, source, tuple(notes)
    )


def _shortened(frame: pd.DataFrame, notes: list[Note]) -> pd.DataFrame:
    long = frame["text"].str.len() > LONGEST_TEXT
    if long.any():
        frame["text"] = frame["text"].str.slice(0, LONGEST_TEXT)
        notes.append(Note("texts_shortened", {"count": int(long.sum()), "longest": LONGEST_TEXT}))
    return frame


def _without_empty(frame: pd.DataFrame, notes: list[Note]) -> pd.DataFrame:
    empty = (frame["text"] == "") | (frame["label"] == "")
    if empty.all():
        raise UserError("no_texts")
    if empty.any():
        notes.append(Note("empty_texts_dropped", {"count": int(empty.sum())}))
    return frame[~empty]


def _named(frame: pd.DataFrame, notes: list[Note], stars: bool | None) -> pd.DataFrame:
    """Labels that differ in case only are one; stars and flags get their names."""
    folded = frame["label"].str.casefold().str.removesuffix(".0")
    kinds = set(folded)
    if kinds == set(FLAGS):
        notes.append(Note("flags_named", {}))
        return frame.assign(label=folded.map(FLAGS))
    if stars is not False and kinds <= {"1", "2", "3", "4", "5"} and ({"4", "5"} & kinds) and len(kinds) >= 3:
        notes.append(Note("stars_named", {"dropped": int((folded == "3").sum())}))
        named = frame.assign(label=folded.map(STARS))
        return named[named["label"].notna()]
    usual = {fold: Counter(group).most_common(1)[0][0] for fold, group in frame["label"].groupby(folded)}
    merged = frame["label"].nunique() - len(usual)
    if merged:
        notes.append(Note("labels_merged", {"count": merged}))
    return frame.assign(label=folded.map(usual))


def _without_duplicates(frame: pd.DataFrame, notes: list[Note]) -> pd.DataFrame:
    """Each text once; one that is in train and in test stays in test only."""
    both = set(frame.loc[frame["test"], "text"])
    shared = ~frame["test"] & frame["text"].isin(both)
    if shared.any():
        notes.append(Note("test_texts_removed_from_train", {"count": int(shared.sum())}))
    kept = frame[~shared]
    repeated = kept.duplicated("text")
    if repeated.any():
        facts = {"count": int(repeated.sum()), "conflicting": _conflicting(kept)}
        notes.append(Note("repeated_texts_dropped", facts))
    return kept[~repeated]


def _conflicting(frame: pd.DataFrame) -> int:
    """Texts that occur under different labels."""
    repeated = frame[frame.duplicated("text", keep=False)]
    return int((repeated.groupby("text")["label"].nunique() > 1).sum())


def _classes(frame: pd.DataFrame) -> tuple[str, ...]:
    train = frame.loc[~frame["test"], "label"]
    counts = train.value_counts()
    if len(counts) < 2:
        raise UserError("one_class", label=str(counts.index[0]) if len(counts) else "")
    if len(counts) > MOST_CLASSES:
        raise UserError("too_many_classes", count=len(counts), limit=MOST_CLASSES)
    if counts.min() < FEWEST_PER_CLASS:
        raise UserError(
            "class_too_small", label=str(counts.idxmin()), count=int(counts.min()), fewest=FEWEST_PER_CLASS
        )
    strange = sorted(set(frame["label"]) - set(counts.index))
    if strange:
        raise UserError("test_label_unknown", label=strange[0])
    return tuple(sorted(counts.index, key=_natural))


def _natural(label: str) -> tuple[float, str]:
    return (float(label), label) if re.fullmatch(r"-?\d+(\.\d+)?", label) else (float("inf"), label)
