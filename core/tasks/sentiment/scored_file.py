"""A file with what networks say about its texts: every row in its place, with all of its columns."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from core.errors import UserError
from core.tasks.sentiment.scoring import Scored
from core.text.dataset import known_labels

MOSTLY_CLASSES = 0.8  # share of a column's cells that make it one of labels
Names = Mapping[str, str]  # from labels as a file writes them, folded, to the classes they became


@dataclass(frozen=True)
class Totals:
    """What one cell says of a whole file."""

    classes: dict[str, int]  # how many texts were told to be of each class
    unanswered: int  # texts that an answer would mean nothing for, empty ones among them
    unsure: int  # of the answered ones
    right: int | None = None  # of those with an answer and a label; None where the file has no labels
    labelled: int = 0  # so many have both


def scored_table(frame: pd.DataFrame, found: Scored) -> pd.DataFrame:
    """The rows as they were brought, counted from 1, with what every cell says behind their own columns.

    A cell adds its class, the second best, whether it is unsure, and the probability of each class; where an
    answer would mean nothing these are empty, and `doubt` says why.
    """
    places = range(len(found.texts))
    added: dict[str, Any] = {}
    for cell, rows in found.probabilities.items():
        order = [found.ranked(cell, n) for n in places]
        added[cell] = [found.classes[one[0]] if one else "" for one in order]
        added[f"{cell}_second"] = [found.classes[one[1]] if one else "" for one in order]
        added[f"{cell}_unsure"] = [
            ("yes" if found.unsure(cell, n) else "no") if order[n] else "" for n in places
        ]
        for place, name in enumerate(found.classes):
            added[f"{cell}_p_{name}"] = [
                row[place] if one else None for row, one in zip(rows, order, strict=True)
            ]
    added["doubt"] = [found.doubt(n) for n in places]
    for column in ("words", "read", "unknown"):
        cells = [about.get(column) for about in found.about]
        added[f"words_{column}" if column != "words" else column] = pd.array(cells, dtype="Int64")
    shares = [about["unknown"] / about["read"] if about.get("read") else None for about in found.about]
    added["share_unknown"] = [None if share is None else round(share, 4) for share in shares]
    added["language"] = [about.get("language", "") for about in found.about]
    table = frame.reset_index(drop=True)
    table.index = pd.RangeIndex(1, len(table) + 1, name="row")
    for name, values in added.items():
        while name in table:
            name += "_"
        table[name] = values
    return table


def labels_in(
    frame: pd.DataFrame, texts: Sequence[str], classes: Sequence[str], names: Names, column: str | None = None
) -> list[str] | None:
    """The file's own labels: of the given column, or of the one that mostly holds classes; None without one.

    Raises:
        UserError: `unknown_column`.
    """
    if column is not None and column not in frame:
        raise UserError("unknown_column", column=column, known=list(map(str, frame)))
    for name in [column] if column is not None else map(str, frame):
        cells = frame[name].tolist()
        filled = [cell for cell in cells if cell.strip()]
        meant = sum(map(bool, known_labels(filled, classes, names)))
        if column is not None or (cells != list(texts) and filled and meant >= MOSTLY_CLASSES * len(filled)):
            return cells
    return None


def totals(found: Scored, labels: Sequence[str] | None, names: Names) -> dict[str, Totals]:
    """What each cell says of the whole file.

    Args:
        labels: The file's own, as it writes them; empty where a text has none.
        names: What labels became before training.
    """
    truth = None if labels is None else known_labels(labels, found.classes, names)
    return {cell: _totals(found, cell, truth) for cell in found.probabilities}


def _totals(found: Scored, cell: str, truth: Sequence[str] | None) -> Totals:
    labels = [found.label(cell, n) for n in range(len(found.texts))]
    counts = Counter(filter(None, labels))
    unsure = sum(found.unsure(cell, n) for n in range(len(labels)))
    base = Totals({name: counts[name] for name in found.classes}, labels.count(""), unsure)
    if truth is None:
        return base
    both = [(one, other) for one, other in zip(labels, truth, strict=True) if one and other]
    return Totals(base.classes, base.unanswered, unsure, sum(a == b for a, b in both), len(both))
