"""Read time stamps as people write them, without ever guessing between day and month.

A date is taken apart by one pattern and put together by integer arithmetic, so that years outside the range
of nanoseconds (before 1677) are read like any other.
"""

from collections.abc import Iterator
from re import Pattern
from typing import Any

import numpy as np
import pandas as pd

from core.data.cells import LONGEST, as_text
from core.data.eras import GREGORIAN, era_of
from core.data.stamps import part, seconds_of
from core.data.time_forms import AS_WRITTEN, How, Reading, assemble, on_one_clock
from core.data.time_intervals import start_of, starts
from core.data.time_numbers import numbers_as_times
from core.data.time_orders import READABLE
from core.data.time_patterns import (
    CLOCK,
    COMPACT_CLOCK,
    ISO,
    MISSING,
    PATTERNS,
    SEASONS,
    SHORT,
    WEEK_LIKE,
    WEEKS,
)
from core.data.time_words import era_named, era_told, in_plain_words
from core.notes import Note

LOOK = 200  # cells that are enough to tell times from sentences
USUAL_YEARS = (1500, 2400)  # outside, calendars other than the Gregorian one are looked for
STAND_INS = (1, 9000)  # years up to and from which single dates stand for "unknown" or "for ever"
PLAIN = r"[-+]?\d{0,7}(?:[.,]\d*)?(?:[eE][-+]?\d+)?"
FEW = 0.05  # share of the cells that may be such


def parse_times(values: pd.Series, *, day_first: bool | None = None, named: bool = True) -> pd.Series | None:
    """As `read_times`, without what is worth telling."""
    found = read_times(values, How(day_first=day_first), named=named)
    return None if found is None else found.values


def read_times(values: pd.Series, how: How = AS_WRITTEN, *, named: bool = True) -> Reading | None:
    """Read a column of times.

    Args:
        values: Text, numbers, dates or time stamps, in any order.
        how: What a person decided; what is left open is told by the column or asked.
        named: The column's name or place suggests a time; only then are bare numbers years or epochs.

    Returns:
        Time-zone-naive datetime64[us] (clock time where offsets were given), NaT for blanks; None if no time.

    Raises:
        UserError: `day_month_ambiguous` or `era_unclear` with the column and an example.
    """
    if isinstance(values.dtype, pd.DatetimeTZDtype):
        return Reading(values.dt.tz_localize(None).astype("datetime64[us]"))
    if values.dtype.kind == "M":
        return Reading(values.astype("datetime64[us]"))
    if values.dtype.kind in "fiu":
        return numbers_as_times(values, values.astype(float), how) if named else None
    text = as_text(values)
    given = text[~is_missing(text)]
    if given.empty:
        return None
    found = _as_numbers(given, how) if named else None
    if found is None:
        found = _text_as_times(given, how, named)
    if found is None:
        return None
    return Reading(_without_stand_ins(found.values).reindex(values.index), found.notes)


def is_missing(text: pd.Series) -> pd.Series:
    """Which cells say that there is no value."""
    return text.map(lambda cell: len(cell) <= LONGEST and cell.casefold() in MISSING).astype(bool)


def parse_clock(values: pd.Series) -> pd.Series | None:
    """Read a column of times of day, such as 18:00, 18.00.00 or 6 pm, as timedeltas; None if it is none."""
    text = in_plain_words(as_text(values).map(start_of))
    seconds = seconds_of(text.str.extract(CLOCK))
    fits = text.str.match(CLOCK).to_numpy(dtype=bool) & np.isfinite(seconds)
    return _durations(seconds, fits, values.index)


def parse_compact_clock(values: pd.Series) -> pd.Series | None:
    """Read a column of numbers such as 93000 or 1705 as times of day; None if it is none."""
    text = as_text(values).str.replace(r"\.0$", "", regex=True)
    longest = text.str.len().max()
    parts = text.str.zfill(6 if longest > 4 else 4).str.extract(COMPACT_CLOCK)
    seconds = seconds_of(parts)
    return _durations(seconds, parts["h"].notna().to_numpy() & np.isfinite(seconds), values.index)


def _durations(seconds: Any, fits: Any, index: pd.Index) -> pd.Series | None:
    if len(fits) == 0 or fits.mean() < READABLE:
        return None
    clock = np.round(np.where(fits, seconds, np.nan) * 1e6)
    return pd.Series(pd.to_timedelta(clock, unit="us").astype("timedelta64[us]"), index=index)


