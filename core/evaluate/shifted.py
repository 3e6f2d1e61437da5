"""Have texts moved? Two samples beside each other, of which each example stands for itself."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core.arrays import Floats, Ints
from core.evaluate.drift import kolmogorov_smirnov
from core.evaluate.significance import holm

ALPHA = 0.05
FEWEST = 10  # new examples; of fewer nothing is said
WORTH = 0.1  # of a distance between two distributions: less is no reason to warn, however sure it is
DRAWS = 2000  # of tables with the same sums
SEED = 29


@dataclass(frozen=True)
class Shift:
    """What became of one thing that can be told of every example."""

    name: str
    before: Any  # as a person is told it: a mean, a median, shares by name
    now: Any
    distance: float  # largest difference of distribution functions, or half the summed difference of shares
    p: float | None  # None: too few to tell
    p_corrected: float | None = None  # Holm over all that is looked at

    @property
    def moved(self) -> bool:
        """Whether it is more than chance, and enough to matter."""
        return self.p_corrected is not None and self.p_corrected < ALPHA and self.distance >= WORTH


def shift_of_numbers(name: str, before: Floats, now: Floats, told: tuple[float, float]) -> Shift:
    """Two-sample Kolmogorov-Smirnov test, by its limit (Smirnov 1939).

    Args:
        before, now: A number of each example.
        told: What a person is told of both.
    """
    if len(before) < FEWEST or len(now) < FEWEST:
        return Shift(name, *told, 0.0, None)
    from scipy.special import kolmogorov

    distance = kolmogorov_smirnov(before, now)
    among = len(before) * len(now) / (len(before) + len(now))
    return Shift(name, *told, distance, float(kolmogorov(math.sqrt(among) * distance)))


def shift_of_shares(name: str, before: Mapping[str, int], now: Mapping[str, int]) -> Shift:
    """Chi-squared of both counts beside each other, among drawn tables with the same sums: exact for few.

    Args:
        before, now: Examples by kind.
    """
    kinds = list(dict.fromkeys([*before, *now]))
    table = np.array([[each.get(kind, 0) for kind in kinds] for each in (before, now)], dtype=np.int64)
    sums = table.sum(axis=1)
    was, is_now = (
        {kind: float(count / max(total, 1)) for kind, count in zip(kinds, row, strict=True) if count}
        for row, total in zip(table, sums, strict=True)
    )
    if sums.min() < FEWEST:
        return Shift(name, was, is_now, 0.0, None)
    shares = table / sums[:, None]
    distance = float(np.abs(shares[0] - shares[1]).sum() / 2)
    return Shift(name, was, is_now, distance, _p(table))


def corrected(found: list[Shift]) -> list[Shift]:
    """The same with Holm's correction over all that could be tested."""
    adjusted = holm([one.p for one in found])
    return [replace(one, p_corrected=p) for one, p in zip(found, adjusted, strict=True)]


def _p(table: Ints) -> float:
    """Share of tables with the same sums that are as uneven, one added to both counts."""
    both, first = table.sum(axis=0), int(table[0].sum())
    if (both > 0).sum() < 2:
        return 1.0
    drawn = np.random.default_rng(SEED).multivariate_hypergeometric(both, first, size=DRAWS)
    expected = both * first / both.sum()
    uneven = _chi(drawn, expected, both, first)
    return float((1 + (uneven >= _chi(table[:1], expected, both, first)[0] * (1 - 1e-9)).sum()) / (1 + DRAWS))


def _chi(firsts: Ints, expected: Floats, both: Ints, first: int) -> Floats:
    """Chi-squared of tables of which the first rows are given."""
    some = both > 0
    square = (firsts[:, some] - expected[some]) ** 2
    rest = (both - expected)[some]
    return np.asarray((square / expected[some] + square / np.maximum(rest, 1e-12)).sum(axis=1))
