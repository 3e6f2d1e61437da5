"""Read time stamps as people write them, without ever guessing between day and month.

A date is taken apart by one pattern and put together by integer arithmetic, so that years outside the range
of nanoseconds (before 1677) are read like any other.
"""

from collections.abc import Iterator
from re import Pattern
from typing import Any

import numpy as np
import pandas as pd

from core.arrays import Floats
from core.data.stamps import numbers_as_times, stamps
from core.data.time_patterns import CLOCK, ISO, MISSING, PATTERNS, in_plain_words, month_number
from core.errors import UserError

LONGEST = 60  # letters of a time
LOOK = 200  # cells that are enough to tell times from sentences
READABLE = 0.95  # share of the cells that must be times for a column to be one


def parse_times(values: pd.Series, *, day_first: bool | None = None, named: bool = True) -> pd.Series | None:
    """Read a column of times.

    Args:
        values: Text, numbers, dates or time stamps, in any order.
        day_first: How to read 01/02/2024; None asks where the column itself does not tell.
        named: The column's name or place suggests a time; only then are bare numbers years or epochs.

    Returns:
        Time-zone-naive datetime64[us] (clock time where offsets were given), NaT for blanks; None if no time.

    Raises:
        UserError: `day_month_ambiguous` with the column and an example.
    """
    if isinstance(values.dtype, pd.DatetimeTZDtype):
        return values.dt.tz_localize(None).astype("datetime64[us]")
    if values.dtype.kind == "M":
        return values.astype("datetime64[us]")
    if values.dtype.kind in "fiu":
        return numbers_as_times(values, values.astype(float)) if named else None
    text = as_text(values)
    given = text[~is_missing(text)]
    if given.empty:
        return None
    if named and (numbers := pd.to_numeric(given, errors="coerce")).notna().mean() >= READABLE:
        found = numbers_as_times(given, numbers.astype(float))
    else:
        found = _text_as_times(given, day_first)
    return None if found is None else found.reindex(values.index)


def as_text(values: pd.Series) -> pd.Series:
    """Cells as stripped text; dates from workbooks in ISO form."""
    return values.map(lambda cell: "" if _blank(cell) else str(cell).strip()).astype(object)


def is_missing(text: pd.Series) -> pd.Series:
    """Which cells say that there is no value."""
    return text.map(lambda cell: len(cell) <= LONGEST and cell.casefold() in MISSING).astype(bool)


def parse_clock(values: pd.Series) -> pd.Series | None:
    """Read a column of times of day, such as 18:00 or 18.00.00, as timedeltas; None if it is none."""
    text = as_text(values)
    parts = text.str.extract(CLOCK)
    fits = parts["h"].notna() & (_part(parts, "h", 0) <= 24) & (_part(parts, "mi", 0) < 60)
    if len(text) == 0 or fits.mean() < READABLE:
        return None
    return pd.Series(pd.to_timedelta(_seconds(parts), unit="s").astype("timedelta64[us]"), index=values.index)


def _blank(cell: Any) -> bool:
    return cell is None or cell is pd.NaT or cell is pd.NA or (isinstance(cell, float) and np.isnan(cell))


def _text_as_times(text: pd.Series, day_first: bool | None) -> pd.Series | None:
    if (quick := _all_iso(text)) is not None:
        return quick
    if (text.head(LOOK).str.len() > LONGEST).mean() > 1 - READABLE:
        return None
    text = in_plain_words(text)
    for pattern in _plausible(text):
        parts = text.str.extract(pattern)
        if parts["y"].notna().mean() < READABLE:
            continue
        found = _assemble(parts, text, day_first)
        if found is not None and found.notna().mean() >= READABLE:
            return _on_one_clock(found, parts)
    return None


def _all_iso(text: pd.Series) -> pd.Series | None:
    """The quick way for a column that is written in one unmistakable form throughout."""
    if not all(map(ISO.fullmatch, text)):
        return None
    try:
        return pd.Series(text.to_numpy().astype("datetime64[us]"), index=text.index)
    except ValueError:  # a day that does not exist
        return None


