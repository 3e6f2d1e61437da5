"""From the store to what an experiment on many series found."""

from collections import Counter
from typing import Any

from core.store.records import Experiment, Run
from core.store.store import Store
from core.tasks.panel.outcome import PanelOutcome
from core.tasks.panel.report import panel_report
from core.tasks.results import baseline_arrays, finished


def panel_outcome(store: Store, experiment: Experiment, runs: list[Run]) -> PanelOutcome | None:
    """The result so far, or None as long as there is too little (`finished`)."""
    done = finished(store, experiment, runs)
    if done is None:
        return None
    failed: Counter[str] = Counter()
    for run in runs:
        failed.update(run.facts.get("failed", {}) if run.kind == "simple" else {})
    facts, arrays = done.baselines.facts | {"failed": dict(failed)}, baseline_arrays(store, runs)
    return panel_report(experiment.spec, arrays, facts, done.cells, ended=done.ended)


def found(outcome: PanelOutcome) -> dict[str, Any]:
    """The verdict without words: its outcome, the best cell, the references, the gain."""
    verdict = outcome.verdict
    return {
        "outcome": verdict.outcome,
        "cell": verdict.cell,
        "reference": outcome.reference,
        "tests": verdict.tests,
        "beforehand": outcome.beforehand,
        "gain": outcome.method(verdict.cell).gain,
        "series": int(outcome.judged.sum()),
        "outdated": False,
    }
