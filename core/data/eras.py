"""Years that are counted from another beginning, or in another calendar, brought to the Gregorian one.

The calendar of Iran is computed by its cycle of 33 years, which is exact from 1290 to 1430; Islamic dates by
the tabular civil calendar, which may differ by a day from the one that is proclaimed.
"""

import numpy as np
import pandas as pd

from core.arrays import Floats
from core.data.stamps import stamps
from core.errors import UserError

GREGORIAN, BUDDHIST, MINGUO, JALALI, ISLAMIC = "gregorian", "buddhist", "minguo", "jalali", "islamic"
ERAS = (GREGORIAN, BUDDHIST, MINGUO, JALALI, ISLAMIC)
BUDDHIST_YEARS = (2443, 2600)  # 1900 to 2057
MINGUO_YEARS = (1, 160)
OTHER_YEARS = (1250, 1500)
LAST_JALALI = 1412  # 2033: later ones are Islamic years, of which 1412 was 1991
FEWEST = 3  # dates that tell an era
LONG_MONTHS = 3  # months of 31 days in Iran's calendar that must have been seen to the end without a day 31

_LEAP_YEARS = (1, 5, 9, 13, 17, 22, 26, 30)
_NEW_YEAR_1390 = 15_054  # days since 1970 at 21 March 2011
_ISLAMIC_EPOCH = -492_148  # days since 1970 at 19 July 622, the first of Muharram


def era_of(year: Floats, month: Floats, day: Floats | None, column: str) -> str:
    """Which calendar dates are written in, told from their own figures.

    Args:
        day: Days of the month; None where months or years are all there is.

    Raises:
        UserError: `era_unclear` with column and an example, where two calendars are possible.
    """
    known = np.isfinite(year)
    dates = np.unique(np.column_stack([year, month, day if day is not None else month])[known], axis=0)
    if len(dates) < FEWEST:
        return GREGORIAN
    low, high = float(dates[:, 0].min()), float(dates[:, 0].max())
    if BUDDHIST_YEARS[0] <= low and high <= BUDDHIST_YEARS[1]:
        return BUDDHIST
    if low < OTHER_YEARS[0] or high > OTHER_YEARS[1] or len(np.unique(dates[:, 1])) < 2:
        return GREGORIAN
    if high > LAST_JALALI:
        return ISLAMIC if day is None or dates[:, 2].max() <= 30 else GREGORIAN
    if day is not None and dates[:, 2].max() == 31:
        return JALALI if dates[dates[:, 2] == 31, 1].max() <= 6 else GREGORIAN
    if day is not None and np.sum((dates[:, 2] == 30) & (dates[:, 1] <= 6)) >= LONG_MONTHS:
        return ISLAMIC
    raise UserError("era_unclear", column=column, example=_written(dates[0], day is not None))


def in_gregorian(year: Floats, month: Floats, day: Floats, seconds: Floats, era: str) -> pd.Series:
    """Time stamps of dates written in an era; NaT for days that it does not have."""
    if era == BUDDHIST:
        return stamps(year - 543, month, day, seconds)
    if era == MINGUO:
        return stamps(year + 1911, month, day, seconds)
    if era == JALALI:
        return _from_days(_jalali(year, month, day), year, seconds)
    if era == ISLAMIC:
        return _from_days(_islamic(year, month, day), year, seconds)
    return stamps(year, month, day, seconds)


def _from_days(days: Floats, year: Floats, seconds: Floats) -> pd.Series:
    known = np.isfinite(days) & (year >= 1) & (year <= 3000)
    whole = np.where(known, days, 0).astype("datetime64[D]").astype("datetime64[us]")
    found = whole + np.round(np.where(known, seconds, 0) * 1e6).astype("timedelta64[us]")
    found[~known] = np.datetime64("NaT")
    return pd.Series(found)


def _jalali(year: Floats, month: Floats, day: Floats) -> Floats:
    leap = np.isin(year % 33, _LEAP_YEARS)
    length = np.where(month <= 6, 31, np.where(month <= 11, 30, 29 + leap))
    fits = (month >= 1) & (month <= 12) & (day >= 1) & (day <= length)
    within = np.where(month <= 7, 31 * (month - 1), 186 + 30 * (month - 7)) + day - 1
    before = _leap_years(year) - _leap_years(np.full(len(year), 1390.0))
    return np.where(fits, _NEW_YEAR_1390 + 365 * (year - 1390) + before + within, np.nan)


def _leap_years(year: Floats) -> Floats:
    """Leap years before a year."""
    cycle = year % 33
    return 8 * (year // 33) + sum((cycle > leap).astype(float) for leap in _LEAP_YEARS)


def _islamic(year: Floats, month: Floats, day: Floats) -> Floats:
    fits = (month >= 1) & (month <= 12) & (day >= 1) & (day <= 30)
    within = np.ceil(29.5 * (month - 1)) + day - 1
    return np.where(fits, _ISLAMIC_EPOCH + 354 * (year - 1) + (3 + 11 * year) // 30 + within, np.nan)


def _written(date: Floats, day: bool) -> str:
    return "-".join(f"{int(part):02d}" for part in (date if day else date[:2]))
