"""An experiment that writes on as plain JSON data."""

from dataclasses import asdict
from typing import Any

from core.store.records import Experiment, Run
from core.store.store import Store
from core.tasks.generate.outcome import WritingOutcome
from core.tasks.generate.results import writing_outcome
from core.tasks.summary_rows import run_row


def writing_summary(store: Store, experiment: Experiment) -> dict[str, Any]:
    """Everything that can be said in JSON.

    Returns:
        spec, runs, verdict, comparison (reference, beforehand, blocks, methods), compressed, letters.
    """
    runs = store.runs(experiment.id)
    known = writing_outcome(store, experiment, runs)
    return {
        "experiment": experiment.id,
        "spec": asdict(experiment.spec),
        "runs": [_row(run) for run in runs if run.kind == "backtest"],
        "verdict": asdict(known.verdict) if known else None,
        "comparison": _comparison(known) if known else None,
        "compressed": known.compressed if known else None,
        "letters": known.facts["letters"] if known else None,
    }


def _row(run: Run) -> dict[str, Any]:
    return run_row(run) | {"bits": run.facts.get("bits")}


def _comparison(known: WritingOutcome) -> dict[str, Any]:
    return {
        "reference": known.reference,
        "beforehand": known.beforehand,
        "blocks": known.blocks,
        "unknown": known.facts["unknown"],
        "methods": [asdict(one) for one in known.methods],
    }
