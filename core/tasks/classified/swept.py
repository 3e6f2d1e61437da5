"""How the settings of a sweep are told apart, and how the best one did on test."""

from collections.abc import Callable

import numpy as np

from core.arrays import Floats
from core.evaluate.paired_accuracy import drawn_accuracies, drawn_difference
from core.specs import ExperimentSpec
from core.store.records import Experiment, Run
from core.store.store import Store
from core.tasks.base import Swept
from core.tasks.classified.outcome import ClassOutcome
from core.tasks.scored import Scored

BOOTSTRAP_SEED = 20


def test(_: ExperimentSpec, one: Floats, other: Floats) -> float | None:
    """Bootstrap of the difference in mean loss, over examples and seeds."""
    drawn = drawn_accuracies(np.concatenate([one, other]), seed=BOOTSTRAP_SEED)  # means of any figure
    _low, _high, p = drawn_difference(drawn[:, : len(one)], drawn[:, len(one) :], seed=BOOTSTRAP_SEED)
    return p


def swept(outcome: Callable[[Store, Experiment, list[Run]], ClassOutcome | None]) -> Swept:
    """Of a task, by its outcomes."""

    def scored(store: Store, experiment: Experiment) -> Scored | None:
        """The one score of an experiment of one cell, once it has it."""
        found, cell = outcome(store, experiment, store.runs(experiment.id)), experiment.spec.cells[0]
        if found is None:
            return None
        mine = found.method(cell, "cell")
        return Scored(
            found.verdict, found.reference, cell, mine.scores["accuracy"], mine.gain, mine.low, mine.high,
            mine.p_holm,
        )  # fmt: skip

    return Swept(test, scored)
