"""Studentised moving-block bootstrap: how far a mean lies from its expectation, in standard errors."""

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from core.arrays import Floats, Ints
from core.evaluate.metrics import ROUNDING


def block_length(origins: int, shared: int) -> int:
    """Length of the blocks: all origins that share target steps, at least origins^(1/3) (Künsch 1989)."""
    return max(shared, math.ceil(origins ** (1 / 3)))


def studentised(
    values: Floats, groups: Sequence[Floats], *, length: int, count: int, draws: int, seed: int
) -> Floats:
    """Size of the studentised mean in each draw, shape (draws,), ascending.

    In each draw blocks of neighbours are put together anew, and the seeds of each group are drawn anew. The
    standard error over origins is read off the draw in the way of `core.evaluate.long_run`, at as many
    frequencies: a draw whose blocks differ much also has a large error, and so the tails come out as they are
    for so few blocks (Gonçalves & Vogelsang 2011, Econometric Theory 27).

    Args:
        values: One number per origin, shape (origins,).
        groups: Per group of seeds, how far each one's mean lies from that of all; shape (seeds,).
        length: Of the blocks, in origins; two must find room.
        count: Frequencies that the error of `values` was read off.
        draws, seed: Of the resampling.
    """
    n = len(values)
    starts, seeds = _starts(n - length + 1, math.ceil(n / length), draws, seed)
    sums = np.concatenate([[0.0], np.cumsum(values)])
    blocks = (sums[length:] - sums[:-length]) / length
    drawn = (blocks - blocks.mean())[starts]
    middle = drawn.mean(axis=1)
    waves = _basis(drawn.shape[1], count)
    variance = ((drawn @ waves) ** 2).sum(axis=1) / (waves.shape[1] / 2 * drawn.shape[1])
    variance[variance < (ROUNDING * np.abs(values).max()) ** 2] = 0.0
    rng = np.random.default_rng(seeds)
    for group in groups:
        middle = middle + _wider(group)[rng.integers(len(group), size=(draws, len(group)))].mean(axis=1)
        variance = variance + seed_variance(group)
    with np.errstate(divide="ignore", invalid="ignore"):
        sizes: Floats = np.abs(middle) / np.sqrt(variance)
    return np.sort(np.where(middle == 0, 0.0, sizes))


def seed_variance(group: Floats) -> float:
    """Variance of the mean over seeds, from how far each one lies from it; one seed tells of none."""
    return float((_wider(group) ** 2).mean()) / len(group)


def _wider(group: Floats) -> Floats:
    """Drawn with replacement, these vary as much as seeds do that are not drawn from so few."""
    scaled: Floats = group * math.sqrt(len(group) / max(len(group) - 1, 1))
    return scaled


@lru_cache(maxsize=16)  # every method of a table is drawn at the same origins
def _starts(places: int, blocks: int, draws: int, seed: int) -> tuple[Ints, int]:
    rng = np.random.default_rng(seed)
    return rng.integers(0, places, size=(draws, blocks)), int(rng.integers(2**31))


@lru_cache(maxsize=16)
def _basis(blocks: int, count: int) -> Floats:
    """Cosines and sines of the lowest frequencies, shape (blocks, at most 2 * count)."""
    turns = np.arange(1, max(1, min(count, (blocks - 1) // 2)) + 1)
    angles = 2 * np.pi / blocks * np.outer(np.arange(blocks), turns)
    waves: Floats = np.hstack([np.cos(angles), np.sin(angles)]) / np.sqrt(blocks)
    return waves
