"""How the settings of a sweep are told apart, and how the best one did on test."""

from core.arrays import Floats
from core.evaluate.significance import diebold_mariano
from core.specs import ExperimentSpec
from core.store.records import Experiment
from core.store.store import Store
from core.tasks.forecast.results import outcome
from core.tasks.forecast.spec import ForecastSpec
from core.tasks.scored import Scored


def test(spec: ExperimentSpec, one: Floats, other: Floats) -> float | None:
    """Diebold-Mariano on losses averaged over steps and seeds; the origins are next to each other."""
    means = one.mean(axis=0), other.mean(axis=0)
    horizon = spec.of(ForecastSpec).horizon
    return diebold_mariano(*means, horizon=horizon, alternative="two-sided").p


def scored(store: Store, experiment: Experiment) -> Scored | None:
    """The one score of an experiment of one cell, once it has it."""
    known, cell = outcome(store, experiment, store.runs(experiment.id)), experiment.spec.cells[0]
    if known is None:
        return None
    row = known.method(cell, "cell")
    return Scored(
        known.verdict, known.reference, cell, row.scores["mae"], row.skill, row.low, row.high, row.p_holm,
        known.chosen.name if known.chosen else None,
    )  # fmt: skip
