"""A finished experiment as plain JSON data: what the command line and the Python API return."""

from dataclasses import asdict
from typing import Any

from core.data.frame import Dataset
from core.data.report import data_report
from core.evaluate.metrics import scores
from core.runs.arrays import Arrays
from core.runs.memory_results import memory_summary
from core.runs.plain import plain
from core.runs.records import Experiment, Run
from core.runs.results import outcome
from core.runs.store import Store
from core.runs.summary_rows import cell_row, run_row
from core.runs.text_summary import text_summary
from core.tasks.outcome import Ablated, Method, Outcome


def summary(store: Store, experiment: Experiment) -> dict[str, Any]:
    """Everything about an experiment that can be said in JSON; what has not ended well is None."""
    return SUMMARIES[experiment.task](store, experiment)


def forecast_summary(store: Store, experiment: Experiment) -> dict[str, Any]:
    """Everything about an experiment that can be said in JSON; what has not ended well is None.

    Returns:
        data, spec, runs, baselines, comparison, verdict, ablation, audits, forecast.
    """
    runs, data = store.runs(experiment.id), store.dataset(experiment.data, experiment.source_name)
    simple = next((run for run in runs if run.kind == "simple" and run.state == "done"), None)
    known = outcome(store, experiment, runs)
    truth = store.arrays(simple.id) if simple else None
    return {
        "experiment": experiment.id,
        "data": _data(data, experiment.spec.forecast.target) | {"blanks": _blanks(known)},
        "spec": asdict(experiment.spec),
        "runs": [_run(store, run, truth, simple) for run in runs if run.kind == "backtest"],
        "baselines": [_method(m) for m in known.methods if m.kind == "simple"] if known else [],
        "comparison": _comparison(known) if known else None,
        "verdict": asdict(known.verdict) if known else None,
        "ablation": [_ablated(one) for one in known.ablation] if known else [],
        "audits": _audits(known) if known else None,
        "forecast": _forecast(known) if known else None,
    }


def _data(data: Dataset, target: str) -> dict[str, Any]:
    report = plain(asdict(data_report(data, target)))
    return {
        "name": data.name,
        "source": data.source,
        "hash": data.sha256,
        "rows": len(data.frame),
        "report": report,
    }


def _blanks(known: Outcome | None) -> dict[str, Any] | None:
    """Of `core.tasks.blanks`; None as long as nothing is known, or for experiments from before."""
    return known.facts.get("blanks") if known else None


def _run(store: Store, run: Run, truth: Arrays | None, simple: Run | None) -> dict[str, Any]:
    row = run_row(run)
    if run.state == "done" and truth is not None and simple is not None:
        row["metrics"] = scores(truth["test_truth"], store.arrays(run.id)["test"], simple.facts["scale"])
    return row


def _method(method: Method) -> dict[str, Any]:
    return {"name": method.name, "metrics": method.scores, "skill": method.skill}


def _comparison(known: Outcome) -> dict[str, Any]:
    return {
        "reference": known.reference,
        "origins": len(known.backtest.origins),
        "origins_apart": known.facts["apart"],
        "cells": [_method(m) | cell_row(m) for m in known.methods if m.kind == "cell"],
        "ensembles": [_method(m) for m in known.methods if m.kind == "ensemble"],
        "intervals": {name: [asdict(one) for one in covered] for name, covered in known.covered.items()},
        "intervals_drawn": {name: asdict(drawn) for name, drawn in known.drawn.items()},
    }


def _ablated(one: Ablated) -> dict[str, Any]:
    return asdict(one) | {"finding": one.finding}


def _audits(known: Outcome) -> dict[str, Any]:
    return {
        "leakage": known.leakage,
        "leakage_weights": known.weights_leakage,
        "look_ahead": [asdict(one) for one in known.look_ahead],
        "follows_yesterday": {name: asdict(f) for name, f in known.follows.items()},
        "direction": {name: asdict(found) for name, found in known.directions.items()},
        "direction_of_reference": asdict(known.reference_direction),
        "ljung_box": {name: asdict(found) for name, found in known.residuals.items()},
        "windows": known.windows,
    }


def _forecast(known: Outcome) -> dict[str, Any]:
    times = [plain(time) for time in known.future.times]
    by_cell = {}
    for cell, levels in known.future.intervals.items():
        (low80, high80), (low95, high95) = levels[0.8], levels[0.95]
        by_cell[cell] = plain(
            {
                "mean": known.future.forecasts[cell],
                "lo80": low80,
                "hi80": high80,
                "lo95": low95,
                "hi95": high95,
            }
        )
    shown = {"cell": known.shown, "time": times, "dates_provisional": known.future.provisional}
    return shown | by_cell[known.shown] | {"by_cell": by_cell, "refitted": list(known.future.refitted)}


SUMMARIES = {"forecast": forecast_summary, "sentiment": text_summary, "memory": memory_summary}
