"""A frequency's steps as whole-number arithmetic on microseconds, for any year from 1 to 9999.

pandas' own offsets pass through nanoseconds and end in 2262; here dates are days and months since 1970.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from pandas.tseries.frequencies import to_offset

from core.arrays import Ints

DAY = 86_400_000_000  # microseconds; time indexes are datetime64[us]
WEEK = 7 * DAY
_MONTHS = {"M": 1, "Q": 3, "Y": 12}


@dataclass(frozen=True)
class Step:
    """One step of a frequency: so many microseconds, months or weekdays."""

    size: int  # in its unit
    unit: str  # "us", "month" or "weekday"


def step_of(frequency: str) -> Step:
    """Read a pandas offset alias such as "D", "15min", "W-MON", "QE" or "B"."""
    offset = to_offset(frequency)
    letters = frequency.lstrip("0123456789").split("-")[0]
    if letters == "B":
        return Step(offset.n, "weekday")
    if letters == "W":
        return Step(WEEK * offset.n, "us")
    if letters in ("MS", "ME", "BMS", "BME", "QS", "QE", "YS", "YE", "BQS", "BQE", "BYS", "BYE"):
        return Step(_MONTHS[letters.lstrip("B")[0]] * offset.n, "month")
    return Step(DAY * offset.n if letters == "D" else offset.nanos // 1000, "us")


def advanced(stamps: Ints, counts: Ints, frequency: str) -> Ints:
    """Stamps so many steps later, elementwise, in microseconds since 1970.

    In steps of months the first or last day (or weekday) of a month stays that; other days keep their number
    as far as the month has it.
    """
    step = step_of(frequency)
    if step.unit == "us":
        return stamps + counts * step.size
    days, clock = np.divmod(stamps, DAY)
    if step.unit == "weekday":
        moved = np.busday_offset(_dates(days), counts * step.size, roll="backward")
        return np.asarray(moved.astype(np.int64) * DAY + clock)
    letters = frequency.lstrip("0123456789").split("-")[0]
    return _in_months(days, counts * step.size, letters) + clock


def steps_between(stamps: Ints, frequency: str) -> Ints:
    """Whole steps from each stamp to the next, shape (stamps - 1,)."""
    step = step_of(frequency)
    if step.unit == "us":
        return np.round(np.diff(stamps) / step.size).astype(np.int64)
    days = _dates(stamps // DAY)
    if step.unit == "weekday":
        return np.asarray(np.busday_count(days[:-1], days[1:])) // step.size
    return np.diff(days.astype("datetime64[M]").astype(np.int64)) // step.size


def weekdays(days: Ints) -> Ints:
    """0 for Monday to 6 for Sunday, from days since 1970, which began on a Thursday."""
    return np.asarray((days + 3) % 7)


def _in_months(days: Ints, months: Ints, letters: str) -> Ints:
    dates = _dates(days)
    month = dates.astype("datetime64[M]")
    goal = month + months
    start, end = goal.astype("datetime64[D]"), (goal + 1).astype("datetime64[D]") - 1
    moved = np.minimum(start + (dates - month.astype("datetime64[D]")), end)
    anchor = _ANCHORS[letters[-1], letters.startswith("B")]
    moved = np.where(dates == anchor(month), anchor(goal), moved)
    return np.asarray(moved.astype(np.int64) * DAY)


def _first(months: Any) -> Any:
    return months.astype("datetime64[D]")


def _last(months: Any) -> Any:
    return (months + 1).astype("datetime64[D]") - 1


_ANCHORS: dict[tuple[str, bool], Callable[[Any], Any]] = {
    ("S", False): _first,
    ("E", False): _last,
    ("S", True): lambda months: np.busday_offset(_first(months), 0, roll="forward"),
    ("E", True): lambda months: np.busday_offset(_last(months), 0, roll="backward"),
}


def _dates(days: Ints) -> Any:
    return days.astype("datetime64[D]")
