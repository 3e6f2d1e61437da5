"""From series as they were read to labelled series that can be trained on, or what is wrong with them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import Floats
from core.data.labelled.dataset import LabelledSeries
from core.errors import UserError
from core.names import plain_name
from core.notes import Note

FEWEST_STEPS = 2
FEWEST_PER_CLASS = 4  # one for each block of the split
MOST_CLASSES = 30
MOST_SERIES = 20_000
MOST_VALUES = 6_000_000
SHOWN = 5  # series that a note names


@dataclass(frozen=True, eq=False)
class One:
    """A series as it was read."""

    id: str
    values: Floats  # (steps, columns), NaN where nothing stands
    label: str = ""
    test: bool = False
    row: int = 0  # of the table, from 1: where it begins


def labelled(
    series: Sequence[One], columns: Sequence[str], *, name: str, source: str, notes: Sequence[Note] = ()
) -> LabelledSeries:
    """Check them, fill gaps, number the classes.

    Raises:
        UserError: `no_series`, `too_many_labelled_series`, `series_too_short_to_read`,
            `label_missing_of_series`, `one_class_of_series`, `too_many_classes_of_series`,
            `class_of_series_too_small`, `class_only_in_test`.
    """
    if not series:
        raise UserError("no_series")
    whole = [complete(one.values, one.id) for one in series]
    _check_size(whole)
    if blank := [one.id for one in series if not one.label]:
        raise UserError("label_missing_of_series", series=blank[0], count=len(blank))
    classes = _classes(series)
    filled = [one.id for one, values in zip(series, whole, strict=True) if _had_gaps(one.values, values)]
    found = [Note("gaps_in_series", {"count": len(filled), "series": filled[:SHOWN]})] if filled else []
    return LabelledSeries(
        np.concatenate(whole), np.array([len(one) for one in whole], dtype=np.int64),
        np.array([classes.index(one.label) for one in series], dtype=np.int64),
        np.array([one.test for one in series], dtype=bool), tuple(one.id for one in series),
        tuple(classes), tuple(columns), plain_name(name) or source, source, (*notes, *found),
    )  # fmt: skip


def complete(values: Floats, id: str) -> Floats:
    """A series up to its last value, gaps in it filled along a straight line.

    Raises:
        UserError: `series_too_short_to_read`, `column_of_series_empty` or `series_infinite`.
    """
    there = ~np.isnan(values)
    ends = np.flatnonzero(there.any(axis=1))
    found = np.array(values[: ends[-1] + 1 if len(ends) else 0], dtype=float)
    if len(found) < FEWEST_STEPS:
        raise UserError("series_too_short_to_read", series=id, steps=len(found), fewest=FEWEST_STEPS)
    if np.isinf(found).any():
        raise UserError("series_infinite", series=id)
    steps = np.arange(len(found))
    for place, column in enumerate(found.T):
        known = ~np.isnan(column)
        if not known.any():
            raise UserError("column_of_series_empty", series=id, column=place + 1)
        column[~known] = np.interp(steps[~known], steps[known], column[known])
    return found


def _had_gaps(values: Floats, whole: Floats) -> bool:
    return bool(np.isnan(values[: len(whole)]).any())


def _check_size(whole: Sequence[Floats]) -> None:
    values = sum(one.size for one in whole)
    if len(whole) > MOST_SERIES or values > MOST_VALUES:
        facts = {"most": MOST_SERIES, "most_values": MOST_VALUES}
        raise UserError("too_many_labelled_series", series=len(whole), values=values, **facts)


def _classes(series: Sequence[One]) -> list[str]:
    """Names of the classes, numbers in their order."""
    known = {one.label for one in series if not one.test}
    classes = sorted(known, key=_by_number)
    if late := sorted({one.label for one in series} - known):
        raise UserError("class_only_in_test", label=late[0])
    if len(classes) == 1:
        raise UserError("one_class_of_series", label=classes[0])
    if len(classes) > MOST_CLASSES:
        raise UserError("too_many_classes_of_series", count=len(classes), limit=MOST_CLASSES)
    given = any(one.test for one in series)
    fewest = FEWEST_PER_CLASS - given  # the test has its own
    for label in classes:
        count = sum(one.label == label and not one.test for one in series)
        if count < fewest:
            raise UserError("class_of_series_too_small", label=label, count=count, fewest=fewest)
    return classes


def _by_number(label: str) -> tuple[float, str]:
    try:
        return float(label), label
    except ValueError:
        return float("inf"), label
