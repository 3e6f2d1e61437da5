"""Prediction intervals that adapt along time, and are always finite.

Each residual is divided by a running scale of its step ahead (Papadopoulos et al. 2002), and the level that
is aimed at follows what was missed (Gibbs & Candès 2021: adaptive conformal inference; the proportional part
of Angelopoulos, Candès & Tibshirani 2023). Plain adaptive inference answers a run of misses with infinite
intervals; here the level ends where the largest known residual is reached.
"""

from bisect import insort
from collections.abc import Sequence
from itertools import accumulate
from math import isnan

import numpy as np

from core.arrays import Floats, Ints
from core.evaluate.intervals import LEVELS, rank

HALF_LIFE = 30  # origins after which a residual weighs half in the recent part of the scale
RECENT = 0.5  # share of the recent part; the rest is the mean of all that is known
WARM_UP = 5  # residuals that the first scale is made of
RATE = 0.005  # by which a miss moves the level; with more, coverage is closer and intervals are wider
LOWEST, HIGHEST = 0.5, 0.999  # between which the level moves
MOST = 1e9  # times the running scale; keeps a width finite after a scale of nearly zero


def known_counts(rows: Ints, horizon: int) -> Ints:
    """How many origins' residuals are known at each origin, by step ahead, shape (origins, horizon).

    A residual h steps ahead is known h rows later, not before.
    """
    counts = [np.searchsorted(rows, rows - step, side="right") for step in range(1, horizon + 1)]
    return np.stack(counts, axis=1).astype(np.int64)


def adaptive_widths(
    residuals: Floats, rows: Ints, first: int, levels: Sequence[float] = LEVELS
) -> dict[float, Floats]:
    """Half widths at each origin from what is known there.

    Args:
        residuals: Actual minus forecast, shape (origins, horizon), in time order; NaN where nothing was
            measured: it never becomes known.
        rows: Row of each origin, ascending.
        first: Place of the first origin whose widths are wanted; a number of each step is known there.
        levels: Ascending.

    Returns:
        Per level an array (origins - first, horizon), wider for higher levels.
    """
    known = known_counts(rows, residuals.shape[1])
    sizes = np.abs(residuals)
    scale = _running_scale(sizes, known)
    with np.errstate(over="ignore"):
        scores = np.minimum(sizes / scale, MOST)
    steps = [_followed(scores[:, h], known[:, h], first, levels) for h in range(residuals.shape[1])]
    found = np.stack(steps, axis=-1) * scale[first:]
    return dict(zip(levels, found, strict=True))


def _running_scale(sizes: Floats, known: Ints) -> Floats:
    """Mean absolute residual as known at each origin, half of it recent; shape (origins, horizon)."""
    fade = 0.5 ** (1 / HALF_LIFE)
    there = ~np.isnan(sizes)
    counts = np.cumsum(there, axis=0)
    met, sizes = np.maximum(counts, 1), np.where(there, sizes, 0.0)
    faded = np.array([fade**count for count in range(len(sizes) + 1)])
    recent, sums = np.empty_like(sizes), np.zeros(sizes.shape[1])
    for place, size in enumerate(sizes):
        sums = np.where(there[place], fade * sums + size, sums)
        recent[place] = sums * (1 - fade) / (1 - faded[met[place]])
    mixed = RECENT * recent + (1 - RECENT) * np.cumsum(sizes, axis=0) / met
    warm = np.argmax(counts >= np.minimum(WARM_UP, counts[-1]), axis=0)
    newest = np.maximum(known - 1, warm)
    scale: Floats = np.take_along_axis(mixed, newest, axis=0)
    return np.where(scale > 0, scale, 1.0)


def _followed(scores: Floats, known: Ints, first: int, levels: Sequence[float]) -> Floats:
    """Quantiles of the known scores of one step ahead, shape (levels, origins - first).

    Plain numbers: arrays of two levels would take five times as long.
    """
    in_time, aims = scores.tolist(), list(levels)
    seen: list[float] = []
    found: list[list[float]] = []
    before = 0
    for count in known[first:].tolist():
        for late in range(before, count):
            if isnan(in_time[late]):
                continue
            insort(seen, in_time[late])
            if late >= first:
                steps = zip(aims, levels, found[late - first], strict=True)
                aims = [_moved(aim, level, in_time[late] > quantile) for aim, level, quantile in steps]
        before = max(before, count)
        quantiles = (seen[rank(len(seen), aim) - 1] for aim in aims)
        found.append(list(accumulate(quantiles, max)))
    return np.array(found).T


def _moved(aim: float, level: float, missed: bool) -> float:
    """The level to aim at after one more residual is known."""
    return min(max(aim + RATE * (missed - 1 + level), LOWEST), HIGHEST)
