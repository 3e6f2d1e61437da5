"""What the order of the rows and their steps tell: day or month first, the century of two digits."""

import numpy as np
import pandas as pd

from core.arrays import Floats
from core.data.frequency import microseconds, share_of_usual_step
from core.data.stamps import seconds_of, stamps
from core.errors import UserError
from core.notes import Note

READABLE = 0.95  # share of the cells that must be times for a column to be one
FEWEST = 6  # times whose steps tell the order of day and month
NEWER = 30  # two digits below are years since 2000, as spreadsheets read them ...
UNSURE = range(30, 70)  # ... and other programs do not


def runs_on(times: pd.Series) -> bool:
    """Whether times come one after another, in either direction."""
    known = times.dropna()
    return bool(known.is_unique and (known.is_monotonic_increasing or known.is_monotonic_decreasing))


def year_comes_first(parts: pd.DataFrame, day_first: bool | None) -> bool:
    """24-01-31 begins with the year if the rows are in order that way and no other."""
    short = parts["y"].str.len().max() == 2 and day_first is None
    if not short or (_numbers(parts["b"]) > 12).any():
        return False
    a, b, y = (_numbers(parts[name]) for name in ("a", "b", "y"))
    read = [
        stamps(two_digit_years(parts[year], parts["y"])[0], month, day, np.zeros(len(parts)))
        for year, month, day in (("a", b, y), ("y", b, a), ("y", a, b))
    ]
    runs = [bool(times.notna().mean() >= READABLE and runs_on(times)) for times in read]
    return len(parts) > 2 and runs == [True, False, False]


def day_comes_first(
    parts: pd.DataFrame, text: pd.Series, given: bool | None
) -> tuple[bool | None, list[Note]]:
    """Whether a date such as 01/02/2024 begins with its day; None if it can be neither.

    One day beyond twelve tells the whole column; else the order that alone gives equal steps does.

    Raises:
        UserError: `day_month_ambiguous` with the column and an example.
    """
    first, second = _numbers(parts["a"], 1.0), _numbers(parts["b"], 1.0)
    can_be = {True: bool(np.mean(second <= 12) >= READABLE), False: bool(np.mean(first <= 12) >= READABLE)}
    if given is not None or sum(can_be.values()) == 0:
        return given if given is not None and can_be[given] else None, []
    if all(can_be.values()) and np.all(np.maximum(first, second) <= 12):
        differs = int(np.argmax(first != second))
        even = [_steps_are_even(parts, day, month) for day, month in (("a", "b"), ("b", "a"))]
        if even[0] == even[1]:
            raise UserError("day_month_ambiguous", column=str(text.name), example=text.iloc[differs])
        day = int(first[differs] if even[0] else second[differs])
        month = int(second[differs] if even[0] else first[differs])
        return even[0], [Note("order_by_steps", {"example": text.iloc[differs], "day": day, "month": month})]
    return bool(np.sum(second <= 12) > np.sum(first <= 12)), []


def two_digit_years(years: pd.Series, text: pd.Series) -> tuple[Floats, list[Note]]:
    """Years as numbers; those of two digits lie in the hundred years that leave out the longest gap.

    49 to 60 are 1949 to 1960, and 98 to 03 are 1998 to 2003: the first one is read as spreadsheets do.
    """
    numbers = np.asarray(pd.to_numeric(years, errors="coerce"), dtype=float)
    short = years.str.len().to_numpy(dtype=float) == 2
    if not short.any():
        return numbers, []
    seen = np.unique(numbers[short])
    gaps = np.diff(np.append(seen, seen[0] + 100))
    first = seen[(int(np.argmax(gaps)) + 1) % len(seen)]
    base = 2000 if first < NEWER else 1900
    full = np.where(numbers >= first, base, base + 100) + numbers
    told = np.isin(seen, UNSURE).any()
    place = int(np.argmax(np.isin(numbers, UNSURE) & short))
    facts = {"example": str(text.iloc[place]), "year": int(full[place])} if told else {}
    return np.where(short, full, numbers), [Note("years_of_two_digits", facts)] if told else []


def _numbers(cells: pd.Series, default: float = np.nan) -> Floats:
    return np.asarray(pd.to_numeric(cells, errors="coerce").fillna(default), dtype=float)


def _steps_are_even(parts: pd.DataFrame, day: str, month: str) -> bool:
    years = two_digit_years(parts["y"], parts["y"])[0]
    found = stamps(years, _numbers(parts[month]), _numbers(parts[day]), seconds_of(parts))
    index = pd.DatetimeIndex(np.unique(found.dropna().to_numpy()))
    return bool(len(index) >= FEWEST and np.ptp(microseconds(index)) and share_of_usual_step(index) == 1.0)
