"""Whole series with a class each: what every baseline of them is fitted on and asked."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import Floats, Ints, Padded


@dataclass(frozen=True, eq=False)
class Shapes:
    """Series are scaled as the networks read them, tables (n, longest, columns)."""

    train: Padded
    labels: Ints  # their classes
    truth: Ints  # classes of the validation series
    asked: Sequence[Padded]  # the validation series first
    classes: int

    @property
    def count(self) -> int:
        """Series, all together."""
        return len(self.train) + sum(map(len, self.asked))


def stretched(series: Padded, steps: int) -> Floats:
    """All values of each series in a row, (n, steps x columns): those of other lengths are interpolated."""
    found = np.empty((len(series), steps, series.shape[2]))
    for length in np.unique(series.lengths):
        rows = np.flatnonzero(series.lengths == length)
        found[rows] = _interpolated(series.table[rows, :length], steps)
    return found.reshape(len(series), -1)


def _interpolated(values: Floats, steps: int) -> Floats:
    """Series of one length, linearly, first and last value kept."""
    places = np.linspace(0, values.shape[1] - 1, steps)
    before = np.minimum(places.astype(int), max(values.shape[1] - 2, 0))
    after = np.minimum(before + 1, values.shape[1] - 1)
    share = (places - before)[None, :, None]
    found: Floats = values[:, before] * (1 - share) + values[:, after] * share
    return found


def as_told(told: Ints, right: float, classes: int) -> Floats:
    """Probabilities of who tells classes only: right so often, the rest shared by the others."""
    found = np.full((len(told), classes), (1 - right) / (classes - 1))
    found[np.arange(len(told)), told] = right
    return found


def share_right(told: Ints, truth: Ints) -> float:
    """How often classes were told rightly, one of each added (Laplace): never 0, never 1."""
    return float((1 + np.sum(told == truth)) / (2 + len(truth)))
