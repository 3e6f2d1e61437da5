"""All baselines on the networks' origins: fitted once, then rolled forward. Heavy: workers only."""

import warnings
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.arrays import Floats, Ints
from core.evaluate import known
from core.evaluate.baselines import BASELINES, LONGEST_HISTORY, SeriesBaseline, Windows
from core.evaluate.limits import LONGEST_SEASON, taken_apart
from core.evaluate.mstl import season_apart
from core.evaluate.season_apart import SeasonApart

for one in BASELINES.values():  # now, while a worker imports one thing at a time (`core.tasks.job.load`)
    one.load()


@dataclass(frozen=True)
class BaselineForecasts:
    """Forecasts by method, and the reason for each method that failed."""

    forecasts: dict[str, Floats]  # (origins, horizon)
    skipped: dict[str, str]  # name of the library's error, or "not_finite"


def baseline_forecasts(
    values: Floats, *, first_origins: Ints, horizon: int, period: int, fit_rows: int,
    only: tuple[str, ...] | None = None, intermittent: bool = False, within: tuple[int, ...] = (),
    windows: Windows | None = None,
) -> BaselineForecasts:  # fmt: skip
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
        windows: For the methods that read windows; without them these are left out.

    Returns:
        Forecasts of shape (origins, horizon); of methods that need seasons only where these are known.
    """
    found: dict[str, Floats] = {}
    skipped: dict[str, str] = {}
    rolled = _Rolled(values, first_origins, horizon, period, fit_rows, within)
    for row in _usable(only, period, int(first_origins[0]), intermittent, windows is not None):
        try:
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                found[row.name] = _read(windows, row) if row.windows else rolled.forecasts(row)
        except Exception as error:  # a library's failure on one series must not cost the others
            skipped[row.name] = type(error).__name__
    finite = {name: f for name, f in found.items() if np.isfinite(f).all()}
    return BaselineForecasts(finite, skipped | {name: "not_finite" for name in found if name not in finite})


def _usable(
    only: tuple[str, ...] | None, period: int, first_origin: int, intermittent: bool, windows: bool
) -> list[SeriesBaseline]:
    seasons = (first_origin + 1) // period if period > 1 else 0  # that are known
    return [
        row
        for row in map(BASELINES.__getitem__, only or BASELINES)
        if row.periods <= seasons
        and (intermittent or row.simplicity is not None)
        and (windows or not row.windows)
    ]


def _read(windows: Windows | None, row: SeriesBaseline) -> Floats:
    assert windows is not None
    return windows.forecasts(row.load()(windows))


@dataclass(frozen=True)
class _Rolled:
    """What is asked of each method; those with states read a shorter history, and no long season."""

    values: Floats
    origins: Ints
    horizon: int
    period: int
    fit_rows: int
    within: tuple[int, ...]

    def forecasts(self, row: SeriesBaseline) -> Floats:
        found: Floats
        if not row.states:
            found = row.load()(self.values, self.origins, self.horizon, self.period, self.fit_rows)
            return found
        since = int(max(0, self.fit_rows - row.fitted))
        period = self.period if self.period <= LONGEST_SEASON else 1
        origins, fit_rows = self.origins - since, self.fit_rows - since
        found = row.load()(self._plain[since:], origins, self.horizon, period, fit_rows)
        return self._season.restored(found, self.origins - self._oldest) if self._season else found

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
