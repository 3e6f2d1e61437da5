"""Times put together from numbers: calendar parts, counts since an epoch, 20240131."""

from typing import Any

import numpy as np
import pandas as pd

from core.arrays import Floats

EPOCHS = ((1e8, 5e9, 1e6), (1e11, 5e12, 1e3), (1e14, 5e15, 1.0), (1e17, 5e18, 1e-3))  # from, to, microseconds
WORKBOOK_DAYS = (20_000, 80_000)  # 1954 to 2119


def stamps(year: Floats, month: Floats, day: Floats, seconds: Floats) -> pd.Series:
    """Put dates together from calendar parts (NaN where there is none); NaT for days that do not exist."""
    known = np.isfinite(year + month + day + seconds)
    known &= (year >= 1) & (year <= 9999) & (month >= 1) & (month <= 12) & (day >= 1) & (seconds >= 0)
    y, m, d = (np.where(known, part, 1).astype(np.int64) for part in (year, month, day))
    months = ((y - 1970) * 12 + m - 1).astype("datetime64[M]")
    days = months.astype("datetime64[D]") + (d - 1)
    exact = np.round(np.where(known, seconds, 0) * 1e6).astype("timedelta64[us]")
    whole = days.astype("datetime64[us]") + exact
    whole[~known | (days.astype("datetime64[M]") != months)] = np.datetime64("NaT")
    return pd.Series(whole)


def numbers_as_times(raw: pd.Series, numbers: pd.Series) -> pd.Series | None:
    """Read bare numbers as years, 202401, 20240131, seconds since 1970 or a workbook's days; else None.

    Args:
        raw: The column; its index is the result's.
        numbers: Its numbers, on part of that index, NaN where there is none.
    """
    known = numbers.dropna()
    if known.empty:
        return None
    n, ones = known.to_numpy(), np.ones(len(known))
    found: Any = None
    if np.all(n == np.round(n)):
        if np.all((n >= 1000) & (n <= 2200)):
            found = stamps(n, ones, ones, 0 * ones)
        elif np.all((n >= 150001) & (n <= 220012)):
            found = stamps(n // 100, n % 100, ones, 0 * ones)
        elif np.all((n >= 15000101) & (n <= 22001231)):
            found = stamps(n // 10000, n // 100 % 100, n % 100, 0 * ones)
        else:
            found = _to_the_minute(n)
    if found is None:
        found = _counted(n)
    if found is None or found.isna().any():
        return None
    return pd.Series(found.to_numpy(), index=known.index).reindex(raw.index)


def _to_the_minute(n: Floats) -> pd.Series | None:
    """202401311530 or 20240131153000, if every number is one; milliseconds since 1970 never all are."""
    for most, size in ((2.2e11, 1), (2.2e11, 100)):
        if np.all((n >= 1.5e11 * size) & (n <= most * size)):
            minutes, rest = n // size, n % size
            hour, minute = minutes // 100 % 100, minutes % 100
            if np.all((hour < 24) & (minute < 60) & (rest < 60)):
                day = minutes // 10_000
                found = stamps(day // 10_000, day // 100 % 100, day % 100, hour * 3600 + minute * 60 + rest)
                return None if found.isna().any() else found
    return None


def _counted(n: Floats) -> pd.Series | None:
    """Seconds, milliseconds, micro- or nanoseconds since 1970, or a workbook's days since 1899-12-30."""
    size = float(np.median(np.abs(n)))
    for low, high, unit in EPOCHS:
        if low <= size < high:
            return pd.Series(np.round(n * unit).astype("datetime64[us]"))
    if np.all((n >= WORKBOOK_DAYS[0]) & (n <= WORKBOOK_DAYS[1])):
        origin = np.datetime64("1899-12-30", "us")
        return pd.Series(
            origin + (np.round(n * 86_400e3) * 1e3).astype("timedelta64[us]")
        )  # stored to the ms
    return None
