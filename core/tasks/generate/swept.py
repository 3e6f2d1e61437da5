"""How the settings of a sweep are told apart, and how the best one did on test."""

from core.arrays import Floats
from core.evaluate.significance import diebold_mariano
from core.specs import ExperimentSpec
from core.store.records import Experiment
from core.store.store import Store
from core.tasks.generate.results import writing_outcome
from core.tasks.scored import Scored


def test(_: ExperimentSpec, one: Floats, other: Floats) -> float | None:
    """Diebold-Mariano on bits, means over seeds, (seeds, blocks) each: the blocks follow each other."""
    means = one.mean(axis=0), other.mean(axis=0)
    return diebold_mariano(*means, horizon=1, alternative="two-sided").p


def scored(store: Store, experiment: Experiment) -> Scored | None:
    """The one score of an experiment of one cell, once it has it."""
    known, cell = writing_outcome(store, experiment, store.runs(experiment.id)), experiment.spec.cells[0]
    if known is None:
        return None
    row = known.method(cell)
    return Scored(known.verdict, known.reference, cell, row.bits, row.gain, row.low, row.high, row.p_holm)
