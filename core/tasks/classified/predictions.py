"""What a cell answers about examples: the mean of its networks' probabilities, the same everywhere.

Heavy: workers only.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.arrays import Floats
from core.evaluate.classification import softmax
from core.inside.attribution import logits
from core.specs import ExperimentSpec
from core.tasks.classified.answers import scaled
from core.tasks.loaded import trained
from core.tasks.question import Question


@dataclass(frozen=True)
class CellPrediction:
    """One cell's answers, scaled by the temperature that its calibration examples want."""

    seeds: list[int]  # whose networks are averaged
    mean: Floats  # (examples, classes)
    seed: int  # of the one network that is looked into
    single: Floats  # what that one says

    def plain(self) -> dict[str, Any]:
        """As it travels to the pages."""
        return {
            "seeds": self.seeds, "probabilities": self.mean.round(6).tolist(),
            "seed": self.seed, "single": self.single.round(6).tolist(),
        }  # fmt: skip


def predictions_together(question: Question, spec: ExperimentSpec, inputs: Any) -> dict[str, CellPrediction]:
    """Answers by cell.

    Args:
        inputs: Numbers of words, (texts, time), or series, (series, time, columns).
    """
    each = {kept.run: logits(trained(question, spec, kept), inputs) for kept in question.together}
    found = {}
    for typical in question.typical:
        mine = [kept for kept in question.together if kept.cell == typical.cell]
        mean = np.mean([softmax(each[kept.run]) for kept in mine], axis=0)
        probabilities = scaled(mean, question.heats.get(typical.cell, 1.0))
        alone = softmax(each[typical.run], typical.temperature)
        found[typical.cell] = CellPrediction([one.seed for one in mine], probabilities, typical.seed, alone)
    return found
