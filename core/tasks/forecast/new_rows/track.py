"""The track record: what was told, scored by what came, beside what the backtest promised.

A value counts as it came first: what is revised later rewrites no score. A promise is made of the same steps
ahead that were scored, weighted as these are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from core.arrays import Floats
from core.evaluate import known
from core.evaluate.intervals import LEVELS
from core.tasks.forecast.new_rows.told import Told
from core.tasks.forecast.outcome import Backtest

FEWEST = 5  # forecasts that were scored; of fewer nobody says whether they are worse than promised
FEWEST_STRETCHES = 10  # of the backtest, for their deviation to be told
ABOVE = 2.0  # of these, by which errors are above the promise, though no more than chance may bring
ALARM = 4.0  # deviations of these stretches: they overlap, and vary less than later ones will


@dataclass(frozen=True)
class Tracked:
    """How one method has done since, on the original scale."""

    name: str
    values: int  # that have come, of all forecasts
    mae: float
    promised: float  # MAE on the test origins, at the same steps ahead
    spread: float | None  # deviation of that over stretches of as many test origins; None: too few of them


@dataclass(frozen=True)
class Held:
    """How many of the values that came lay inside the intervals of what was to be used."""

    level: float
    inside: int
    values: int


@dataclass(frozen=True)
class Track:
    """All forecasts so far."""

    told: int  # forecasts
    scored: int  # of them, of which at least one value has come
    methods: tuple[Tracked, ...]  # lowest error first
    sent: Tracked | None  # of them, what was to be used; None as long as nothing has come
    held: tuple[Held, ...]
    worse_since: Any = None  # the origin from which on errors are larger than the backtest ever had them

    @property
    def finding(self) -> str:
        """ "none" (nothing has come yet), "few", "worse", "above" (by chance, perhaps) or "as_promised"."""
        if self.sent is None:
            return "none"
        if self.worse_since is not None:
            return "worse"
        if self.scored < FEWEST or self.sent.spread is None:
            return "few"
        above = self.sent.mae > self.sent.promised + ABOVE * self.sent.spread
        return "above" if above else "as_promised"


def track(told: Sequence[Told], backtest: Backtest) -> Track:
    """Score all forecasts, oldest first."""
    actual = came(told)
    truth = np.array(
        [actual.reindex(one.times).to_numpy(dtype=float) for one in told]
    )  # (forecasts, horizon)
    some = known.some(truth)
    scored = [one for one, is_one in zip(told, some, strict=True) if is_one]
    truth = truth[some]
    if not scored:
        return Track(len(told), 0, (), None, ())
    names = [name for name in scored[0].forecasts if all(name in one.forecasts for one in scored)]
    errors = {name: np.array([one.forecasts[name] for one in scored]) - truth for name in names}
    methods = [_tracked(name, errors[name], backtest) for name in names if name in backtest.forecasts]
    sent = next((one for one in methods if one.name == scored[-1].sent), None)
    since = _worse_since(errors[sent.name], _misses(sent.name, backtest)) if sent else None
    return Track(
        len(told), len(scored), tuple(sorted(methods, key=lambda one: one.mae)), sent,
        tuple(_held(level, scored, truth) for level in LEVELS),
        None if since is None else scored[since].origin,
    )  # fmt: skip


def came(told: Sequence[Told]) -> pd.Series:
    """What has come since the first forecast, as it came first, in time order."""
    values = pd.concat([one.arrived for one in told])
    return values[~values.index.duplicated()].sort_index()


def _tracked(name: str, errors: Floats, backtest: Backtest) -> Tracked:
    measured = ~np.isnan(errors)
    losses = _losses(_misses(name, backtest), measured.sum(axis=0))
    stretches = _stretches(losses, len(errors))
    spread = float(stretches.std(ddof=1)) if len(stretches) >= FEWEST_STRETCHES else None
    mae, promised = float(np.nanmean(np.abs(errors))), float(losses.mean())
    return Tracked(name, int(measured.sum()), mae, promised, spread)


def _misses(name: str, backtest: Backtest) -> Floats:
    found: Floats = np.abs(backtest.forecasts[name] - backtest.truth)
    return found


def _losses(misses: Floats, weights: Any) -> Floats:
    """The mean over the steps ahead of each test origin, weighted; origins with none of them are left out."""
    weight = np.where(np.isnan(misses), 0.0, weights)
    total = weight.sum(axis=1)
    some = total > 0
    found: Floats = (np.nan_to_num(misses) * weight).sum(axis=1)[some] / total[some]
    return found


def _stretches(losses: Floats, length: int) -> Floats:
    """Means over all stretches of so many origins, or of half of them where there are not twice as many."""
    length = max(1, min(length, len(losses) // 2))
    sums = np.cumsum(np.concatenate([[0.0], losses]))
    found: Floats = (sums[length:] - sums[:-length]) / length
    return found


def _worse_since(errors: Floats, misses: Floats) -> int | None:
    """From which forecast on the errors are larger than the backtest ever had them over as many origins.

    The last 5, 10, 20 … forecasts are looked at, as far as the test has four times as many origins. Larger
    is what lies above its worst stretch, and `ALARM` deviations above the mean of all: of forecasts that keep
    their promise about one record in twenty looks so.
    """
    found, length = None, FEWEST
    while length <= len(errors) and 4 * length <= len(misses):
        later = errors[-length:]
        stretches = _stretches(_losses(misses, (~np.isnan(later)).sum(axis=0)), length)
        limit = max(float(stretches.max()), float(stretches.mean() + ALARM * stretches.std(ddof=1)))
        if float(np.nanmean(np.abs(later))) > limit:
            found = len(errors) - length
        length *= 2
    return found


def _held(level: float, scored: Sequence[Told], truth: Floats) -> Held:
    inside = values = 0
    for one, came in zip(scored, truth, strict=True):
        if level not in one.widths.get(one.sent, {}):
            continue
        low, high = one.bounds(one.sent, level)
        values += int((~np.isnan(came)).sum())
        inside += int(((low <= came) & (came <= high)).sum())
    return Held(level, inside, values)
