"""From the store to what an experiment that writes on found."""

from typing import Any

import numpy as np

from core.arrays import Floats, Ints
from core.store.records import Experiment, Run
from core.store.store import Store
from core.tasks.generate.outcome import WritingOutcome
from core.tasks.generate.report import of_test, writing_report
from core.tasks.results import finished, shared_runs


def writing_outcome(store: Store, experiment: Experiment, runs: list[Run]) -> WritingOutcome | None:
    """The result so far, or None as long as there is too little (`finished`)."""
    done = finished(store, experiment, runs)
    if done is None:
        return None
    found = shared_runs(runs, experiment.spec.cells)
    losses = {
        cell: float(np.mean([run.facts["val_loss"] for run in each])) for cell, each in found.items() if each
    }
    arrays = store.arrays(done.baselines.id)
    return writing_report(experiment.spec, arrays, done.baselines.facts, done.cells, losses, ended=done.ended)


def surprises(store: Store, experiment: Experiment, runs: list[Run], method: str) -> Floats:
    """Bits of each character or word of the test by one method, (letters,); of a cell means over its seeds.

    They are as many as the text is long, so they are read where they are shown, and no outcome holds them.
    """
    done = finished(store, experiment, runs)
    assert done is not None
    cells = {one.cell: one for one in done.cells}
    if method in cells:
        return cells[method].prediction("test")
    return of_test(store.arrays(done.baselines.id))[method]


def places(store: Store, experiment: Experiment, runs: list[Run]) -> Ints | None:
    """Where in the text each held-out word begins, and where the last one ends; None of characters."""
    done = finished(store, experiment, runs)
    assert done is not None
    return store.arrays(done.baselines.id).get("test_places")


def found(outcome: WritingOutcome) -> dict[str, Any]:
    """The verdict without words: its outcome, the best cell, the references, the share of bits saved."""
    best = outcome.method(outcome.verdict.cell)
    return {
        "outcome": outcome.verdict.outcome,
        "cell": outcome.verdict.cell,
        "reference": outcome.reference,
        "beforehand": outcome.beforehand,
        "tests": outcome.verdict.tests,
        **({"recall": best.recall, "mrr": best.mrr} if outcome.task.unit == "items" else {"bits": best.bits}),
        "gain": best.gain,
    }
