"""Every baseline's probabilities for whole series, all fitted on the same. Heavy: workers only."""

from core.arrays import Floats
from core.evaluate.baselines import SHAPE_BASELINES
from core.evaluate.shapes import Shapes

for one in SHAPE_BASELINES.values():  # now, while a worker imports one thing at a time
    one.load()


def shape_probabilities(shapes: Shapes) -> dict[str, list[Floats]]:
    """By method: (n, classes) of each part that is asked; without those that so many would keep for long."""
    rows = SHAPE_BASELINES.items()
    return {name: row.load()(shapes) for name, row in rows if shapes.count <= row.most}
