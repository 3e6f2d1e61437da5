"""Simple forecasts on the networks' origins: fitted once, then rolled forward. Heavy: workers only."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from statsforecast.models import CrostonSBA

from core.arrays import Floats, Ints
from core.evaluate import known
from core.evaluate.arima import arima_forecasts
from core.evaluate.ets import ets_forecasts
from core.evaluate.limits import HISTORY, LONGEST_HISTORY, LONGEST_SEASON, taken_apart
from core.evaluate.mstl import season_apart
from core.evaluate.season_apart import SeasonApart
from core.evaluate.theta import theta_forecasts

Method = Callable[[Floats, Ints, int, int, int], Floats]


@dataclass(frozen=True)
class SimpleForecasts:
    """Forecasts by method, and the reason for each method that failed."""

    forecasts: dict[str, Floats]  # (origins, horizon)
    skipped: dict[str, str]  # name of the library's error, or "not_finite"


def simple_forecasts(
    values: Floats, *, first_origins: Ints, horizon: int, period: int, fit_rows: int,
    only: tuple[str, ...] | None = None, intermittent: bool = False, within: tuple[int, ...] = (),
) -> SimpleForecasts:  # fmt: skip
    """Forecast from each origin.

    Args:
        values: The whole series, shape (time,), NaN where nothing was measured; the first value was. Mean and
            drift are those of measured values; seasonal naive, ETS, Theta and ARIMA read a blank as the value
            a season before, where there is a season, else as the value before.
        first_origins: Rows of the last known step, ascending, none before row fit_rows - 1.
        horizon: Steps ahead.
        period: Season, 1 for none.
        fit_rows: Parameters see values[:fit_rows] only; a forecast at origin o sees values[:o + 1].
        only: Names of the methods wanted; all by default.
        intermittent: Demand comes now and then: with the methods that are made for it.
        within: Other seasons, such as days within weeks: if they divide a long one, they are taken apart too.

    Returns:
        Forecasts of shape (origins, horizon); seasonal naive only where a whole period is known.
    """
    found: dict[str, Floats] = {}
    skipped: dict[str, str] = {}
    rolled = _Rolled(values, first_origins, horizon, period, fit_rows, within)
    for name in _usable(only, period, int(first_origins[0]), intermittent):
        try:
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                found[name] = rolled.forecasts(name)
        except Exception as error:  # a library's failure on one series must not cost the others
            skipped[name] = type(error).__name__
    finite = {name: f for name, f in found.items() if np.isfinite(f).all()}
    return SimpleForecasts(finite, skipped | {name: "not_finite" for name in found if name not in finite})


def _usable(only: tuple[str, ...] | None, period: int, first_origin: int, intermittent: bool) -> list[str]:
    left_out = set() if 1 < period <= first_origin + 1 else {"seasonal_naive"}
    left_out |= set() if intermittent else set(OF_DEMAND)
    return [name for name in only or METHODS if name not in left_out]


@dataclass(frozen=True)
class _Rolled:
    """What is asked of each method; those with states read a shorter history, and no long season."""

    values: Floats
    origins: Ints
    horizon: int
    period: int
    fit_rows: int
    within: tuple[int, ...]

    def forecasts(self, name: str) -> Floats:
        if name not in HISTORY:
            return METHODS[name](self.values, self.origins, self.horizon, self.period, self.fit_rows)
        since = max(0, self.fit_rows - HISTORY[name])
        period = self.period if self.period <= LONGEST_SEASON else 1
        origins, fit_rows = self.origins - since, self.fit_rows - since
        told = METHODS[name](self._plain[since:], origins, self.horizon, period, fit_rows)
        return self._season.restored(told, self.origins - self._oldest) if self._season else told

    @property
    def _oldest(self) -> int:
        return max(0, self.fit_rows - LONGEST_HISTORY)

    @cached_property
    def _filled(self) -> Floats:
        return known.filled_by_season(self.values, self.period)

    @cached_property
    def _season(self) -> SeasonApart | None:
        if not taken_apart(self.period, self.fit_rows):
            return None
        shorter = {season for season in self.within if 1 < season < self.period and self.period % season == 0}
        seasons = [*sorted(shorter), self.period]
        return season_apart(self._filled[self._oldest :], seasons, self.fit_rows - self._oldest)

    @cached_property
    def _plain(self) -> Floats:
        """The series without a long season; rows before the longest history are not looked at."""
        if self._season is None:
            return self._filled
        recent = self._season.removed(self._filled[self._oldest :])
        return np.concatenate([self._filled[: self._oldest], recent])


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
    "ets": ets_forecasts,
    "theta": theta_forecasts,
    "auto_arima": arima_forecasts,
    "croston_sba": _croston_sba,
    "zero": _zero,
}
OF_DEMAND = ("croston_sba", "zero")
