"""All there is to say about a sweep so far: ranking, tests on validation, the test score, what to use."""

from dataclasses import dataclass

import numpy as np

from core.errors import UserError
from core.store.records import Experiment
from core.store.store import Store
from core.sweeps.advice import Advice, advice
from core.sweeps.pairs import Pair, pairs
from core.sweeps.records import Sweep, Trial, best_of_each_cell, ranked
from core.tasks import TASKS
from core.tasks.scored import Scored


@dataclass(frozen=True)
class SweepReport:
    """A sweep's findings; what is not there yet is empty or None."""

    trials: list[Trial]
    ranking: list[Trial]  # of which all seeds ended well
    best: list[Trial]  # of each cell, best first
    pairs: list[Pair]  # tests between these, on validation
    judged: int  # validation origins or texts
    scored: Scored | None
    advice: Advice | None

    @property
    def tests(self) -> int:
        """Size of the Holm family."""
        return sum(pair.p is not None for pair in self.pairs)


def sweep_report(store: Store, sweep: Sweep, trials: list[Trial]) -> SweepReport:
    """Rank, test and weigh up; while the sweep goes on, what has ended so far."""
    best = best_of_each_cell(trials)
    losses = [
        (trial.setting.cell, np.stack([store.arrays(run.id)["losses"] for run in trial.runs]))
        for trial in best
    ]
    found = pairs(sweep.spec.base, losses)
    score = scored(store, sweep)
    weighed = advice(best, found, score.verdict if score else None) if best else None
    judged = losses[0][1].shape[1] if losses else 0
    return SweepReport(trials, ranked(trials), best, found, judged, score, weighed)


def scored(store: Store, sweep: Sweep) -> Scored | None:
    """The winner's one score on test, once its experiment has it; None if that was deleted."""
    experiment = winner_of(store, sweep)
    if experiment is None:
        return None
    swept = TASKS[experiment.task].swept
    return swept.scored(store, experiment) if swept else None


def winner_of(store: Store, sweep: Sweep) -> Experiment | None:
    """The experiment that scores the winner; None before there is one, or if it was deleted."""
    if sweep.winner is None:
        return None
    try:
        return store.experiment(sweep.winner)
    except UserError as error:
        if error.key != "unknown_experiment":
            raise
        return None
