"""Whole series with a class each: what every baseline of them is fitted on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from core.arrays import Floats, Ints, Padded, pack, unpack
from core.evaluate.baselines import SHAPE_BASELINES


@dataclass(frozen=True, eq=False)
class Shapes:
    """Series are scaled as the networks read them, tables (n, longest, columns)."""

    train: Padded
    labels: Ints  # their classes
    validation: Padded  # by which is told how sure a method may be
    truth: Ints  # classes of the validation series
    classes: int


Tell: TypeAlias = Callable[[Padded], Floats]  # of other series, read alike, the classes' (n, classes)


def shapes_to_bytes(shapes: Shapes) -> bytes:
    """As they travel."""
    train, validation = shapes.train, shapes.validation
    return pack(
        {
            "train": train.table, "train_lengths": train.lengths, "labels": shapes.labels,
            "validation": validation.table, "validation_lengths": validation.lengths, "truth": shapes.truth,
            "classes": np.array(shapes.classes),
        }
    )  # fmt: skip


def shapes_from_bytes(body: bytes) -> Shapes:
    """The same again."""
    found = unpack(body)
    train, validation = (Padded(found[name], found[f"{name}_lengths"]) for name in ("train", "validation"))
    return Shapes(train, found["labels"], validation, found["truth"], int(found["classes"]))


def fitted(name: str, shapes: Shapes) -> Tell:
    """A baseline by its name, ready to tell classes."""
    tell: Tell = SHAPE_BASELINES[name].load()(shapes)
    return tell


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
