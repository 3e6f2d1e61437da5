"""Times written as bare numbers: years, 202401, 20240131, counts since an epoch, workbooks' days, 2024.5."""

import numpy as np
import pandas as pd

from core.arrays import Floats, Ints
from core.data.eras import BUDDHIST, era_of, in_gregorian
from core.data.stamps import EPIDEMIC_WEEKS, stamps, weeks
from core.data.time_forms import AS_WRITTEN, How, Reading, era_notes, week_notes
from core.data.time_patterns import EPIDEMIC, TIME_LIKE, WEEK_LIKE
from core.notes import Note

EPOCHS = (  # from, to, microseconds
    (1e8, 5e9, 1e6),
    (1e11, 5e12, 1e3),
    (1e14, 5e15, 1.0),
    (1e17, 5e18, 1e-3),
)
UNITS = ("s", "ms", "us", "ns")
YEARS = (1000, 2200)
WORKBOOK_DAYS = (20_000, 80_000)  # 1954 to 2119
UNEVEN = 0.2  # by which steps of decimal years may differ from each other


def numbers_as_times(raw: pd.Series, numbers: pd.Series, how: How = AS_WRITTEN) -> Reading | None:
    """Read bare numbers as years, 202401, 20240131, seconds since 1970 or a workbook's days; else None.

    Args:
        raw: The column; its index is the result's, its name tells weeks and calendars.
        numbers: Its numbers, on part of that index, NaN where there is none.
    """
    known = numbers.dropna()
    if known.empty:
        return None
    n, name = known.to_numpy(dtype=np.float64), str(raw.name)
    found = (_whole(n, name, how) if np.all(n == np.round(n)) else _decimals(n)) or _counted(n)
    if found is None or found.values.isna().any():
        return None
    return Reading(pd.Series(found.values.to_numpy(), index=known.index).reindex(raw.index), found.notes)


def _whole(n: Floats, name: str, how: How) -> Reading | None:
    ones, least, most = np.ones(len(n)), n.min(), n.max()
    if WEEK_LIKE.search(name) and least >= 150001 and most <= 220053:
        return _weeks(n // 100, n % 100, name, how)
    for low, high, size in ((0, 9999, 1), (100_000, 999_912, 100), (10_000_000, 99_991_231, 10_000)):
        if low <= least and most <= high:
            year = n // size
            month = n // (size // 100) % 100 if size > 1 else ones
            day = n % 100 if size == 10_000 else ones
            era = how.era or _era(year, month, day if size == 10_000 else None, name)
            if era is None:
                return None
            values = in_gregorian(year, month, day, 0 * ones, era)
            return Reading(values, tuple(era_notes(year, values, era)))
    if (
        TIME_LIKE.search(name)
        and least >= YEARS[0] * 1000
        and most < (YEARS[1] + 1) * 1000
        and np.all(n % 1000 <= 366)
    ):
        return Reading(stamps(n // 1000, ones, ones, 86_400 * (np.where(n % 1000 > 0, n % 1000, np.nan) - 1)))
    return _to_the_minute(n)


def _era(year: Floats, month: Floats, day: Floats | None, name: str) -> str | None:
    """The calendar of dates that make sense as such; None where they do not."""
    era = era_of(year, month, day, name)
    if era == BUDDHIST and TIME_LIKE.search(name):
        return era
    usual = YEARS[0] <= year.min() and year.max() <= YEARS[1]
    return era if usual and era != BUDDHIST else None


def _weeks(year: Floats, week: Floats, name: str, how: How) -> Reading:
    values, kind = weeks(year, week, None, how.weeks or (EPIDEMIC_WEEKS if EPIDEMIC.search(name) else None))
    return Reading(values, week_notes(kind))


def _to_the_minute(n: Floats) -> Reading | None:
    """2024013115, 202401311530 or 20240131153000, if every number is one; counts since 1970 never all are."""
    for digits in (10, 12, 14):
        size = 10.0 ** (digits - 8)
        if not np.all((n >= 1.5e7 * size) & (n < 2.2e7 * size)):
            continue
        day, rest = n // size, n % size * 10.0 ** (14 - digits)
        hour, minute, second = rest // 10_000, rest // 100 % 100, rest % 100
        if np.all((hour < 24) & (minute < 60) & (second < 60)):
            clock = hour * 3600 + minute * 60 + second
            found = stamps(day // 10_000, day // 100 % 100, day % 100, clock)
            return None if found.isna().any() else Reading(found)
    return None


def _decimals(n: Floats) -> Reading | None:
    """1871.01 to 1871.12, or parts of a year such as 1958.2027: months, quarters, halves, else days."""
    steps = np.diff(np.sort(n))
    if n.min() < YEARS[0] or n.max() > YEARS[1] or len(n) < 3 or np.any(steps == 0):
        return None
    year, ones, step = np.floor(n), np.ones(len(n)), float(np.median(steps))
    rest, month = n - year, np.round(100 * (n - year))
    if np.all(np.abs(100 * rest - month) < 1e-6) and np.all((month >= 1) & (month <= 12)):
        return Reading(stamps(year, month, ones, 0 * ones))
    if not 0.5 / 366 <= step <= 1.01 or np.mean(np.abs(steps - step) <= UNEVEN * step) < 0.9:
        return None
    parts = next((parts for parts in (12, 4, 2) if abs(step * parts - 1) <= UNEVEN), None)
    if parts is not None:
        place = parts * rest
        whole = np.mean(np.abs(place - np.round(place)) < 0.06) > 0.9
        place = np.round(place) if whole else np.floor(place)
        return Reading(stamps(year + place // parts, 1 + 12 / parts * (place % parts), ones, 0 * ones))
    start, end = (stamps(year + more, ones, ones, 0 * ones).to_numpy().astype(np.int64) for more in (0, 1))
    days = np.round(rest * (end - start) / 86_400e6)
    return Reading(stamps(year, ones, ones, days * 86_400))


def _counted(n: Floats) -> Reading | None:
    """Seconds, milliseconds, micro- or nanoseconds since 1970, each by its size, or a workbook's days."""
    size = np.abs(n)
    units = np.full(len(n), -1, dtype=np.int64)
    for place, (low, high, _) in enumerate(EPOCHS):
        units[(size >= low) & (size < high)] = place
    if (units >= 0).mean() > 0.5:
        return _since_1970(n, units)
    if np.all((n >= WORKBOOK_DAYS[0]) & (n <= WORKBOOK_DAYS[1])):
        origin = np.datetime64("1899-12-30", "us")
        exact = (np.round(n * 86_400e3) * 1e3).astype("timedelta64[us]")  # stored to the ms
        return Reading(pd.Series(origin + exact))
    return None


def _since_1970(n: Floats, units: Ints) -> Reading | None:
    """Counts whose size tells no unit, near 1970, have the unit of the others."""
    most = int(np.bincount(units[units >= 0]).argmax())
    units = np.where((units < 0) & (np.abs(n) < EPOCHS[most][0]), most, units)
    if (units < 0).any():
        return None
    scales = np.array([scale for _, _, scale in EPOCHS])
    found = pd.Series(np.round(n * scales[units]).astype("datetime64[us]"))
    mixed = [UNITS[unit] for unit in np.unique(units)]
    return Reading(found, (Note("units_mixed", {"units": list(mixed)}),) if len(mixed) > 1 else ())
