"""Prediction intervals from what the forecasts missed by: split conformal, per step ahead; and their scores.

Vovk, Gammerman & Shafer 2005; Lei et al. 2018; Angelopoulos & Bates 2023. For several steps ahead
one quantile each.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import Floats
from core.evaluate import known
from core.evaluate.metrics import interval_score

LEVELS = (0.8, 0.95)
ROUNDING = 1e-9  # 0.95 of 20 is whole, whatever the computer says


@dataclass(frozen=True)
class IntervalScores:
    """How an interval did."""

    coverage: float  # share of actual values inside
    width: float  # mean, in the units of the series
    score: float  # Winkler's, lower is better


def conformal_widths(residuals: Floats, levels: Sequence[float] = LEVELS) -> dict[float, Floats]:
    """Half widths so that the interval forecast ± width holds with at least the given probability.

    Args:
        residuals: Actual minus forecast on rows used for nothing else, shape (origins, horizon); NaN where
            nothing was measured, at least one number for each step.

    Returns:
        Per level an array (horizon,): the ceil((n + 1) level)-th smallest absolute residual. With too few
        origins for that rank it is the largest one: each interval is finite, and its coverage tells.
    """
    ordered = np.sort(np.abs(residuals), axis=0)  # NaN comes last
    counts = np.sum(~np.isnan(residuals), axis=0).tolist()
    return {
        level: np.array([ordered[rank(n, level) - 1, step] for step, n in enumerate(counts)])
        for level in levels
    }


def rank(n: int, level: float) -> int:
    """Which of n ordered residuals bounds the interval, at most the largest; counted from 1."""
    return min(math.ceil((n + 1) * level - ROUNDING), n)


def interval_scores(
    residuals: Floats, widths: Floats, level: float, room: Floats | None = None
) -> IntervalScores:
    """Coverage, mean width and interval score of forecast ± width, where something was measured.

    Args:
        residuals: Actual minus forecast, shape (origins, horizon), or (origins,) of one step ahead.
        widths: Half widths, of the same shape or one for all origins.
        room: How far below its forecast an interval may reach at most, shape of the residuals: the forecast
            itself where the data cannot be negative.
    """
    width = np.broadcast_to(widths, residuals.shape)
    below = width if room is None else np.minimum(width, room)
    return IntervalScores(
        float(
            known.mean(np.where(np.isnan(residuals), np.nan, (-below <= residuals) & (residuals <= width)))
        ),
        float(np.mean(below + width)),
        interval_score(residuals, -below, width, level),
    )


def weighted_score(residuals: Floats, widths: Mapping[float, Floats], room: Floats | None = None) -> float:
    """One score of intervals at several levels, lower is better (Bracher, Ray, Gneiting & Reich 2021).

    Each interval score counts (1 - level) / 2, which makes it a sum of quantile losses.
    """
    scores = (
        (1 - level) / 2 * interval_scores(residuals, w, level, room).score for level, w in widths.items()
    )
    return sum(scores) / len(widths)
