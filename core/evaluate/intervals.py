"""Prediction intervals from what the forecasts missed by: split conformal, per step ahead.

Vovk, Gammerman & Shafer 2005; Lei et al. 2018; Angelopoulos & Bates 2023. For several steps ahead
one quantile each.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import Floats
from core.evaluate.metrics import interval_score

LEVELS = (0.8, 0.95)


@dataclass(frozen=True)
class Interval:
    """Where the actual values are expected to lie, with the probability `level`; arrays of one shape."""

    level: float
    low: Floats
    high: Floats


@dataclass(frozen=True)
class IntervalScores:
    """How an interval did."""

    coverage: float  # share of actual values inside
    width: float  # mean, in the units of the series
    score: float  # Winkler's, lower is better


def conformal_widths(residuals: Floats, levels: Sequence[float] = LEVELS) -> dict[float, Floats]:
    """Half widths so that the interval forecast ± width holds with at least the given probability.

    Args:
        residuals: Actual minus forecast on rows used for nothing else, shape (origins, horizon); not empty.

    Returns:
        Per level an array (horizon,): the ceil((n + 1) level)-th smallest absolute residual. With too few
        origins for that rank it is the largest one: each interval is finite, and its coverage tells.
    """
    ordered = np.sort(np.abs(residuals), axis=0)
    n = len(ordered)
    return {level: ordered[_rank(n, level) - 1] for level in levels}


def intervals(forecast: Floats, widths: dict[float, Floats]) -> tuple[Interval, ...]:
    """Put half widths of shape (horizon,) around forecasts of shape (..., horizon)."""
    return tuple(Interval(level, forecast - width, forecast + width) for level, width in widths.items())


def interval_scores(truth: Floats, interval: Interval) -> IntervalScores:
    """Coverage, mean width and interval score over all origins and steps."""
    low, high = interval.low, interval.high
    return IntervalScores(
        coverage(truth, low, high),
        float(np.mean(high - low)),
        interval_score(truth, low, high, interval.level),
    )


def coverage(truth: Floats, low: Floats, high: Floats) -> float:
    """Share of actual values inside the interval."""
    return float(np.mean((truth >= low) & (truth <= high)))


def _rank(n: int, level: float) -> int:
    """Which of n ordered residuals bounds the interval; whole ranks, as 0.95 of 20, stay whole."""
    return min(math.ceil(round((n + 1) * level, 9)), n)
