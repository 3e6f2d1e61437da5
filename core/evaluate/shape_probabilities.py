"""Every baseline's probabilities for whole series, all fitted on the same. Heavy: workers only."""

from collections.abc import Sequence

from core.arrays import Floats, Padded
from core.evaluate.baselines import SHAPE_BASELINES
from core.evaluate.shapes import Shapes, fitted

for one in SHAPE_BASELINES.values():  # now, while a worker imports one thing at a time
    one.load()


def shape_probabilities(shapes: Shapes, asked: Sequence[Padded]) -> dict[str, list[Floats]]:
    """By method: (n, classes) of each part that is asked; without those that so many would keep for long."""
    count = len(shapes.train) + sum(map(len, asked))
    names = [name for name, row in SHAPE_BASELINES.items() if count <= row.most]
    return {name: [*map(fitted(name, shapes), asked)] for name in names}
