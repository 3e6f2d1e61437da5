"""Where new rows belong: by their times, or by where counted steps go on."""

from typing import Any

import numpy as np
import pandas as pd

from core.arrays import Bools, Floats
from core.data.cleaning import shown
from core.data.frame import Dataset
from core.data.frequency import infer_frequency, microseconds
from core.data.offsets import DAY, WEEK, advanced, step_of
from core.errors import UserError

FEWEST = 5  # rows that must repeat what is known, for counted steps to begin among them
APART = 2.5  # times the usual step: rows so far apart, or so near, keep another one
REGULAR = 0.95  # share of known rows that keep to a rule, from which on new ones have to
CLOCKS = 2  # times of day, at most, that are a rule: an hour may have been put back
SAME = 1e-6  # relative difference that the digits of a file explain


def placed(base: Dataset, given: Dataset) -> pd.DataFrame:
    """The rows that were given, under the index that they have among those that are known.

    Raises:
        UserError: `rows_without_times` or `rows_with_times` where the others are not so;
            `rows_of_another_frequency`, `rows_between_times`.
    """
    dated, times = (isinstance(one.frame.index, pd.DatetimeIndex) for one in (base, given))
    if dated and not times:
        raise UserError("rows_without_times", last=told(base.frame.index[-1]))
    if times and not dated:
        raise UserError("rows_with_times", count=len(base.frame))
    if not dated:
        return _counted(base, given)
    _require_frequency(base, given)
    return given.frame


def _counted(base: Dataset, given: Dataset) -> pd.DataFrame:
    """Steps without times: a file that repeats known rows goes on from there, another one behind them."""
    start = _repeated(base.frame[base.target], given.frame.get(base.target))
    first = len(base.frame) if start is None else start
    return given.frame.set_axis(pd.RangeIndex(first, first + len(given.frame), name="step"))


def _repeated(known: pd.Series, given: pd.Series | None) -> int | None:
    """The step at which a file begins that repeats what is known; None where it does not."""
    if given is None:
        return None
    old, new = known.to_numpy(dtype=float), given.to_numpy(dtype=float)
    for start in range(len(old) - FEWEST + 1):
        length = min(len(old) - start, len(new))
        both = old[start : start + length], new[:length]
        if length >= FEWEST and _same(*both):
            return start
    return None


def _same(old: Floats, new: Floats) -> bool:
    alike = np.isclose(old, new, rtol=SAME, atol=0.0, equal_nan=True).all()
    return bool(alike and np.nanmax(old) > np.nanmin(old))


def told(time: Any) -> str:
    """A time as a person writes it, or the number of a step."""
    return shown(time) if isinstance(time, pd.Timestamp) else str(time)


def _require_frequency(base: Dataset, given: Dataset) -> None:
    known, come = pd.DatetimeIndex(base.frame.index), pd.DatetimeIndex(given.frame.index)
    if len(come) > 2 and len(known) > 2:
        usual, steps = float(np.median(np.diff(microseconds(known)))), np.diff(microseconds(come))
        if np.quantile(steps, 0.25) > APART * usual or np.quantile(steps, 0.75) < usual / APART:
            found = infer_frequency(come)
            raise UserError("rows_of_another_frequency", known=str(base.frequency), found=str(found))
    later = come[come > known[-1]]
    if len(later) and base.frequency:
        off = ~_on_time(known, later, base.frequency)
        if off.any():
            first = shown(later[int(off.argmax())])
            raise UserError("rows_between_times", count=int(off.sum()), first=first, last=shown(known[-1]))


def _on_time(known: pd.DatetimeIndex, later: pd.DatetimeIndex, frequency: str) -> Bools:
    """Which rows fall where the known ones lead one to expect them; all where these keep to no rule.

    Weeks and months keep to their day, shorter steps to their time of day: days may be left out.
    """
    step, stamps, come = step_of(frequency), microseconds(known), microseconds(later)
    if step.unit == "month" or (step.unit == "us" and step.size % WEEK == 0):
        if (
            np.mean(advanced(stamps[:-1], np.ones(len(stamps) - 1, dtype=np.int64), frequency) == stamps[1:])
            < REGULAR
        ):
            return np.ones(len(come), dtype=bool)
        count = (later[-1] - known[-1]).days // (7 if step.unit == "us" else 28) + 2
        ahead = np.arange(1, count + 1)
        return np.isin(come, advanced(np.repeat(stamps[-1:], count), ahead, frequency))
    clock = min(step.size, DAY) if step.unit == "us" else DAY
    usual = np.unique(stamps % clock)
    return np.isin(come % clock, usual) if len(usual) <= CLOCKS else np.ones(len(come), dtype=bool)
