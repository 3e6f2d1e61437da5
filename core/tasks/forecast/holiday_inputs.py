"""Public holidays as inputs: that of a step, and those of the steps ahead, which everybody knows."""

import numpy as np
import pandas as pd

from core.arrays import Floats
from core.data.measured import Measured
from core.data.public_holidays import YEARS, holiday_dates, tells_holidays

MOST_AHEAD = 14


def reach(horizon: int, day: int) -> int:
    """How many steps ahead are told: rows of daily data, days of quicker data.

    Args:
        day: Rows in a day.
    """
    return min(MOST_AHEAD, -(-horizon // day))


def holiday_inputs(times: pd.Index, country: str, ahead: int, day: int) -> Floats:
    """One where a day is a holiday, shape (rows, 1 + ahead): the step's own day, then those after it.

    Args:
        times: Of the rows; of daily data also of `ahead` more.
        ahead: See `reach`.
        day: Rows in a day. Of quicker data the days after a step count by the calendar; of daily data they
            are those of the next rows, for an exchange skips days.
    """
    dates = pd.DatetimeIndex(times).to_numpy().astype("datetime64[D]")
    years = dates[[0, -1]].astype("datetime64[Y]").astype(int) + 1970
    first, last = (int(year) for year in np.clip(years + [0, 1], *YEARS))
    free = holiday_dates(country, first, last)
    if day > 1:
        days = dates[:, None] + np.arange(1 + ahead)
        return np.isin(days, free).astype(float)
    rows = np.arange(len(dates) - ahead)[:, None] + np.arange(1 + ahead)
    return np.isin(dates, free).astype(float)[rows]


def holidays_of(rows: Measured, horizon: int, country: str, day: int) -> Floats:
    """Holidays at and after each step, (time + horizon, columns); no columns where a step is no day.

    Args:
        country: Its code; "" for none.
        day: Rows in a day.
    """
    if not country or not tells_holidays(rows.brought.frequency):
        return np.empty((len(rows.frame) + horizon, 0))
    ahead = reach(horizon, day)
    times = rows.frame.index.append(rows.ahead(horizon + (ahead if day == 1 else 0))[0])
    return holiday_inputs(times, country, ahead, day)
