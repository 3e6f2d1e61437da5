"""The class of the nearest training series: by the straight distance, or after warping time."""

from collections.abc import Callable

from core.arrays import Floats, Ints, Padded
from core.evaluate.dtw import dtw
from core.evaluate.shapes import Shapes, as_told, share_right, stretched


def nearest(shapes: Shapes) -> list[Floats]:
    """By Euclid's distance; series of other lengths are stretched to the longest of training."""
    steps = int(shapes.train.lengths.max())
    known = stretched(shapes.train, steps)
    squares = (known**2).sum(axis=1)
    return _told(shapes, lambda asked: squares - 2 * stretched(asked, steps) @ known.T)


def nearest_dtw(shapes: Shapes) -> list[Floats]:
    """By dynamic time warping within a window (Sakoe & Chiba 1978)."""
    return _told(shapes, lambda asked: dtw(asked, shapes.train))


def _told(shapes: Shapes, distances: Callable[[Padded], Floats]) -> list[Floats]:
    """A neighbour tells a class and no probability: it is as sure as it was right on validation."""
    told: list[Ints] = [shapes.labels[distances(part).argmin(axis=1)] for part in shapes.asked]
    right = max(share_right(told[0], shapes.truth), 1 / shapes.classes)
    return [as_told(part, right, shapes.classes) for part in told]
