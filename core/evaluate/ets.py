"""Exponential smoothing, fitted once and rolled forward. Heavy: workers only."""

import numpy as np
from statsforecast.ets import forecast_ets, forward_ets
from statsforecast.models import AutoETS

from core.arrays import Floats, Ints


def ets_forecasts(values: Floats, origins: Ints, horizon: int, period: int, fit_rows: int) -> Floats:
    """Forecast from each origin (Hyndman, Koehler, Snyder & Grose 2002).

    The states follow the series, the parameters stay. The model's own `forward` goes through all rows again
    for each origin; here one pass gives the states of all rows.

    Args:
        values: Series, shape (time,), no gaps.
        origins: Rows of the last known step, ascending.
        horizon: Steps ahead.
        period: Season, 1 for none.
        fit_rows: Form and parameters see values[:fit_rows] only.

    Returns:
        Shape (origins, horizon).
    """
    fitted = AutoETS(season_length=period).fit(values[:fit_rows]).model_
    seen = forward_ets(fitted, values[: origins[-1] + 1])
    states = seen["states"]  # (time + 1, states): the first is the one before any row
    return np.stack([forecast_ets(seen | {"states": states[: o + 2]}, horizon)["mean"] for o in origins])
