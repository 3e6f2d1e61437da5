"""A forecasting experiment as plain JSON data: what the command line and the Python API return."""

from dataclasses import asdict
from typing import Any

from core.arrays import Arrays
from core.cells import CELLS
from core.data.frame import Dataset
from core.data.report import data_report
from core.evaluate.metrics import scores
from core.store.epoch_limit import ended_at_limit
from core.store.jsonable import plain
from core.store.records import Experiment, Run
from core.store.store import Store
from core.tasks.forecast.outcome import Ablated, Method, Outcome
from core.tasks.forecast.results import outcome
from core.tasks.forecast.send_words import send_facts
from core.tasks.forecast.spec import ForecastSpec
from core.tasks.results import baseline_run
from core.tasks.summary_rows import cell_row, run_row


def forecast_summary(store: Store, experiment: Experiment) -> dict[str, Any]:
    """Everything about an experiment that can be said in JSON; what has not ended well is None.

    Returns:
        data, spec, send, runs, ended_at_limit, baselines, comparison, verdict, outdated, ablation, audits,
        forecast. Of an experiment from before this edition of the protocol neither send nor forecast.
    """
    runs, data = store.runs(experiment.id), store.dataset(experiment.data, experiment.source_name)
    baselines = baseline_run(runs)
    known = outcome(store, experiment, runs)
    truth = store.arrays(baselines.id) if baselines else None
    return {
        "experiment": experiment.id,
        "data": _data(data, experiment.spec.of(ForecastSpec).target) | {"blanks": _blanks(known)},
        "spec": asdict(experiment.spec),
        "send": _sent(known) if known and not known.outdated else None,
        "runs": [_run(store, run, truth, baselines) for run in runs if run.kind == "backtest"],
        "ended_at_limit": list(ended_at_limit(runs, experiment.spec.training)),
        "baselines": [_method(m) for m in known.methods if m.kind == "simple"] if known else [],
        "comparison": _comparison(known) if known else None,
        "verdict": asdict(known.verdict) if known else None,
        "outdated": known.outdated if known else None,
        "ablation": [_ablated(one) for one in known.ablation] if known else [],
        "audits": _audits(known) if known else None,
        "forecast": _forecast(known) if known and not known.outdated else None,
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
    """Of `core.tasks.forecast.blanks`; None as long as nothing is known, or for experiments from before."""
    return known.facts.get("blanks") if known else None


def _run(store: Store, run: Run, truth: Arrays | None, baselines: Run | None) -> dict[str, Any]:
    row = run_row(run)
    if run.state == "done" and truth is not None and baselines is not None:
        row["metrics"] = scores(truth["test_truth"], store.arrays(run.id)["test"], baselines.facts["scale"])
    return row


def _method(method: Method) -> dict[str, Any]:
    return {"name": method.name, "metrics": method.scores, "skill": method.skill}


def _against(cell: Method) -> dict[str, Any]:
    """What else a cell's verdict rests on."""
    return {"lowest": cell.lowest, "p_worse": cell.p_worse, "p_worse_holm": cell.p_worse_holm}


def _comparison(known: Outcome) -> dict[str, Any]:
    return {
        "reference": known.reference,
        "beforehand": known.beforehand,
        "refitted_before_test": known.refitted_before_test,
        "origins": len(known.backtest.origins),
        "origins_apart": known.facts["apart"],
        "cells": [_method(m) | cell_row(m) | _against(m) for m in known.methods if m.kind == "cell"],
        "seeds": [_method(m) | cell_row(m) for m in known.methods if m.kind == "seeds"],
        "with_ridge": [_method(m) | cell_row(m) for m in known.methods if m.kind == "with_ridge"],
        "added_to_ridge": [asdict(one) | {"finding": one.finding} for one in known.added],
        "intervals": {name: [asdict(one) for one in covered] for name, covered in known.covered.items()},
        "intervals_drawn": {name: asdict(drawn) for name, drawn in known.drawn.items()},
    }


def _sent(known: Outcome) -> dict[str, Any]:
    """Which forecast to send, and what it was chosen by."""
    chosen, facts = known.sent, send_facts(known)
    facts["steps"] = [step | {"time": plain(step["time"])} for step in facts["steps"]]
    return facts | {
        "errors": chosen.errors, "squared": chosen.squared, "calibration_origins_apart": chosen.independent
    }  # fmt: skip


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
    """Of what is sent; then by cell."""
    times = [plain(time) for time in known.future.times]
    rows = {}
    for name, levels in known.future.intervals.items():
        (low80, high80), (low95, high95) = levels[0.8], levels[0.95]
        rows[name] = plain(
            {
                "mean": known.future.forecasts[name],
                "lo80": low80,
                "hi80": high80,
                "lo95": low95,
                "hi95": high95,
            }
        )
    sent = known.sent.name
    shown = {"method": sent, "time": times, "dates_provisional": known.future.provisional}
    by_cell = {name: one for name, one in rows.items() if name in CELLS}
    return shown | rows[sent] | {"by_cell": by_cell, "refitted": list(known.future.refitted)}
