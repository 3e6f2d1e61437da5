"""Does a column know the target's future? Correlations at leads and lags, ridge with and without it."""

import math
from dataclasses import dataclass

import numpy as np

from core.arrays import Floats
from core.evaluate.known import deviation
from core.evaluate.metrics import still

GAIN = 0.5  # a column is named if with it ridge misses by less than this share of what it misses by without
LEADS = 0.7  # and it goes with the target's future at least this much as with its past; or it is named if
CERTAIN = 0.9  # it goes with the future almost perfectly
LEAST = 1e-3  # of the target's deviation: where ridge alone misses by less, there is nothing to gain
OWN = 0.8  # while the target's own past does not


@dataclass(frozen=True)
class LookAhead:
    """What one column knows, on rows before the calibration rows; None where it does not change."""

    column: str
    lead: float | None  # strongest correlation of its changes with the target's later changes, 0 to 1
    lag: float | None  # the same with the target's present and earlier changes
    own: float | None  # of the target's changes with its own later changes
    step: int  # step ahead at which the column helps ridge most
    without: float  # mean absolute error of ridge at that step, from the target alone
    with_column: float  # and with the column too
    knows: bool


def look_ahead(
    column: str, values: Floats, target: Floats, most: int, without: Floats, with_column: Floats
) -> LookAhead:
    """Judge one column.

    Args:
        values: The column, shape (time,), NaN before its first value.
        target: The target on the same rows, NaN where it was not measured.
        most: Farthest lead and lag.
        without: Mean absolute error of ridge by step ahead.
        with_column: The same with the column among the inputs.
    """
    ahead = _strongest(values, target, range(1, most + 1))
    behind = _strongest(values, target, range(-most, 1))
    worth = without > LEAST * float(deviation(target))
    shares = np.divide(with_column, without, out=np.ones_like(without), where=worth)
    step = int(np.argmin(shares))
    own = _strongest(target, target, range(1, most + 1))
    lead, lag, past = (found or 0.0 for found in (ahead, behind, own))
    knows = (lead >= LEADS * lag and shares[step] < GAIN) or (lead > CERTAIN and past < OWN)
    missed = float(without[step]), float(with_column[step])
    return LookAhead(column, ahead, behind, own, step + 1, *missed, bool(knows))


def _strongest(values: Floats, target: Floats, steps: range) -> float | None:
    """The strongest correlation of the column's change with the target's so many steps later."""
    mine, theirs = np.diff(values), np.diff(target)
    found = (_at(mine, theirs, step) for step in steps)
    return max((abs(r) for r in found if r is not None), default=None)


def _at(mine: Floats, theirs: Floats, step: int) -> float | None:
    n = len(mine) - abs(step)
    one = mine[:n] if step >= 0 else mine[-n:]
    other = theirs[-n:] if step >= 0 else theirs[:n]
    known = np.isfinite(one) & np.isfinite(other)
    one, other = one[known], other[known]
    if len(one) < 10 or still(one) or still(other):
        return None
    found = float(np.corrcoef(one, other)[0, 1])
    return found if math.isfinite(found) else None
