"""What a cell answers about texts: the mean of its networks' probabilities, the same everywhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.arrays import Floats
from core.evaluate.classification import softmax
from core.inside.attribution import logits
from core.specs import ExperimentSpec
from core.tasks.loaded import kept_bag, trained
from core.tasks.question import Question
from core.tasks.sentiment.answers import halves, scaled
from core.words.methods import with_bag


@dataclass(frozen=True)
class CellPrediction:
    """One cell's answers, scaled by the temperature that its calibration texts want."""

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


def predictions_together(question: Question, spec: ExperimentSpec, inputs: Any) -> dict[str, CellPrediction]:
    """Answers by cell.

    Args:
        inputs: Numbers of words, (texts, time).
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


def predictions_with_bag(
    question: Question, answers: Mapping[str, CellPrediction], words: Sequence[Sequence[str]]
) -> dict[str, Floats]:
    """What the bag of words answers, and each cell with it, by method; nothing where none was kept.

    Args:
        answers: The cells' answers.
        words: All words of each text.
    """
    if question.bag is None:
        return {}
    bag = kept_bag(question.bag).probabilities(words)
    both = {with_bag(cell): halves(one.mean, bag) for cell, one in answers.items()}
    return {question.bag.name: bag} | both
