"""An experiment as plain data."""

from dataclasses import asdict
from typing import Any

from core.store.records import Experiment
from core.store.store import Store
from core.tasks.summary_rows import run_row
from core.tasks.toy.outcome import toy_outcome


def toy_summary(store: Store, experiment: Experiment) -> dict[str, Any]:
    """All of it."""
    runs = store.runs(experiment.id)
    known = toy_outcome(store, experiment, runs)
    return {
        "experiment": experiment.id,
        "spec": asdict(experiment.spec),
        "runs": [run_row(run) for run in runs if run.kind == "backtest"],
        "outcome": asdict(known) if known else None,
    }