def _as_numbers(given: pd.Series, how: How) -> Reading | None:
    numbers = pd.to_numeric(given, errors="coerce")
    return numbers_as_times(given, numbers.astype(float), how) if numbers.notna().mean() >= READABLE else None


def _text_as_times(text: pd.Series, how: How, named: bool) -> Reading | None:
    if (quick := _all_iso(text, how)) is not None:
        return Reading(quick)
    if (text.head(LOOK).str.len() > LONGEST).mean() > 1 - READABLE or _only_numbers(text):
        return None
    told, written = era_told(text), text
    text, notes = starts(in_plain_words(text))
    for pattern in _plausible(text, named):
        if text.str.match(pattern).mean() < READABLE:
            continue
        settled = _settled(text.str.extract(pattern), text)
        if settled is None:
            continue
        found = assemble(settled, written, how, told)
        if found is not None and found.values.notna().mean() >= READABLE:
            values = on_one_clock(found.values, settled)
            return Reading(values, (*notes, *_era_in_words(written, values), *found.notes))
    return None


def _only_numbers(text: pd.Series) -> bool:
    """Whether cells are numbers that no date is written like: to be done quickly with them."""
    sample = text.iloc[:: max(len(text) // 40, 1)]
    return bool(sample.str.fullmatch(PLAIN).all() and not sample.str.fullmatch(r"\d{2}\.\d{4}").all())


def _all_iso(text: pd.Series, how: How) -> pd.Series | None:
    """The quick way for a column that is written in one unmistakable form throughout."""
    if how.era not in (None, GREGORIAN) or not all(map(ISO.fullmatch, text)):
        return None
    try:
        found = pd.Series(text.to_numpy().astype("datetime64[us]"), index=text.index)
    except ValueError:  # a day that does not exist
        return None
    year, month, day = (getattr(found.dt, name).to_numpy(dtype=float) for name in ("year", "month", "day"))
    if USUAL_YEARS[0] <= year.min() and year.max() <= USUAL_YEARS[1] or how.era == GREGORIAN:
        return found
    return found if era_of(year, month, day, str(text.name)) == GREGORIAN else None


def _era_in_words(written: pd.Series, values: pd.Series) -> list[Note]:
    """That eras are named in the cells themselves, with an example."""
    era = era_named(str(written.iloc[0]))
    if era is None or pd.isna(values.iloc[0]):
        return []
    return [Note("era_read", {"era": era, "year": written.iloc[0], "read": int(values.dt.year.iloc[0])})]


def _plausible(text: pd.Series, named: bool) -> Iterator[Pattern[str]]:
    sample = text.iloc[:: max(len(text) // 40, 1)]
    first = (WEEKS,) if named and WEEK_LIKE.search(str(text.name)) else ()
    for pattern in (*first, SEASONS, *PATTERNS, *(SHORT if named else ())):
        if sample.str.match(pattern).mean() >= 0.8:
            yield pattern


def _settled(parts: pd.DataFrame, text: pd.Series) -> pd.DataFrame | None:
    """Parts that only the whole column can name: 2019/20 as a season, 97/03 as year and month."""
    if "end" in parts:
        year, end = part(parts, "y", np.nan), part(parts, "end", np.nan)
        runs = len(np.unique(year)) >= 3 and np.all((end == year + 1) | (end == (year + 1) % 100))
        return parts[["y"]] if runs else None
    if "two" not in parts:
        return parts
    two = part(parts, "two", np.nan)
    if "name" in parts:  # Jan 24 may be a day, Jan 60 cannot
        return parts.rename(columns={"two": "y"}) if np.nanmax(two) > 31 else None
    one = part(parts, "one", np.nan)
    months = [bool(np.nanmax(numbers) <= 12) for numbers in (one, two)]
    years = [text.str.extract(r"^(\d+)")[0].str.len().eq(2).all(), parts["two"].str.len().eq(2).all()]
    if months[1] and not months[0] and years[0]:
        return parts.rename(columns={"one": "y", "two": "m"})
    return (
        parts.rename(columns={"one": "m", "two": "y"}) if months[0] and not months[1] and years[1] else None
    )


def _without_stand_ins(times: pd.Series) -> pd.Series:
    """Single dates such as 9999-12-31 say that there is none."""
    years = times.dt.year
    far = (years <= STAND_INS[0]) | (years >= STAND_INS[1])
    return times.mask(far) if 0 < far.mean() <= FEW else times
