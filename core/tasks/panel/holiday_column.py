"""Public holidays as one more column that is known ahead, of all series at once."""

import numpy as np
import pandas as pd

from core.arrays import Floats
from core.data.panel.dataset import Panel
from core.data.public_holidays import YEARS, country_named, holiday_dates, tells_holidays
from core.tasks.panel.ahead import grid_ahead
from core.tasks.panel.spec import PanelSpec


def reads_holidays(task: PanelSpec, frequency: str | None) -> bool:
    """Whether there is such a column: a country is named, and a step is a day or less."""
    return bool(task.holidays) and tells_holidays(frequency)


def holiday_column(data: Panel, task: PanelSpec) -> Floats:
    """One at each time of the grid that is a holiday, up to the last one that is forecast; else zero.

    Raises:
        UserError: `unknown_country`, or `no_exchange_known`: series may be of several exchanges.
    """
    days = pd.DatetimeIndex(grid_ahead(data, task)).to_numpy().astype("datetime64[D]")
    return np.isin(days, holidays_of(days, task.holidays)).astype(float)


def holidays_of(days: "np.ndarray", country: str) -> "np.ndarray":
    """The holidays of a country from the first to the last of some days."""
    ends = days[[0, -1]]
    first, last = (int(one) for one in np.clip(ends.astype("datetime64[Y]").astype(int) + 1970, *YEARS))
    found = holiday_dates(country_named(country), first, last)
    return found[(found >= ends[0]) & (found <= ends[1])]
