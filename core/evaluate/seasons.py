"""Find the period of a series, from training rows only."""

import math
import re

import numpy as np

from core.arrays import Floats

CLEARLY_BELOW = 0.8  # of the change half a period apart; a random walk comes to about 1.4
STRONG = 0.3  # correlation at a period must exceed this ...
DEVIATIONS = 4.0  # ... and this many standard errors of white noise
NOTICEABLE = 0.1  # takes the place of STRONG for changes at a natural period, which need no search
LONGEST_SHARE = 3  # at least three periods must be seen
CLOSE = 0.05  # correlations this near to the best one are as good

SECONDS = {"s": 1, "min": 60, "h": 3600, "D": 86400}
CYCLES: dict[str, tuple[int, ...]] = {
    "s": (60, 3600),
    "min": (3600, 86400),
    "h": (86400, 604800),
    "D": (604800, 365 * 86400),
}  # seconds
STEPS: dict[str, tuple[int, ...]] = {"B": (5,), "W": (52,), "M": (12,), "Q": (4,)}


def detect_period(values: Floats, frequency: str | None, usual: tuple[int, ...] = ()) -> int:
    """The length of the strongest season, 1 where there is none.

    Candidates are the peaks of the autocorrelation and the natural periods of the frequency. One stands if
    values a period apart are clearly closer than values half a period apart, or if the changes of the series
    repeat themselves; a random walk does neither. Among equally strong ones a natural period comes first,
    then the period before its multiples.

    Args:
        values: Training rows, oldest first, no gaps.
        frequency: pandas offset alias; suggests natural periods.
        usual: Rows in a usual day and week, which are natural periods instead where there are any.
    """
    longest = len(values) // LONGEST_SHARE
    if longest < 2 or np.ptp(values) == 0:
        return 1
    natural = {m for m in usual or natural_periods(frequency) if m <= longest}
    strengths = _level_strengths(values, natural, longest)
    for period, strength in _change_strengths(values, natural, longest).items():
        strengths[period] = max(strength, strengths.get(period, 0.0))
    return _strongest(strengths, natural)


def natural_periods(frequency: str | None) -> tuple[int, ...]:
    """Steps in an hour, a day, a week or a year, as far as they are whole numbers: (24, 168) for "h"."""
    found = re.match(r"^(\d*+)(min|ms|us|[a-zA-Z])", frequency or "")
    if not found:
        return ()
    count, unit = int(found[1] or 1), found[2]
    if (frequency or "")[found.start(2) :].startswith("BM"):
        unit = "M"
    step = count * SECONDS.get(unit, 1)
    cycles = CYCLES.get(unit) or STEPS.get(unit, ())
    return tuple(cycle // step for cycle in cycles if cycle % step == 0 and cycle // step > 1)


def _level_strengths(values: Floats, natural: set[int], longest: int) -> dict[int, float]:
    """Candidates whose values repeat, with the autocorrelation of the detrended series."""
    correlation = _autocorrelation(_detrended(values))
    found = _peaks(correlation, longest) | natural
    standing = (m for m in found if correlation[m] > _least(len(values) - m, STRONG))
    return {m: float(correlation[m]) for m in standing if _closer_than_half(values, m)}


def _change_strengths(values: Floats, natural: set[int], longest: int) -> dict[int, float]:
    """Candidates at which the changes from step to step repeat, with their autocorrelation.

    This finds a daily rhythm on top of a wandering level.
    """
    correlation = _autocorrelation(np.diff(values))
    found = {m: NOTICEABLE if m in natural else STRONG for m in _peaks(correlation, longest)}
    standing = (m for m, least in found.items() if correlation[m] > _least(len(values) - m, least))
    return {m: float(correlation[m]) for m in standing if _dips(values, m)}


def _strongest(strengths: dict[int, float], natural: set[int]) -> int:
    if not strengths:
        return 1
    best = max(strengths, key=lambda m: strengths[m])
    near = sorted(m for m, strength in strengths.items() if strength >= strengths[best] - CLOSE)
    divisors = [m for m in near if best >= 1.5 * m and abs(best - round(best / m) * m) <= round(best / m)]
    usual = [m for m in near if m in natural]
    return (usual or divisors or [best])[0]


def _least(pairs: int, least: float) -> float:
    """The correlation that this many pairs must exceed."""
    return max(least, DEVIATIONS / math.sqrt(pairs))


def _closer_than_half(values: Floats, period: int) -> bool:
    return _change(values, period) < CLEARLY_BELOW * _change(values, max(1, period // 2))


def _dips(values: Floats, period: int) -> bool:
    """Whether values a period apart are closer than those somewhat less and somewhat more apart."""
    half = max(1, period // 2)
    around = (_change(values, period - half) + _change(values, period + half)) / 2 if period > half else 0.0
    return _change(values, period) < around


def _change(values: Floats, lag: int) -> float:
    return float(np.mean(np.abs(values[lag:] - values[:-lag]))) if lag else 0.0


def _peaks(correlation: Floats, longest: int) -> set[int]:
    inner = correlation[1:-1]
    peaks = 1 + np.flatnonzero((inner > correlation[:-2]) & (inner >= correlation[2:]))
    return {int(lag) for lag in peaks if 2 <= lag <= longest}


def _detrended(values: Floats) -> Floats:
    steps = np.linspace(-1, 1, len(values))
    return values - np.polyval(np.polyfit(steps, values, 1), steps)


def _autocorrelation(values: Floats) -> Floats:
    """Autocorrelation at every lag up to a half, by Fourier transform; each a mean over its own pairs."""
    n = len(values)
    spectrum = np.fft.rfft(values - values.mean(), 2 * n)
    covariance = np.fft.irfft(np.abs(spectrum) ** 2)[: n // 2 + 1]
    pairs = n - np.arange(len(covariance))
    return covariance / pairs / max(covariance[0] / n, np.finfo(np.float64).tiny)
