"""What classifiers answer: a cell's mean over seeds, and half a cell, half a bag of words."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.arrays import Arrays, Floats, Ints
from core.evaluate.baselines import CLASS_BASELINES
from core.evaluate.classification import SMALLEST, log_loss, softmax, temperature
from core.tasks.cell_runs import CellRuns


@dataclass(frozen=True)
class CellAnswers:
    """A cell's probabilities: the mean of its networks', at the temperature that calibration examples want.

    First the mean, then the temperature: networks that are right about themselves one by one are too unsure
    together (Rahaman & Thiery 2021).
    """

    runs: CellRuns
    baselines: Arrays

    def raw(self, block: str) -> Floats:
        """As each network tells them, (seeds, examples, classes)."""
        return softmax(self.runs.stacked(block))

    def mean(self, block: str) -> Floats:
        """The mean of the networks, not scaled, (examples, classes)."""
        found: Floats = self.raw(block).mean(axis=0)
        return found

    @cached_property
    def temperature(self) -> float:
        """Fitted on calibration examples; 1 where these are too few."""
        return temperature(self.baselines["calibration_truth"], log_probabilities(self.mean("calibration")))

    def probabilities(self, block: str) -> Floats:
        """What is judged, shown and used to answer with, (examples, classes)."""
        return scaled(self.mean(block), self.temperature)


def scaled(probabilities: Floats, heat: float) -> Floats:
    """Probabilities at a temperature; the likeliest class stays the likeliest."""
    return softmax(log_probabilities(probabilities), heat)


def log_probabilities(probabilities: Floats) -> Floats:
    """What a softmax turns back into them."""
    return np.asarray(np.log(np.clip(probabilities, SMALLEST, 1.0)))


def halves(ours: Floats, theirs: Floats) -> Floats:
    """Two methods together: their log-odds averaged with fixed halves, (examples, classes)."""
    return softmax((log_probabilities(ours) + log_probabilities(theirs)) / 2)


def baseline_names(baselines: Arrays) -> list[str]:
    """The baselines that a run left, in the order in which they are shown."""
    return [name for name in CLASS_BASELINES if f"test/{name}" in baselines]


def chosen_method(baselines: Arrays, names: Sequence[str]) -> str:
    """The method with the highest accuracy on validation; log loss settles ties."""

    def rank(name: str) -> tuple[float, float]:
        probabilities, truth = baselines[f"validation/{name}"], validation_truth(baselines, name)
        return float(np.mean(probabilities.argmax(axis=1) == truth)), -log_loss(truth, probabilities)

    return max(names, key=rank)


def best_bag(baselines: Arrays) -> str | None:
    """The bag of words that cells are averaged with, chosen on validation; None where a run left none."""
    names = [name for name in baseline_names(baselines) if CLASS_BASELINES[name].bag]
    return chosen_method(baselines, names) if names else None


def validation_truth(baselines: Arrays, name: str) -> Ints:
    """Classes of the validation examples that a baseline was chosen on: of several experiments, its own."""
    return baselines.get(f"validation_truth/{name}", baselines["validation_truth"])
