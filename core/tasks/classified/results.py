"""From the store to what an experiment found that tells classes."""

from collections.abc import Callable, Sequence
from typing import Any

from core.store.records import Experiment, Run
from core.store.store import Store
from core.tasks.classified.outcome import ClassOutcome
from core.tasks.classified.report import class_report
from core.tasks.results import finished


def class_outcome(
    store: Store, experiment: Experiment, runs: list[Run], classes: Callable[[], Sequence[str]]
) -> ClassOutcome | None:
    """The result so far, or None as long as there is too little (`finished`).

    Args:
        classes: Their names; asked for only where there is a result.
    """
    done = finished(store, experiment, runs)
    if done is None:
        return None
    baselines = done.baselines
    arrays = store.arrays(baselines.id)
    return class_report(
        experiment.spec, classes(), arrays, baselines.facts, done.cells, ended=done.ended
    )  # fmt: skip


def found(outcome: ClassOutcome) -> dict[str, Any]:
    """The verdict without words: its outcome, the best cell, the references, the accuracy gained."""
    best = outcome.method(outcome.verdict.cell)
    return {
        "outcome": "unclear" if outcome.unclear else outcome.verdict.outcome,
        "cell": outcome.verdict.cell,
        "reference": outcome.reference,
        "tests": outcome.verdict.tests,
        "beforehand": outcome.beforehand,
        "sent": outcome.chosen.name if outcome.chosen else None,
        "outdated": outcome.outdated,
        "accuracy": best.scores["accuracy"],
        "texts": len(outcome.truth),
        "gain": best.gain,
    }
