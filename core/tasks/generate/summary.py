"""An experiment that writes on as plain JSON data."""

from dataclasses import asdict
from typing import Any

from core.store.records import Experiment, Run
from core.store.store import Store
from core.tasks.generate.outcome import Teller, WritingOutcome
from core.tasks.generate.results import writing_outcome
from core.tasks.generate.spec import GenerateSpec
from core.tasks.summary_rows import run_row


def writing_summary(store: Store, experiment: Experiment) -> dict[str, Any]:
    """Everything that can be said in JSON.

    Returns:
        spec, runs, verdict, comparison (reference, beforehand, blocks, methods), compressed, letters of each
        part, in characters or words as the spec's `unit` says.
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
    return run_row(run) | {name: run.facts[name] for name in ("bits", "misses") if name in run.facts}


def method_row(task: GenerateSpec, one: Teller) -> dict[str, Any]:
    """One method, with what its unit is told by."""
    if task.unit == "items":
        return {name: value for name, value in asdict(one).items() if name != "bits"} | {"recall": one.recall}
    return asdict(one) | {"perplexity": one.perplexity}


def _comparison(known: WritingOutcome) -> dict[str, Any]:
    return {
        "reference": known.reference,
        "beforehand": known.beforehand,
        "blocks": known.blocks,
        "unknown": known.facts["unknown"],
        "methods": [method_row(known.task, one) for one in known.methods],
    }
