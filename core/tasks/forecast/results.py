"""From the store to what a forecasting experiment found."""

from dataclasses import replace
from typing import Any

from core.store.records import Experiment, Run
from core.store.store import Store
from core.tasks.cell_runs import CellRuns
from core.tasks.forecast.ablation import ablation
from core.tasks.forecast.outcome import Outcome
from core.tasks.forecast.report import report
from core.tasks.forecast.spec import ForecastSpec
from core.tasks.results import cell_runs, finished


def outcome(store: Store, experiment: Experiment, runs: list[Run]) -> Outcome | None:
    """The result of a forecasting experiment so far, or None as long as there is too little (`finished`)."""
    done = finished(store, experiment, runs)
    if done is None:
        return None
    spec, baselines, data = experiment.spec, done.baselines, store.dataset(experiment.data)
    arrays = store.arrays(baselines.id)
    known = report(spec, data, arrays, baselines.facts, done.cells, ended=done.ended)
    pairs = _pairs(store, done.cells, runs)
    return replace(known, ablation=ablation(known, pairs, arrays, horizon=spec.of(ForecastSpec).horizon))


def found(outcome: Outcome) -> dict[str, Any]:
    """The verdict without words: its outcome, the best cell, the references, the skill, what is sent."""
    return {
        "outcome": outcome.verdict.outcome,
        "cell": outcome.verdict.cell,
        "reference": outcome.reference,
        "tests": outcome.verdict.tests,
        "beforehand": outcome.beforehand,
        "gain": outcome.method(outcome.verdict.cell).skill,
        "sent": outcome.chosen.name if outcome.chosen else None,
        "outdated": outcome.outdated,
    }


def _pairs(store: Store, cells: list[CellRuns], runs: list[Run]) -> list[tuple[CellRuns, CellRuns]]:
    """Cells with and without the covariates, each on the seeds that both have finished."""
    pairs = []
    for kept in cells:
        alone = [r for r in runs if (r.kind, r.cell, r.state) == ("ablation", kept.cell, "done")]
        alone = [run for run in alone if run.seed in kept.seeds]
        if alone:
            without = cell_runs(store, kept.cell, alone, [])
            of_seed = dict(zip(kept.seeds, kept.backtests, strict=True))
            shared = [of_seed[seed] for seed in without.seeds]
            # Both trained on train rows: without the covariates nothing is refitted.
            pairs.append((replace(kept, seeds=without.seeds, backtests=shared, refits=()), without))
    return pairs
