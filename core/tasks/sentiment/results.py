"""From the store to what a classifying experiment found."""

from typing import Any

from core.store.records import Experiment, Run
from core.store.store import Store
from core.tasks.results import finished
from core.tasks.sentiment.outcome import TextOutcome
from core.tasks.sentiment.report import text_report


def text_outcome(store: Store, experiment: Experiment, runs: list[Run]) -> TextOutcome | None:
    """The result so far, or None as long as there is too little (`finished`)."""
    done = finished(store, experiment, runs)
    if done is None:
        return None
    classes, baselines = store.text_facts(experiment.data).classes, done.baselines
    arrays = store.arrays(baselines.id)
    return text_report(experiment.spec, classes, arrays, baselines.facts, done.cells, ended=done.ended)


def found(outcome: TextOutcome) -> dict[str, Any]:
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
