"""Rows that are there already, as they come again: the same, all multiplied by one number, or changed."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.arrays import Bools, Floats
from core.errors import UserError
from core.notes import Note
from core.tasks.forecast.new_rows.placing import SAME, told

STEADY = 2e-3  # ... and that rounded prices explain, all of which were multiplied by one number
FEWEST = 5  # rows, from which such a number can be told
ALL = 0.9  # share of the rows that have changed, from which on it is all of them
ANOTHER = 0.5  # of the deviation: rows that differ by more, most of them, are another series'
SPLITS = (1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 10.0, 15.0, 20.0, 25.0, 30.0, 50.0, 100.0)
NEAR = 0.01  # a number so near to a split's is one


@dataclass(frozen=True)
class Compared:
    """What became of one column's rows that were known."""

    factor: float  # by which all of them were multiplied since; 1 where they were not
    notes: tuple[Note, ...]
    changed: int


def compared(column: str, before: pd.Series, now: pd.Series, *, require: bool) -> Compared:
    """Compare what was known of a column with what a file says of the same rows.

    Args:
        before: Values, nan where there was none.
        now: The same rows.
        require: Raise where these are rows of another series.

    Raises:
        UserError: `rows_of_another_series`, with how many rows differ, of how many, and the largest change.
    """
    old, new = before.to_numpy(dtype=float), now.to_numpy(dtype=float)
    both = ~np.isnan(old) & ~np.isnan(new)
    changed = both & ~np.isclose(new, old, rtol=SAME, atol=0.0)
    factor = _factor(old[both], new[both], int(changed.sum()))
    if factor != 1:
        split = _split(factor)
        facts = {"column": column, "factor": factor, "count": int(both.sum()), "split": split}
        return Compared(factor, (Note("history_split" if split else "history_scaled", facts),), 0)
    if not changed.any():
        return Compared(1.0, (), 0)
    facts = _facts(column, before.index, old, new, both, changed)
    if require and _is_another(old[both], new[both], changed[both]):
        raise UserError("rows_of_another_series", **facts)
    return Compared(1.0, (Note("history_changed", facts),), int(changed.sum()))


def _facts(
    column: str, times: pd.Index, old: Floats, new: Floats, both: Bools, changed: Bools
) -> dict[str, object]:
    size = np.where(changed, np.abs(np.nan_to_num(new) - np.nan_to_num(old)), 0.0)
    place = int(size.argmax())
    return {
        "column": column, "count": int(changed.sum()), "of": int(both.sum()),
        "since": told(times[int(changed.argmax())]), "at": told(times[place]),
        "old": float(old[place]), "new": float(new[place]),
    }  # fmt: skip


def _factor(old: Floats, new: Floats, changed: int) -> float:
    """The one number that explains all changes; 1 where there is none."""
    some = (old != 0) & (new != 0)
    if changed < FEWEST or changed < ALL * some.sum():
        return 1.0
    ratios = new[some] / old[some]
    middle = float(np.median(ratios))
    steady = np.abs(ratios / middle - 1) <= STEADY
    zeros = bool(((old == 0) == (new == 0)).all())
    return middle if middle > 0 and zeros and steady.mean() >= ALL else 1.0


def _split(factor: float) -> str:
    """How many shares there are now for how many, where the number is that of a split; else nothing."""
    for shares in SPLITS:
        if abs(factor * shares - 1) < NEAR:
            return f"{shares:g}:1"
        if abs(factor / shares - 1) < NEAR:
            return f"1:{shares:g}"
    return ""


def _is_another(old: Floats, new: Floats, changed: Bools) -> bool:
    apart = float(np.median(np.abs(new - old)))
    return bool(changed.mean() > ANOTHER) and apart > ANOTHER * float(old.std())
