"""An experiment that tells classes as plain JSON data."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from core.arrays import Arrays
from core.evaluate.classification import scores, softmax
from core.store.records import Experiment, Run
from core.store.store import Store
from core.tasks.classified.outcome import Classifier, ClassOutcome
from core.tasks.classified.send_words import send_facts
from core.tasks.results import baseline_run
from core.tasks.summary_rows import cell_row, run_row


def class_summary(
    store: Store, experiment: Experiment, runs: Sequence[Run], known: ClassOutcome | None,
    *, data: Mapping[str, Any], noun: str,
) -> dict[str, Any]:  # fmt: skip
    """Everything about an experiment that can be said in JSON; what has not ended well is None.

    Args:
        data: What is said of the data.
        noun: Of what is classified, as the number of test examples is called.
    """
    baselines = baseline_run(runs)
    truth = store.arrays(baselines.id) if baselines else None
    return {
        "experiment": experiment.id,
        "data": dict(data),
        "spec": asdict(experiment.spec),
        "send": send_facts(known) if known and not known.outdated else None,
        "runs": [_run(store, run, truth) for run in runs if run.kind == "backtest"],
        "baselines": [_method(m) for m in known.methods if m.kind == "simple"] if known else [],
        "comparison": _comparison(known, noun) if known else None,
        "verdict": asdict(known.verdict) if known else None,
        "outdated": known.outdated if known else None,
        "classes": _classes(known) if known else None,
    }


def _run(store: Store, run: Run, truth: Arrays | None) -> dict[str, Any]:
    row = run_row(run)
    if run.state == "done" and truth is not None:
        row["metrics"] = scores(truth["test_truth"], softmax(store.arrays(run.id)["test"]))
    return row


def _method(method: Classifier) -> dict[str, Any]:
    return {"name": method.name, "metrics": method.scores, "gain": method.gain}


def _comparison(known: ClassOutcome, noun: str) -> dict[str, Any]:
    return {
        "reference": known.reference,
        "beforehand": known.beforehand,
        "bag": known.bag,
        noun: len(known.truth),
        "unclear": known.unclear,
        "unequal": known.unequal,
        "cells": _rows(known, "cell"),
        "seeds": _rows(known, "seeds"),
        "with_bag": _rows(known, "with_bag"),
        "added": [asdict(one) | {"finding": one.finding} for one in known.added],
        "calibration": {
            name: {"temperature": c.temperature, "ece": c.raw_error, "ece_scaled": c.scaled_error}
            for name, c in known.calibration.items()
        },
    }


def _rows(known: ClassOutcome, kind: str) -> list[dict[str, Any]]:
    return [_method(m) | cell_row(m) for m in known.methods if m.kind == kind]


def _classes(known: ClassOutcome) -> dict[str, Any]:
    return {
        "names": list(known.classes),
        "confusions": {name: table.tolist() for name, table in known.confusions.items()},
        "by_class": {name: [asdict(one) for one in each] for name, each in known.by_class.items()},
    }
