"""From the store to what the memory lab found."""

from dataclasses import asdict
from typing import Any

from core.runs.plain import plain
from core.runs.records import Epoch, Experiment, Run
from core.runs.states import ENDED
from core.runs.store import Store
from core.tasks.memory.outcome import Learner, MemoryOutcome, Trained, memory_outcome_of
from core.tasks.summary_rows import run_row


def memory_outcome(store: Store, experiment: Experiment, runs: list[Run]) -> MemoryOutcome | None:
    """The result so far, or None as long as no network has ended well."""
    simple = next((run for run in runs if run.kind == "simple" and run.state == "done"), None)
    if simple is None:
        return None
    epochs, trained = store.epochs(experiment.id), [run for run in runs if run.kind == "backtest"]
    by_cell: dict[str, list[Trained]] = {}
    for run in trained:
        if run.state == "done":
            mine = [epoch for epoch in epochs if epoch.run == run.id]
            by_cell.setdefault(run.cell, []).append(_trained(store, run, mine, simple.facts))
    return memory_outcome_of(
        experiment.spec,
        simple.facts["updates"],
        {run.cell: (run.units, run.weights) for run in trained},
        by_cell,
        ended=all(run.state in ENDED for run in runs),
    )


def _trained(store: Store, run: Run, epochs: list[Epoch], known: dict[str, Any]) -> Trained:
    first = next((e for e in epochs if e.val_loss is not None and e.val_loss < known["solved"]), None)
    return Trained(
        run.seed,
        run.facts["test_loss"],
        run.facts["test_accuracy"],
        run.facts["seconds"],
        first.epoch * known["updates"] if first else None,
        first.seconds if first else None,
        store.arrays(run.id),
    )


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
