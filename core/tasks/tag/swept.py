"""How the settings of a sweep are told apart, and how the best one did on test."""

import numpy as np

from core.arrays import Floats
from core.evaluate.paired_accuracy import drawn_accuracies, drawn_difference
from core.specs import ExperimentSpec
from core.store.records import Experiment
from core.store.store import Store
from core.tasks.scored import Scored
from core.tasks.tag.results import tag_outcome

BOOTSTRAP_SEED = 27


def test(_: ExperimentSpec, one: Floats, other: Floats) -> float | None:
    """Bootstrap of the difference in nats per word, over sentences and seeds, (seeds, sentences) each."""
    drawn = drawn_accuracies(np.concatenate([one, other]), seed=BOOTSTRAP_SEED)  # means of any figure
    _low, _high, p = drawn_difference(drawn[:, : len(one)], drawn[:, len(one) :], seed=BOOTSTRAP_SEED)
    return p


def scored(store: Store, experiment: Experiment) -> Scored | None:
    """The one score of an experiment of one cell, once it has it: of spans F1, otherwise tags right."""
    known = tag_outcome(store, experiment, store.runs(experiment.id))
    if known is None:
        return None
    row = known.method(experiment.spec.cells[0])
    return Scored(
        known.verdict, known.reference, row.name, row.scores["score"], row.gain, row.low, row.high, row.p_holm
    )
