"""What a cell answers about texts: the mean of its networks' probabilities, the same everywhere."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.arrays import Floats
from core.engine.loaded import trained
from core.engine.question import Question
from core.evaluate.classification import softmax
from core.inside.attribution import logits
from core.specs import ExperimentSpec


@dataclass(frozen=True)
class Told:
    """One cell's answers; each network's are scaled by the temperature that its calibration texts want."""

    seeds: list[int]  # whose networks are averaged
    mean: Floats  # (texts, classes)
    seed: int  # of the one network that is looked into
    single: Floats  # what that one says

    def plain(self) -> dict[str, Any]:
        """As it travels to the pages."""
        return {
            "seeds": self.seeds, "probabilities": self.mean.round(6).tolist(),
            "seed": self.seed, "single": self.single.round(6).tolist(),
        }  # fmt: skip


def told_together(question: Question, spec: ExperimentSpec, inputs: Any) -> dict[str, Told]:
    """Answers by cell.

    Args:
        inputs: Numbers of words, (texts, time).
    """
    each = {
        reader.run: softmax(logits(trained(question, spec, reader), inputs), reader.temperature)
        for reader in question.together
    }
    found = {}
    for typical in question.readers:
        mine = [reader for reader in question.together if reader.cell == typical.cell]
        mean = np.mean([each[reader.run] for reader in mine], axis=0)
        found[typical.cell] = Told([one.seed for one in mine], mean, typical.seed, each[typical.run])
    return found
