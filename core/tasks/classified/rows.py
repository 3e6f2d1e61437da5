"""The rows of the table of classifiers: baselines, cells, single seeds, cells with the bag of words."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from core.arrays import Floats, Ints
from core.evaluate.classification import scores
from core.evaluate.paired_accuracy import judged_texts
from core.evaluate.verdict import Judged
from core.tasks.classified.answers import CellAnswers
from core.tasks.classified.judging import right
from core.tasks.classified.outcome import AddedToBag, Classifier
from core.tasks.over_seeds import mean_and_deviation
from core.words.methods import with_bag


@dataclass(frozen=True)
class Yard:
    """What every row is measured by."""

    truth: Ints
    reference: str
    against: "np.ndarray"  # whether the reference told each test example's class
    judging: bool = True  # otherwise there are no intervals

    def gain(self, probabilities: Floats) -> tuple[float, float | None, float | None]:
        """Accuracy above the reference, with its interval."""
        if not self.judging:
            return float(right(probabilities, self.truth).mean() - self.against.mean()), None, None
        (one,) = judged_texts(
            {"": right(probabilities, self.truth)}, {self.reference: self.against}, self.reference
        )
        assert one.gain is not None and one.low is not None and one.high is not None
        return one.gain, one.low, one.high


def baseline_row(name: str, probabilities: Floats, yard: Yard) -> Classifier:
    """A baseline."""
    gain: tuple[Any, ...] = (0.0,) if name == yard.reference else yard.gain(probabilities)
    return Classifier(name, "simple", 1, 0, scores(yard.truth, probabilities), {}, *gain)


def cell_row(cell: CellAnswers, fate: Judged | None, yard: Yard) -> Classifier:
    """The mean of a cell's networks; without a fate it is not judged."""
    runs, probabilities = cell.runs, cell.probabilities("test")
    row = partial(
        Classifier, runs.cell, "cell", len(runs.seeds), runs.weights, scores(yard.truth, probabilities), {}
    )
    if fate is None:
        return row(yard.gain(probabilities)[0])
    return row(
        fate.gain, fate.low, fate.high, fate.p, fate.p_holm, fate.p_worse, fate.p_worse_holm
    )  # fmt: skip


def seeds_row(cell: CellAnswers, yard: Yard) -> Classifier:
    """The same networks one by one: mean and standard deviation of their scores."""
    each = [scores(yard.truth, probabilities) for probabilities in cell.raw("test")]
    means, spread = mean_and_deviation(each)
    accuracy = means["accuracy"]
    assert accuracy is not None
    gain = accuracy - float(yard.against.mean())
    return Classifier(cell.runs.cell, "seeds", len(each), cell.runs.weights, means, spread, gain)


def with_bag_row(
    cell: CellAnswers, probabilities: Floats, found: AddedToBag | None, yard: Yard
) -> Classifier:
    """Half a cell, half the bag of words; its p is against the bag alone, all else as in the other rows."""
    runs = cell.runs
    ps = (found.p, found.p_holm) if found else (None, None)
    return Classifier(
        with_bag(runs.cell), "with_bag", len(runs.seeds), runs.weights, scores(yard.truth, probabilities), {},
        *yard.gain(probabilities), *ps,
    )  # fmt: skip
