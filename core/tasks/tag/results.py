"""From the store to what an experiment that tags words found."""

from typing import Any

import numpy as np

from core.store.records import Experiment, Run
from core.store.store import Store
from core.tasks.results import finished, shared_runs
from core.tasks.tag.outcome import TagOutcome
from core.tasks.tag.report import tag_report


def tag_outcome(store: Store, experiment: Experiment, runs: list[Run]) -> TagOutcome | None:
    """The result so far, or None as long as there is too little (`finished`)."""
    done = finished(store, experiment, runs)
    if done is None:
        return None
    found = shared_runs(runs, experiment.spec.cells)
    losses = {
        cell: float(np.mean([run.facts["val_loss"] for run in each])) for cell, each in found.items() if each
    }
    arrays = store.arrays(done.baselines.id)
    return tag_report(experiment.spec, arrays, done.baselines.facts, done.cells, losses, ended=done.ended)


def found(outcome: TagOutcome) -> dict[str, Any]:
    """The verdict without words: its outcome, the best cell, the references, the score and what it gains."""
    best = outcome.method(outcome.verdict.cell)
    return {
        "outcome": outcome.verdict.outcome,
        "cell": outcome.verdict.cell,
        "reference": outcome.reference,
        "beforehand": outcome.beforehand,
        "tests": outcome.verdict.tests,
        "spans": outcome.spans,
        "score": best.scores["score"],
        "texts": len(outcome.lengths),
        "gain": best.gain,
    }
