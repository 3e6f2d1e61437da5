"""Forecasts that anyone can make on a sheet of paper; each from (values, origins, horizon, period, fit_rows).

See `core.evaluate.baselines.SeriesBaseline`. A blank (NaN) is read as the value before it, or as that of a
season before where seasons are repeated; the first value was measured.
"""

import numpy as np

from core.arrays import Floats, Ints
from core.evaluate import known


def last_value(values: Floats, origins: Ints, horizon: int, period: int, fit_rows: int) -> Floats:
    """The last value again and again."""
    return np.repeat(known.filled(values)[origins][:, None], horizon, axis=1)


def mean(values: Floats, origins: Ints, horizon: int, period: int, fit_rows: int) -> Floats:
    """The mean of what was measured in the fit rows."""
    return np.full((len(origins), horizon), known.mean(values[:fit_rows]))


def drift(values: Floats, origins: Ints, horizon: int, period: int, fit_rows: int) -> Floats:
    """The last value, on along the line from the first to the last measured one of the fit rows."""
    places = np.flatnonzero(~np.isnan(values[:fit_rows]))
    slope = (values[places[-1]] - values[0]) / max(places[-1], 1)
    return known.filled(values)[origins][:, None] + slope * np.arange(1, horizon + 1)


def seasonal_naive(values: Floats, origins: Ints, horizon: int, period: int, fit_rows: int) -> Floats:
    """The last season again and again."""
    whole = known.filled_by_season(values, period)
    return whole[origins[:, None] + 1 - period + np.arange(horizon) % period]


def zero(values: Floats, origins: Ints, horizon: int, period: int, fit_rows: int) -> Floats:
    """Nothing, which is often what intermittent demand comes to."""
    return np.zeros((len(origins), horizon))
