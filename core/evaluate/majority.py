"""The shares of the classes among the training examples, whatever is asked about."""

import numpy as np

from core.arrays import Floats, Ints
from core.evaluate.counted import Answers, Counted
from core.evaluate.shapes import Shapes, Tell


def majority(counted: Counted) -> Answers:
    """The same probabilities for every text; the largest class is told."""
    return Answers([_shares(counted.labels, counted.classes, part.shape[0]) for part in counted.asked])


def largest_class(shapes: Shapes) -> Tell:
    """The same for every series."""
    return lambda asked: _shares(shapes.labels, shapes.classes, len(asked))


def _shares(labels: Ints, classes: int, asked: int) -> Floats:
    share: Floats = np.bincount(labels, minlength=classes) / len(labels)
    return np.tile(share, (asked, 1))
