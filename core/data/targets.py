"""Which column people most likely mean to forecast."""

import re

import numpy as np
import pandas as pd

from core.data.names_of_columns import (
    FIRST,
    is_beside,
    is_calendar,
    is_change,
    is_flag,
    is_identifier,
    is_place,
)

NAMELESS = re.compile(r"column_\d+")
NEVER = (is_identifier, is_calendar, is_place, is_flag, is_change)


def suggest_target(frame: pd.DataFrame) -> str:
    """A closing price, what is sold, a value or a price by its name, else the last column beside those.

    Numbers of rows, parts of dates, flags, changes and trading volumes come last, whatever is left.
    Columns without names: the first that does not count.
    """
    names = [str(name) for name in frame]
    varying = [name for name in names if frame[name].nunique() > 1] or names
    for wanted in FIRST:
        for name in varying:
            if wanted(name) and not any(beside(name) for beside in NEVER):
                return name
    beside = [(_is_flag(frame[name]), is_beside(name), counts(frame[name])) for name in varying]
    best = min(map(sum, beside))
    left = [name for name, counted in zip(varying, beside, strict=True) if sum(counted) == best]
    return left[0 if all(map(NAMELESS.fullmatch, names)) else -1]


def counts(column: pd.Series) -> bool:
    """Whether a column only counts, in equal steps from row to row, as numbers of rows and years do."""
    values = column.to_numpy(dtype=np.float64)
    if len(values) < 3 or not np.isfinite(values).all():
        return False
    with np.errstate(over="ignore", invalid="ignore"):
        steps = np.diff(values)
        return bool(
            np.isfinite(steps).all() and steps[0] != 0 and np.allclose(steps, steps[0], rtol=5e-2, atol=0)
        )


def _is_flag(column: pd.Series) -> bool:
    return column.nunique() <= 2
