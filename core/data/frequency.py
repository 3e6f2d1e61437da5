"""How far apart the time stamps of a series are, found with gaps allowed."""

from typing import Any

import numpy as np
import pandas as pd

from core.arrays import Ints
from core.data.offsets import DAY
from core.data.usual import WORKDAYS, usual_weekdays

UNITS = ((3_600_000_000, "h"), (60_000_000, "min"), (1_000_000, "s"), (1_000, "ms"), (1, "us"))
WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
SHORTEST_MONTH = 27.5 * DAY
EVEN = 0.9  # share of equal steps of several days from which on they, not the week, are what is kept
COMMON = 0.3  # a step that makes up a smaller share than this says nothing about the series


def infer_frequency(index: pd.Index) -> str | None:
    """Name the most common step of a sorted unique index as a pandas offset alias.

    Days of which (nearly) none lies on a weekend are business days ("B"), other sets of weekdays are "D":
    `core.data.usual` tells them. Months, quarters and years are told apart by calendar, not by length.

    Returns:
        An alias such as "D", "B", "h", "15min", "MS", "W-MON" or "YS"; None for plain steps or one stamp.
    """
    if not isinstance(index, pd.DatetimeIndex) or len(index) < 2:
        return None
    step = _usual(np.diff(microseconds(index)))
    if step >= SHORTEST_MONTH:
        return _monthly(index, step) or _daily(index, step)
    return _daily(index, step) if step % DAY == 0 else _within_a_day(step)


def microseconds(index: pd.DatetimeIndex) -> Ints:
    """The stamps as microseconds since 1970."""
    return index.as_unit("us").asi8


def share_of_usual_step(index: pd.Index) -> float:
    """The share of steps of the most common length, counted in months from a month on; 1 for plain steps."""
    if not isinstance(index, pd.DatetimeIndex) or len(index) < 3:
        return 1.0
    steps = np.diff(microseconds(index))
    if np.median(steps) >= SHORTEST_MONTH:
        steps = np.diff(_month_numbers(index))
    return float(np.mean(steps == _mode(steps)))


def _usual(steps: Ints) -> int:
    mode = _mode(steps)
    if np.mean(steps == mode) >= COMMON:
        return mode
    middle = int(np.median(steps))
    unit = DAY if middle >= DAY else next(size for size, _ in UNITS if middle >= size)
    return max(round(middle / unit), 1) * unit


def _mode(steps: Ints) -> int:
    values, counts = np.unique(steps, return_counts=True)
    return int(values[np.argmax(counts)])


def _within_a_day(step: int) -> str:
    size, alias = next(unit for unit in UNITS if step % unit[0] == 0)
    return _times(step // size, alias)


def _daily(index: pd.DatetimeIndex, step: int) -> str:
    days = max(round(step / DAY), 1)
    if days % 7 == 0:
        return _times(days // 7, f"W-{WEEKDAYS[_mode(_ints(index.dayofweek))]}")
    kept = usual_weekdays(np.unique(microseconds(index) // DAY))
    if len(kept) == 7 or (days > 1 and share_of_usual_step(index) >= EVEN):
        return _times(days, "D")
    return "B" if kept == WORKDAYS or (days == 1 and set(kept) < set(WORKDAYS)) else "D"


def _monthly(index: pd.DatetimeIndex, step: int) -> str | None:
    months = np.diff(_month_numbers(index))
    apart = _mode(months)
    exact = np.mean(np.diff(microseconds(index)) == step)
    if (
        apart < 1
        or np.mean(months == apart) < 0.5
        or (step % (7 * DAY) == 0 and exact > 0.5 and len(index) > 6)
    ):
        return None
    anchor = _anchor(index)
    if apart % 12 == 0:
        return _times(apart // 12, _anchored(f"Y{anchor}", index, first="JAN", last="DEC"))
    if apart == 3 and anchor in ("S", "E"):
        return _anchored(f"Q{anchor}", index, first="JAN", last="DEC")
    return _times(apart, {"S": "MS", "E": "ME", "BS": "BMS", "BE": "BME"}[anchor])


def _anchor(index: pd.DatetimeIndex) -> str:
    """Start or end of the month, by calendar or (B) by weekdays; the two often fall on one day."""
    index = pd.DatetimeIndex(index.to_numpy())  # a freq would change what the start of a month means
    days = index.normalize()
    shares = {
        "S": np.mean(index.is_month_start),
        "E": np.mean(index.is_month_end),
        "BE": np.mean(days == days + pd.offsets.BMonthEnd(0)),
        "BS": np.mean(days == days - pd.offsets.BMonthBegin(0)),
    }
    best = max(shares, key=lambda anchor: shares[anchor])
    return best if shares[best] > 0.5 else "S"


def _anchored(alias: str, index: pd.DatetimeIndex, first: str, last: str) -> str:
    alias = alias.replace("YBS", "YS").replace("YBE", "YE")
    month = MONTHS[_mode(_ints(index.month)) - 1]
    if alias.startswith("Q"):
        month = MONTHS[(_mode(_ints(index.month)) - 1) % 3 + (9 if alias == "QE" else 0)]
    return alias if month == (first if alias.endswith("S") else last) else f"{alias}-{month}"


def _month_numbers(index: pd.DatetimeIndex) -> Ints:
    return _ints(index.year) * 12 + _ints(index.month)


def _ints(values: Any) -> Ints:
    return np.asarray(values, dtype=np.int64)


def _times(count: int, alias: str) -> str:
    return alias if count == 1 else f"{count}{alias}"
