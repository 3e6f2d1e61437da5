"""Have inputs moved? New rows beside all before, by a two-sample test that knows rows follow each other."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import Floats
from core.evaluate.significance import holm

ALPHA = 0.05
FEWEST = 5  # new values, of fewer nothing is said
FEWEST_STRETCHES = 19  # of the history, apart: from these on a p of 0.05 can come of it
MOST_STRETCHES = 400  # that are looked at, evenly


@dataclass(frozen=True)
class Drift:
    """What became of one column."""

    column: str
    statistic: float  # Kolmogorov-Smirnov: the largest difference of the two distributions, 0 to 1
    p: float | None  # None: too few values to tell
    p_corrected: float | None = None  # Holm over the columns
    shift: float = 0.0  # of the median, in deviations of what was known

    @property
    def moved(self) -> bool:
        """Whether it is more than chance."""
        return self.p_corrected is not None and self.p_corrected < ALPHA


def drifts(before: Floats, now: Floats, names: Sequence[str]) -> list[Drift]:
    """Test each column, with Holm's correction over all that could be tested.

    Args:
        before: What was known, in time order, (rows, columns); nan where nothing was.
        now: What came since, likewise.
    """
    found = [_drift(name, before[:, at], now[:, at]) for at, name in enumerate(names)]
    corrected = holm([one.p for one in found])
    return [
        Drift(one.column, one.statistic, one.p, p, one.shift) for one, p in zip(found, corrected, strict=True)
    ]


def kolmogorov_smirnov(one: Floats, other: Floats) -> float:
    """The largest difference between the shares of two samples below any value (Smirnov 1939)."""
    every = np.concatenate([one, other])
    shares = [np.searchsorted(np.sort(each), every, side="right") / len(each) for each in (one, other)]
    return float(np.abs(shares[0] - shares[1]).max())


def _drift(name: str, before: Floats, now: Floats) -> Drift:
    """The usual p takes values for independent; here stretches of the history of the same length are set
    beside the rest of it. Those that overlap tell the share that stands out as much; only as many as lie
    apart count as having been seen.
    """
    before, now = before[~np.isnan(before)], now[~np.isnan(now)]
    if len(now) < FEWEST or len(before) < 2 * len(now):
        return Drift(name, kolmogorov_smirnov(before, now) if len(before) and len(now) else 0.0, None)
    statistic, starts = kolmogorov_smirnov(before, now), len(before) - len(now) + 1
    spread = float(before.std()) or 1.0
    shift = float(np.median(now) - np.median(before)) / spread
    apart = len(before) // len(now)
    if apart < FEWEST_STRETCHES:
        return Drift(name, statistic, None, shift=shift)
    places = np.unique(np.linspace(0, starts - 1, min(starts, MOST_STRETCHES)).astype(np.int64))
    larger = np.mean([_of_stretch(before, place, len(now)) >= statistic for place in places])
    return Drift(name, statistic, float(1 + apart * larger) / (1 + apart), shift=shift)


def _of_stretch(before: Floats, place: int, length: int) -> float:
    inside = before[place : place + length]
    return kolmogorov_smirnov(np.concatenate([before[:place], before[place + length :]]), inside)
