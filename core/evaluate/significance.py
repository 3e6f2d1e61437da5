"""Is a difference more than luck? Diebold-Mariano, Holm, and a bootstrap of the skill."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from core.arrays import Floats, Ints
from core.evaluate.block_bootstrap import block_length, seed_variance, studentised
from core.evaluate.long_run import Spectrum, spectrum
from core.evaluate.metrics import ratio

MIN_ORIGINS = 30  # non-overlapping origins below which no test is made
SAME = 1e-5  # of the loss: forecasts are kept with seven digits, a smaller difference is their rounding
DRAWS = 1000
FEWEST_BLOCKS = 3
Alternative = Literal["less", "greater", "two-sided"]


@dataclass(frozen=True)
class DMResult:
    """A Diebold-Mariano test; statistic and p are None where nothing can be told."""

    statistic: float | None
    p: float | None
    origins: int


def steps_shared(horizon: int, stride: int) -> int:
    """From how many origins on the target steps no longer overlap."""
    return -(-horizon // stride)


def non_overlapping(origins: int, stride: int, horizon: int, rows: Ints | None = None) -> int:
    """How many origins can be kept so that no two of them share a target step.

    Args:
        origins: Number of origins.
        stride: Steps between them.
        horizon: Target steps of each.
        rows: Where they lie, if some in between are missing; ascending.
    """
    if rows is None:
        return 0 if origins == 0 else 1 + (origins - 1) // steps_shared(horizon, stride)
    kept, place = 0, 0
    while place < len(rows):
        kept, place = kept + 1, int(np.searchsorted(rows, rows[place] + horizon))
    return kept


def diebold_mariano(
    loss: Floats, other: Floats, *, horizon: int, stride: int = 1, alternative: Alternative = "less",
    fewest: int = MIN_ORIGINS, rows: Ints | None = None,
) -> DMResult:  # fmt: skip
    """Test whether one method's expected loss is lower than another's (Diebold & Mariano 1995).

    The mean difference in units of its standard error is compared with Student's t of few degrees of freedom
    (see `core.evaluate.long_run`), which holds the size where losses are persistent. Losses that are the
    same up to the rounding of forecasts (`SAME`) give p = 1; a difference that never changes has no variance
    to compare it with, and no p.

    Args:
        loss: Loss per origin, averaged over the steps ahead, shape (origins,), in time order.
        other: The other method's.
        horizon: Steps ahead: origins closer than that share target steps.
        stride: Steps between origins.
        alternative: "less" (the first is better), "greater" (it is worse) or "two-sided".
        fewest: With fewer non-overlapping origins no test is made.
        rows: Rows of the origins, where some are left out: what lies beside a gap are no neighbours.
    """
    n = len(loss)
    difference, tolerance = differences(loss, other)
    if n < 3 or non_overlapping(n, stride, horizon, rows) < fewest:
        return DMResult(None, None, n)
    if abs(float(difference.mean())) <= SAME * float(max(loss.mean(), other.mean())):
        return DMResult(None, 1.0, n)
    known = spectrum_of(n, horizon, stride, rows)
    error = standard_error(difference, known)
    if np.ptp(difference) <= tolerance or error <= tolerance * np.finfo(float).eps:
        return DMResult(None, None, n)
    statistic = float(difference.mean()) / error
    return DMResult(statistic, _p(statistic, known.freedom, alternative), n)


def standard_error(values: Floats, known: Spectrum) -> float:
    """Of the mean of losses, or of their differences, whose neighbours resemble each other."""
    power = np.abs(known.of(values)) ** 2
    return (float((power * known.weights(values)).mean()) / len(values)) ** 0.5


def differences(loss: Floats, other: Floats) -> tuple[Floats, float]:
    """Differences per origin, zero where they are rounding, and the size of that."""
    tolerance = SAME * float(max(np.abs(loss).max(initial=0.0), np.abs(other).max(initial=0.0)))
    found = loss - other
    return np.where(np.abs(found) <= tolerance, 0.0, found), tolerance


def spectrum_of(n: int, horizon: int, stride: int, rows: Ints | None = None) -> Spectrum:
    """The frequencies at which the variance of n origins' losses is read off; see `long_run`."""
    key = None if rows is None else np.asarray(rows, dtype=np.int64).tobytes()
    return _spectrum(n, horizon, stride, key)


@lru_cache(maxsize=16)  # a table of methods asks for the same one again and again
def _spectrum(n: int, horizon: int, stride: int, key: bytes | None) -> Spectrum:
    rows = None if key is None else np.frombuffer(key, dtype=np.int64)
    places = np.arange(float(n)) if rows is None else (rows - rows[0]) / stride
    return spectrum(places, steps_shared(horizon, stride), non_overlapping(n, stride, horizon, rows))


