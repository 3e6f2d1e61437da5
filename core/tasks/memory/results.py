"""From the store to what the memory lab found."""

from typing import Any

from core.store.records import Epoch, Experiment, Run
from core.store.states import ENDED
from core.store.store import Store
from core.tasks.memory.outcome import MemoryOutcome, Trained, memory_outcome_of
from core.tasks.memory.spec import MemorySpec
from core.tasks.results import baseline_run


def memory_outcome(store: Store, experiment: Experiment, runs: list[Run]) -> MemoryOutcome | None:
    """The result so far, or None as long as no network has ended well."""
    baselines = baseline_run(runs)
    if baselines is None:
        return None
    epochs, trained = store.epochs(experiment.id), [run for run in runs if run.kind == "backtest"]
    by_cell: dict[str, list[Trained]] = {}
    for run in trained:
        if run.state == "done":
            mine = [epoch for epoch in epochs if epoch.run == run.id]
            by_cell.setdefault(run.cell, []).append(_trained(store, run, mine, baselines.facts))
    return memory_outcome_of(
        experiment.spec,
        baselines.facts["updates"],
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


def found(outcome: MemoryOutcome) -> dict[str, Any]:
    """Which cells solved the problem, of how many."""
    solved = [one.cell for one in outcome.learners if one.solved]
    return {"outcome": MemorySpec.kind, "solved": solved, "wanted": list(outcome.wanted)}
