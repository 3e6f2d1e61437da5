"""Simple forecasts on the networks' origins: fitted once, then rolled forward. Heavy: workers only."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from statsforecast.models import AutoETS, CrostonSBA

from core.arrays import Floats, Ints
from core.evaluate import known
from core.evaluate.ridge import ridge_forecasts
from core.evaluate.theta import theta_forecasts

__all__ = ["SimpleForecasts", "final_forecasts", "ridge_forecasts", "simple_forecasts"]

LONGEST_SEASON = 24  # of exponential smoothing; longer ones take minutes
LONGEST_HISTORY = 5000  # rows that ETS and Theta look back at

Method = Callable[[Floats, Ints, int, int, int], Floats]


@dataclass(frozen=True)
class SimpleForecasts:
    """Forecasts by method, and the reason for each method that failed."""

    forecasts: dict[str, Floats]  # (origins, horizon), or (horizon,) from the last row
    skipped: dict[str, str]  # name of the library's error, or "not_finite"


def simple_forecasts(
    values: Floats, *, first_origins: Ints, horizon: int, period: int, fit_rows: int,
    longest_history: int = LONGEST_HISTORY, only: tuple[str, ...] | None = None, intermittent: bool = False,
) -> SimpleForecasts:  # fmt: skip
    """Forecast from each origin.

    Args:
        values: The whole series, shape (time,), NaN where nothing was measured; the first value was. Mean and
            drift are those of measured values; seasonal naive, ETS and Theta read a blank as the value a
            season before, where there is a season, else as the value before.
        first_origins: Rows of the last known step, ascending, none before row fit_rows - 1.
        horizon: Steps ahead.
        period: Season, 1 for none.
        fit_rows: Parameters see values[:fit_rows] only; a forecast at origin o sees values[:o + 1].
        longest_history: ETS and Theta leave older fit rows out.
        intermittent: Demand comes now and then: with the methods that are made for it.
        only: Names of the methods wanted; all by default.

    Returns:
        Forecasts of shape (origins, horizon); seasonal naive only where a whole period is known.
    """
    found: dict[str, Floats] = {}
    skipped: dict[str, str] = {}
    oldest = max(0, fit_rows - longest_history)
    for name in _usable(only, period, int(first_origins[0]), intermittent):
        states = name in ("ets", "theta")
        since, series = (oldest, known.filled_by_season(values, period)) if states else (0, values)
        try:
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                method = METHODS[name]
                found[name] = method(series[since:], first_origins - since, horizon, period, fit_rows - since)
        except Exception as error:  # a library's failure on one series must not cost the others
            skipped[name] = type(error).__name__
    finite = {name: f for name, f in found.items() if np.isfinite(f).all()}
    return SimpleForecasts(finite, skipped | {name: "not_finite" for name in found if name not in finite})


def final_forecasts(
    values: Floats, horizon: int, period: int, *, intermittent: bool = False
) -> SimpleForecasts:
    """Forecast from the last row with everything fitted on all rows; arrays of shape (horizon,)."""
    last = np.array([len(values) - 1], dtype=np.int64)
    found = simple_forecasts(
        values, first_origins=last, horizon=horizon, period=period, fit_rows=len(values),
        intermittent=intermittent,
    )  # fmt: skip
    return SimpleForecasts({name: f[0] for name, f in found.forecasts.items()}, found.skipped)


def _usable(only: tuple[str, ...] | None, period: int, first_origin: int, intermittent: bool) -> list[str]:
    left_out = set() if 1 < period <= first_origin + 1 else {"seasonal_naive"}
    left_out |= set() if intermittent else set(OF_DEMAND)
    return [name for name in only or METHODS if name not in left_out]


def _last_value(values: Floats, origins: Ints, horizon: int, period: int, fit_rows: int) -> Floats:
    return np.repeat(known.filled(values)[origins][:, None], horizon, axis=1)


def _mean(values: Floats, origins: Ints, horizon: int, period: int, fit_rows: int) -> Floats:
    return np.full((len(origins), horizon), known.mean(values[:fit_rows]))


def _drift(values: Floats, origins: Ints, horizon: int, period: int, fit_rows: int) -> Floats:
    places = np.flatnonzero(~np.isnan(values[:fit_rows]))
    slope = (values[places[-1]] - values[0]) / max(places[-1], 1)
    return known.filled(values)[origins][:, None] + slope * np.arange(1, horizon + 1)


def _seasonal_naive(values: Floats, origins: Ints, horizon: int, period: int, fit_rows: int) -> Floats:
    whole = known.filled_by_season(values, period)
    return whole[origins[:, None] + 1 - period + np.arange(horizon) % period]


def _ets(values: Floats, origins: Ints, horizon: int, period: int, fit_rows: int) -> Floats:
    """Hyndman, Koehler, Snyder & Grose 2002: the states follow the series, the parameters stay."""
    model = AutoETS(season_length=_short(period)).fit(values[:fit_rows])
    return np.stack([model.forward(values[: o + 1], h=horizon)["mean"] for o in origins])


def _theta(values: Floats, origins: Ints, horizon: int, period: int, fit_rows: int) -> Floats:
    return theta_forecasts(values, origins, horizon, _short(period), fit_rows)


def _croston_sba(values: Floats, origins: Ints, horizon: int, period: int, fit_rows: int) -> Floats:
    """Size and distance of demands, smoothed apart; bias corrected (Croston 1972; Syntetos & Boylan 2005).

    Its smoothing is fixed at 0.1: nothing is fitted, the state follows the series. Steps that were not
    measured are left out.
    """
    model = CrostonSBA()
    known = (values[: o + 1] for o in origins)
    rates = [float(model.forecast(y=seen[np.isfinite(seen)], h=1)["mean"][0]) for seen in known]
    return np.repeat(np.array(rates)[:, None], horizon, axis=1)


def _zero(values: Floats, origins: Ints, horizon: int, period: int, fit_rows: int) -> Floats:
    return np.zeros((len(origins), horizon))


METHODS: dict[str, Method] = {
    "last_value": _last_value,
    "mean": _mean,
    "drift": _drift,
    "seasonal_naive": _seasonal_naive,
    "ets": _ets,
    "theta": _theta,
    "croston_sba": _croston_sba,
    "zero": _zero,
}
OF_DEMAND = ("croston_sba", "zero")


def _short(period: int) -> int:
    return period if period <= LONGEST_SEASON else 1
