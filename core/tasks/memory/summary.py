"""An experiment in the memory lab as plain JSON data."""

from dataclasses import asdict
from typing import Any

from core.store.jsonable import plain
from core.store.records import Experiment, Run
from core.store.store import Store
from core.tasks.memory.outcome import Learner
from core.tasks.memory.results import memory_outcome
from core.tasks.summary_rows import run_row


def memory_summary(store: Store, experiment: Experiment) -> dict[str, Any]:
    """Everything about an experiment in the memory lab that can be said in JSON.

    Returns:
        spec, runs, chance, solved (the loss below which the problem counts as solved), cells.
    """
    runs = store.runs(experiment.id)
    known = memory_outcome(store, experiment, runs)
    return {
        "experiment": experiment.id,
        "spec": asdict(experiment.spec),
        "runs": [_row(run) for run in runs if run.kind == "backtest"],
        "chance": known.problem.chance if known else None,
        "solved": known.problem.solved if known else None,
        "cells": [_cell(one) for one in known.learners] if known else [],
    }


def _row(run: Run) -> dict[str, Any]:
    return run_row(run) | {name: run.facts.get(name) for name in ("test_loss", "test_accuracy")}


def _cell(one: Learner) -> dict[str, Any]:
    facts = ("cell", "units", "weights", "solved", "loss", "deviation", "accuracy", "solved_after",
             "solved_seconds", "seconds")  # fmt: skip
    norms = {name: plain(one.gradients(name)) for name in sorted(one.runs[0].arrays) if name != "told"}
    return {name: getattr(one, name) for name in facts} | {"seeds": len(one.runs), "gradients": norms}
