"""An experiment that tags words as plain JSON data."""

from dataclasses import asdict
from typing import Any

from core.store.records import Experiment
from core.store.store import Store
from core.tasks.summary_rows import run_row
from core.tasks.tag.keeping import facts_of
from core.tasks.tag.mistakes import mistakes
from core.tasks.tag.outcome import TagOutcome
from core.tasks.tag.results import tag_outcome


def tag_summary(store: Store, experiment: Experiment) -> dict[str, Any]:
    """Everything that can be said in JSON.

    Returns:
        data, spec, runs, verdict, comparison (reference, beforehand, sentences, spans, methods, by_kind,
        mistakes of the best cell).
    """
    runs = store.runs(experiment.id)
    data = facts_of(store, experiment.data, experiment.source_name)
    known = tag_outcome(store, experiment, runs)
    return {
        "experiment": experiment.id,
        "data": {
            "name": data.name, "source": data.source, "hash": data.sha256, "sentences": data.sentences,
            "words": data.words, "unit": data.unit, "spans": data.spans, "parts": data.parts,
            "counts": data.counts,
        },
        "spec": asdict(experiment.spec),
        "runs": [run_row(run) for run in runs if run.kind == "backtest"],
        "verdict": asdict(known.verdict) if known else None,
        "comparison": _comparison(known) if known else None,
    }  # fmt: skip


def _comparison(known: TagOutcome) -> dict[str, Any]:
    best = known.verdict.cell
    wrong = [
        {"truth": known.names[one.truth], "told": known.names[one.told], "count": one.count}
        for one in mistakes(known, best)
    ]
    return {
        "reference": known.reference,
        "beforehand": known.beforehand,
        "send": asdict(known.sent) | {"score": known.method(known.sent.name).scores["score"]},
        "sentences": len(known.lengths),
        "words": len(known.truth),
        "unknown": known.facts["unknown"],
        "spans": known.spans,
        "calibration": dict(known.calibration),
        "methods": [asdict(one) for one in known.methods],
        "by_kind": {name: [asdict(one) for one in each] for name, each in known.by_kind.items()},
        "mistakes": {best: wrong},
    }
