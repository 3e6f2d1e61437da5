"""How the settings of a sweep are told apart, and how the best one did."""

from scipy.stats import ttest_ind

from core.arrays import Floats
from core.evaluate.verdict import Verdict
from core.specs import ExperimentSpec
from core.store.records import Experiment
from core.store.store import Store
from core.tasks.scored import Scored
from core.tasks.toy.outcome import toy_outcome


def test(_: ExperimentSpec, one: Floats, other: Floats) -> float | None:
    """Two-sided, on losses averaged over seeds."""
    return float(ttest_ind(one.mean(axis=0), other.mean(axis=0)).pvalue)


def scored(store: Store, experiment: Experiment) -> Scored | None:
    """How far the best setting is off."""
    known, cell = toy_outcome(store, experiment, store.runs(experiment.id)), experiment.spec.cells[0]
    if known is None:
        return None
    error = known.errors[cell]
    verdict = Verdict("better", cell, False, 1, (cell,))
    return Scored(verdict, "zero", cell, error, 1 - error / known.zero, None, None, None)