def _plausible(text: pd.Series) -> Iterator[Pattern[str]]:
    sample = text.iloc[:: max(len(text) // 40, 1)]
    for pattern in PATTERNS:
        if sample.str.match(pattern).mean() >= 0.8:
            yield pattern


def _assemble(parts: pd.DataFrame, text: pd.Series, day_first: bool | None) -> pd.Series | None:
    if "a" in parts:
        if _year_first(parts, day_first):
            parts = parts.rename(columns={"a": "y", "b": "m", "y": "d"})
    if "a" in parts:
        chosen = _day_first(parts, text, day_first)
        if chosen is None:
            return None
        parts = parts.rename(columns={"a": "d", "b": "m"} if chosen else {"a": "m", "b": "d"})
    month = _part(parts, "m", 1)
    if "name" in parts:
        month = np.asarray(parts["name"].map(month_number, na_action="ignore"), dtype=np.float64)
    if "q" in parts:
        month = np.asarray(3 * _part(parts, "q", 1) - 2, dtype=np.float64)
    if "w" in parts:
        return _weeks(parts)
    day = _part(parts, "d", 1)
    seconds = _seconds(parts) + (
        86_400 * (_part(parts, "j", 1) - 1)
    )  # the day of the year, where it is given
    found = stamps(_years(parts["y"]), month, day, seconds)
    return pd.Series(found.to_numpy(), index=parts.index)


def _weeks(parts: pd.DataFrame) -> pd.Series:
    """The day (by default the first) of a week as ISO 8601 counts them: 4 January lies in week 1."""
    year, one = _part(parts, "y", np.nan), np.ones(len(parts))
    fourth = stamps(year, one, 4 * one, 0 * one)
    days = (
        7 * (_part(parts, "w", 1) - 1) + _part(parts, "wd", 1) - 1 - fourth.dt.dayofweek.to_numpy(dtype=float)
    )
    return pd.Series((fourth + pd.to_timedelta(days, unit="D")).to_numpy("datetime64[us]"), index=parts.index)


def _year_first(parts: pd.DataFrame, day_first: bool | None) -> bool:
    """24-01-31 begins with the year if the rows are in order that way and no other."""
    short = parts["y"].str.len().max() == 2 and day_first is None
    if not short or (_part(parts, "b", 0) > 12).any():
        return False
    none = np.zeros(len(parts))
    first, middle, last = (_part(parts, name, np.nan) for name in ("a", "b", "y"))
    read = [
        stamps(_years(pd.Series(parts[year])), month, day, none)
        for year, month, day in (("a", middle, last), ("y", middle, first), ("y", first, middle))
    ]
    runs = [bool(times.notna().mean() >= READABLE and _runs_on(times)) for times in read]
    return len(parts) > 2 and runs == [True, False, False]


def _day_first(parts: pd.DataFrame, text: pd.Series, given: bool | None) -> bool | None:
    first, second = _part(parts, "a", 1), _part(parts, "b", 1)
    can_be = {True: bool(np.mean(second <= 12) >= READABLE), False: bool(np.mean(first <= 12) >= READABLE)}
    if given is not None or sum(can_be.values()) == 0:
        return given if given is not None and can_be[given] else None
    if all(can_be.values()) and np.all(np.maximum(first, second) <= 12):
        differs = int(np.argmax(first != second))
        raise UserError("day_month_ambiguous", column=str(text.name), example=text.iloc[differs])
    return bool(np.sum(second <= 12) > np.sum(first <= 12))


def _part(parts: pd.DataFrame, name: str, default: float) -> Floats:
    if name not in parts:
        return np.full(len(parts), default)
    return np.asarray(pd.to_numeric(parts[name], errors="coerce").fillna(default), dtype=float)


def _years(text: pd.Series) -> Floats:
    years = np.asarray(pd.to_numeric(text, errors="coerce"), dtype=float)
    short = text.str.len().to_numpy(dtype=float) == 2
    return np.where(
        short, np.where(years < 70, 2000 + years, 1900 + years), years
    )  # as POSIX reads two digits


def _seconds(parts: pd.DataFrame) -> Floats:
    hours = _part(parts, "h", 0)
    if "half" in parts:
        half = parts["half"].str.casefold().str.replace(".", "", regex=False)
        hours = np.where(
            half.eq("pm") & (hours < 12), hours + 12, np.where(half.eq("am") & (hours == 12), 0, hours)
        )
    return hours * 3600 + _part(parts, "mi", 0) * 60 + _part(parts, "s", 0)


def _on_one_clock(found: pd.Series, parts: pd.DataFrame) -> pd.Series:
    """Keep the clock on the wall, as sessions are named by it; count in UTC where it repeats or runs back."""
    if "zone" not in parts or parts["zone"].nunique() < 2 or _runs_on(found):
        return found
    zone = parts["zone"].replace({"Z": "+00", "UTC": "+00", "GMT": "+00"}).fillna("+00")
    offset = zone.str.extract(r"^(?P<sign>[+-])(?P<h>\d{1,2}):?(?P<mi>\d{2})?$")
    if offset["sign"].isna().any():
        return found  # names of zones mean different things to different people
    minutes = _part(offset, "h", 0) * 60 + _part(offset, "mi", 0)
    shift = pd.to_timedelta(np.where(offset["sign"] == "-", -minutes, minutes), unit="min")
    universal = (found - pd.Series(shift, index=found.index)).astype("datetime64[us]")
    return universal if _runs_on(universal) or universal.nunique() > found.nunique() else found


def _runs_on(times: pd.Series) -> bool:
    known = times.dropna()
    return bool(known.is_unique and (known.is_monotonic_increasing or known.is_monotonic_decreasing))
