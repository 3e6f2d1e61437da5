"""From labels as they were written to classes that can be told apart: names, spellings, rare ones."""

import re
from collections import Counter

import pandas as pd

from core.errors import UserError
from core.notes import Note
from core.text.choices import TextChoices
from core.text.dataset import NAMED, OLD_NAMES, folded

MOST_CLASSES = 20
ROWS_TOLD = 8  # of those that were left out
FEWEST_PER_CLASS = 8  # so that every block of the split gets one
MERGED = "other"  # what rare classes become together
STARS = OLD_NAMES["stars_named"]


def named_classes(frame: pd.DataFrame, choices: TextChoices, notes: list[Note]) -> pd.DataFrame:
    """Labels under the names that a person gave them; spellings that differ in case only are one."""
    labels = frame["label"].map(folded)
    names = (dict(STARS) if choices.stars == "sides" else {}) | dict(choices.names)
    names = {label: name for label, name in names.items() if (labels == label).any()}
    if names:
        notes.append(Note(NAMED, {"names": names, "told": _told(names)}))
    out = labels.map(names).eq("")
    if out.any():
        kept = frame[~out]
        notes.append(Note("labels_left_out", {"count": int(out.sum()), "rows": rows_told(frame[out])}))
        frame, labels = kept, labels[~out]
    usual = {label: Counter(group).most_common(1)[0][0] for label, group in frame["label"].groupby(labels)}
    merged = frame["label"].nunique() - len(usual)
    if merged and not names:
        notes.append(Note("labels_merged", {"count": merged}))
    return frame.assign(label=labels.map(usual | names))


def checked_classes(
    frame: pd.DataFrame, choices: TextChoices, notes: list[Note]
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """The classes in order; rare ones are left out or merged where a person wants that.

    Raises:
        UserError: `one_class`, `too_many_classes`, `class_too_small` or `test_label_unknown`.
    """
    rare = rare_classes(frame)
    if rare and choices.rare is not None:
        mine = frame["label"].isin(rare)
        facts = {"classes": list(rare), "count": int(mine.sum()), "rows": rows_told(frame[mine])}
        if choices.rare == "merge":
            frame = frame.assign(label=frame["label"].mask(mine, MERGED))
            names = {folded(name): MERGED for name in rare}
            notes.append(Note(NAMED, {"names": names, "told": _told(names)}))
        else:
            frame = frame[~mine]
            notes.append(Note("rare_labels_left_out", facts))
    counts = frame.loc[~frame["test"], "label"].value_counts()
    _check(frame, counts)
    return frame, tuple(sorted(counts.index, key=natural))


def rare_classes(frame: pd.DataFrame) -> list[str]:
    """Classes with too few texts to train on, and those beyond the most that can be told apart."""
    counts = frame.loc[~frame["test"], "label"].value_counts()
    few = [str(label) for label, count in counts.items() if count < FEWEST_PER_CLASS]
    beyond = [str(label) for label in counts.index[MOST_CLASSES:] if label not in few]
    only_in_test = sorted(set(frame["label"]) - set(counts.index))
    return [*beyond, *few, *only_in_test]


def _check(frame: pd.DataFrame, counts: "pd.Series") -> None:
    if len(counts) < 2:
        raise UserError("one_class", label=str(counts.index[0]) if len(counts) else "")
    if len(counts) > MOST_CLASSES:
        raise UserError("too_many_classes", count=len(counts), limit=MOST_CLASSES)
    if counts.min() < FEWEST_PER_CLASS:
        label = counts.idxmin()
        raise UserError(
            "class_too_small", label=str(label), count=int(counts.min()), fewest=FEWEST_PER_CLASS,
            rows=rows_told(frame[frame["label"] == label]),
        )  # fmt: skip
    strange = sorted(set(frame["label"]) - set(counts.index))
    if strange:
        raise UserError("test_label_unknown", label=strange[0])


def natural(label: str) -> tuple[float, str]:
    """Numbers in their order, before words in theirs."""
    return (float(label), label) if re.fullmatch(r"-?\d+(\.\d+)?", label) else (float("inf"), label)


def rows_told(frame: pd.DataFrame) -> list[str]:
    """The rows of a file that some texts stood in, the first few of them."""
    if "row" not in frame:
        return ["–"]
    rows = [str(row) for row in frame["row"].iloc[:ROWS_TOLD]]
    return [*rows, "…"] if len(frame) > ROWS_TOLD else rows


def _told(names: dict[str, str]) -> list[str]:
    return [f"{label} → {name or '∅'}" for label, name in sorted(names.items())]
