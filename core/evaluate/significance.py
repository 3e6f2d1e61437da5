"""Is a difference more than luck? Diebold-Mariano, Holm, and a bootstrap of the skill."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from core.arrays import Floats
from core.evaluate.metrics import ROUNDING, ratio

MIN_ORIGINS = 30  # non-overlapping origins below which no test is made
DRAWS = 2000
Alternative = Literal["less", "two-sided"]


@dataclass(frozen=True)
class DMResult:
    """A Diebold-Mariano test; statistic and p are None where nothing can be told."""

    statistic: float | None
    p: float | None
    origins: int


def non_overlapping(origins: int, stride: int, horizon: int) -> int:
    """How many origins can be kept so that no two of them share a target step.

    Args:
        origins: Number of origins.
        stride: Steps between them.
        horizon: Target steps of each.
    """
    return 0 if origins == 0 else 1 + (origins - 1) // _steps_shared(horizon, stride)


def diebold_mariano(
    loss: Floats, other: Floats, *, horizon: int, stride: int = 1, alternative: Alternative = "less",
    fewest: int = MIN_ORIGINS,
) -> DMResult:  # fmt: skip
    """Test whether one method's expected loss is lower than another's (Diebold & Mariano 1995).

    Small samples are corrected after Harvey, Leybourne & Newbold 1997; where the variance estimate is not
    positive Bartlett weights (Newey & West 1987) take its place. Equal losses give p = 1; a difference that
    never changes has no variance to compare it with, and no p.

    Args:
        loss: Loss per origin, shape (origins,), in time order.
        other: The other method's.
        horizon: Steps ahead: losses up to horizon - 1 steps apart are correlated even for a perfect forecast.
        stride: Steps between origins.
        alternative: "less" (one-sided: the first is better) or "two-sided".
        fewest: With fewer non-overlapping origins no test is made.
    """
    difference = loss - other
    n, steps = len(difference), _steps_shared(horizon, stride)
    if n <= steps or non_overlapping(n, stride, horizon) < fewest:
        return DMResult(None, None, n)
    rounding = ROUNDING * float(max(np.abs(loss).max(), np.abs(other).max()))
    if np.abs(difference).max() <= rounding:
        return DMResult(None, 1.0, n)
    variance = _long_run_variance(difference, steps)
    if np.ptp(difference) <= rounding or variance <= 0:
        return DMResult(None, None, n)
    correction = math.sqrt((n + 1 - 2 * steps + steps * (steps - 1) / n) / n)
    statistic = correction * float(difference.mean()) / math.sqrt(variance / n)
    p = _student(n - 1, statistic if alternative == "less" else -abs(statistic))
    return DMResult(statistic, p if alternative == "less" else 2 * p, n)


def _student(freedom: int, statistic: float) -> float:
    """Student's distribution function."""
    from scipy.special import stdtr  # 0.2 s that a page without a verdict need not wait for

    return float(stdtr(freedom, statistic))


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
    losses: Floats, reference: Floats, *, block: int, seed: int, draws: int = DRAWS, level: float = 0.95
) -> tuple[float | None, float | None]:
    """Interval of the skill by a moving-block bootstrap over origins (Künsch 1989).

    Seeds are resampled within each draw.

    Args:
        losses: Loss per seed and origin, shape (seeds, origins).
        reference: The reference's loss per origin.
        block, seed, draws, level: See `skill_gain_interval`.
    """
    alone = reference[None]
    return skill_gain_interval(losses, alone, reference, block=block, seed=seed, draws=draws, level=level)


def skill_gain_interval(
    losses: Floats,
    others: Floats,
    reference: Floats,
    *,
    block: int,
    seed: int,
    draws: int = DRAWS,
    level: float = 0.95,
) -> tuple[float | None, float | None]:
    """Interval of how much more skill one method has than another, on the same origins in each draw.

    Args:
        losses: Loss per seed and origin, shape (seeds, origins).
        others: The other method's, shape (its seeds, origins); its seeds are drawn on their own.
        reference: Loss per origin of what both skills are measured against.
        block: Length of the blocks in origins; raised to origins^(1/3) where that is more.
        seed: Of the resampling.
        draws: Number of resamples.
        level: Share of the resamples inside.

    Returns:
        Low and high end; None where the origins do not fill two blocks, or the reference makes no error.
    """
    n = len(reference)
    length = max(block, math.ceil(n ** (1 / 3)))
    if n < 2 * length:
        return None, None
    rng = np.random.default_rng(seed)
    counts = _resampled(n, length, draws, rng)
    ours, theirs = (_drawn(counts, each, rng) for each in (losses, others))
    scale = counts @ reference
    if not (scale > 0).all():
        return None, None
    low, high = np.quantile((theirs - ours) / scale, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def _drawn(counts: Floats, losses: Floats, rng: np.random.Generator) -> Floats:
    """Summed loss of each draw over its origins, mean over as many seeds drawn with replacement."""
    seeds, draws = len(losses), len(counts)
    chosen = rng.multinomial(seeds, np.full(seeds, 1 / seeds), size=draws) / seeds
    found: Floats = ((counts @ losses.T) * chosen).sum(axis=1)
    return found


def _steps_shared(horizon: int, stride: int) -> int:
    """From how many origins on the target steps no longer overlap."""
    return -(-horizon // stride)


def _long_run_variance(difference: Floats, steps: int) -> float:
    """Variance of the mean times n, from the autocovariances at lags below `steps`."""
    n, centred = len(difference), difference - difference.mean()
    covariances = np.array([centred[lag:] @ centred[: n - lag] for lag in range(steps)]) / n
    variance = float(covariances[0] + 2 * covariances[1:].sum())
    if variance <= 0:
        weights = 1 - np.arange(1, steps) / steps
        variance = float(covariances[0] + 2 * weights @ covariances[1:])
    return variance


def _resampled(n: int, length: int, draws: int, rng: np.random.Generator) -> Floats:
    """How often each origin comes up in each draw of n origins made of blocks, shape (draws, n)."""
    starts = rng.integers(0, n - length + 1, size=(draws, -(-n // length)))
    rows = (starts[:, :, None] + np.arange(length)).reshape(draws, -1)[:, :n]
    places = (np.arange(draws)[:, None] * n + rows).ravel()
    return np.bincount(places, minlength=draws * n).reshape(draws, n).astype(float)
