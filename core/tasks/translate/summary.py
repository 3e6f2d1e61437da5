"""An experiment that translates as plain JSON data."""

from dataclasses import asdict
from typing import Any

from core.store.records import Experiment
from core.store.store import Store
from core.tasks.summary_rows import run_row
from core.tasks.translate.outcome import TranslationOutcome
from core.tasks.translate.results import translation_outcome


def translation_summary(store: Store, experiment: Experiment) -> dict[str, Any]:
    """Everything that can be said in JSON.

    Returns:
        spec, runs, verdict, comparison (reference, beforehand, sentences, methods, lengths), examples.
    """
    runs = store.runs(experiment.id)
    known = translation_outcome(store, experiment, runs)
    return {
        "experiment": experiment.id,
        "spec": asdict(experiment.spec),
        "runs": [
            run_row(run) | {"test_loss": run.facts.get("test_loss")} for run in runs if run.kind == "backtest"
        ],
        "verdict": asdict(known.verdict) if known else None,
        "comparison": _comparison(known) if known else None,
        "examples": [asdict(one) for one in known.examples] if known else None,
    }


def _comparison(known: TranslationOutcome) -> dict[str, Any]:
    return {
        "reference": known.reference,
        "beforehand": known.beforehand,
        "sentences": known.sentences,
        "left_out": known.facts["left_out"],
        "unknown": known.facts["unknown"],
        "cut": known.facts["cut"],
        "methods": [asdict(one) for one in known.methods],
        "lengths": [asdict(one) for one in known.lengths],
    }