def _p(statistic: float, freedom: int, alternative: Alternative) -> float:
    """Share of Student's distribution at or beyond a statistic."""
    from scipy.special import stdtr  # 0.2 s that a page without a verdict need not wait for

    if alternative == "two-sided":
        return 2 * float(stdtr(freedom, -abs(statistic)))
    return float(stdtr(freedom, statistic if alternative == "less" else -statistic))


def holm(ps: Sequence[float | None]) -> list[float | None]:
    """Adjust p-values for being several (Holm 1979); tests that were not made stay out of the family."""
    made = sorted((p, place) for place, p in enumerate(ps) if p is not None)
    adjusted: list[float | None] = [None] * len(ps)
    highest = 0.0
    for rank, (p, place) in enumerate(made):
        highest = max(highest, min(1.0, (len(made) - rank) * p))
        adjusted[place] = highest
    return adjusted


def skill(error: float, reference: float) -> float | None:
    """Share of the reference's error that is gone: 1 is perfect, 0 as good, negative worse."""
    left = ratio(error, reference)
    return None if left is None else 1 - left


def skill_interval(
    losses: Floats, reference: Floats, *, block: int, seed: int, draws: int = DRAWS, level: float = 0.95,
    rows: Ints | None = None, stride: int = 1,
) -> tuple[float | None, float | None]:  # fmt: skip
    """Interval of the skill by a studentised moving-block bootstrap over origins, seeds resampled within.

    Args:
        losses: Loss per seed and origin, shape (seeds, origins).
        reference: The reference's loss per origin.
        block, seed, draws, level, rows, stride: See `skill_gain_interval`.
    """
    alone = reference[None]
    return skill_gain_interval(
        losses, alone, reference, block=block, seed=seed, draws=draws, level=level, rows=rows, stride=stride
    )


def skill_gain_interval(
    losses: Floats, others: Floats, reference: Floats, *, block: int, seed: int, draws: int = DRAWS,
    level: float = 0.95, rows: Ints | None = None, stride: int = 1,
) -> tuple[float | None, float | None]:  # fmt: skip
    """Interval of how much more skill one method has than another.

    It holds every gain g for which mean(g · reference - others + losses) is not further from zero than luck
    takes it (Fieller 1954), in the standard errors that `diebold_mariano` uses. How far luck takes it is told
    by the bootstrap.

    Args:
        losses: Loss per seed and origin, shape (seeds, origins).
        others: The other method's, shape (its seeds, origins); its seeds are drawn on their own.
        reference: Loss per origin of what both skills are measured against.
        block: From how many origins on they share no target step.
        seed: Of the resampling.
        draws: Number of resamples.
        level: Share of the resamples inside.
        rows: Rows of the origins, where some are left out.
        stride: Rows between neighbouring origins.

    Returns:
        Low and high end; None where the origins do not fill three blocks, the reference makes no error, or so
        few origins differ that no error can be told.
    """
    n, ours, theirs = len(reference), losses.mean(axis=0), others.mean(axis=0)
    length, scale = block_length(n, block), float(reference.mean())
    if n < FEWEST_BLOCKS * length or not scale > 0:
        return None, None
    gained, tolerance = differences(theirs, ours)
    gain = float(gained.mean()) / scale
    left = gain * reference - gained
    groups = [each.mean(axis=1) - each.mean() for each in (losses, others)]
    variance = sum(seed_variance(group) for group in groups)
    if np.abs(left).max() <= tolerance and variance == 0:
        return gain, gain
    known = spectrum_of(n, block * stride, stride, rows)
    sizes = studentised(left, groups, length=length, count=len(known.angles), draws=draws, seed=seed)
    reach = float(sizes[math.ceil(level * draws) - 1])
    return _fieller(known, reference, gained, left, variance, reach)


def _fieller(
    known: Spectrum, reference: Floats, gained: Floats, left: Floats, variance: float, reach: float
) -> tuple[float | None, float | None]:
    """Both gains at which the mean of gain · reference - gained is `reach` standard errors from zero.

    Where the reference's mean itself is not that far from zero, the error at the gain that was found.
    """
    n, weights = len(reference), known.weights(left) / len(known.angles)
    scale, gain, waves = float(reference.mean()), float(gained.mean()), known.of(reference)
    others = known.of(gained)
    both = float(weights @ (waves * others.conj()).real) / n
    own, other = (float(weights @ np.abs(each) ** 2) / n for each in (waves, others))
    top, middle = scale**2 - reach**2 * own, scale * gain - reach**2 * both
    last = gain**2 - reach**2 * (other + variance)
    if not np.isfinite(last):
        return None, None
    if top > 0:
        root = max(middle**2 - top * last, 0.0) ** 0.5
        return (middle - root) / top, (middle + root) / top
    error = max(own * (gain / scale) ** 2 - 2 * both * gain / scale + other + variance, 0.0) ** 0.5
    return (gain - reach * error) / scale, (gain + reach * error) / scale
