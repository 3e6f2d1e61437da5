"""The baselines' run: all of them on the networks' origins, and the audits of the data."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from core.arrays import Arrays
from core.data.frame import Dataset
from core.evaluate import PROTOCOL
from core.evaluate.baseline_forecasts import BaselineForecasts
from core.evaluate.baselines import BASELINES
from core.evaluate.limits import limits
from core.evaluate.metrics import mase_scale
from core.specs import ExperimentSpec
from core.tasks.forecast.audits import leakage_audit, look_ahead_audit
from core.tasks.forecast.blanks import blanks
from core.tasks.forecast.non_negative import cannot_be_negative
from core.tasks.forecast.prepare import prepare
from core.tasks.forecast.refitted_baselines import RefittedBaselines
from core.tasks.forecast.spec import ForecastSpec
from core.tasks.job import Ended, Job, data_of, tell


def run(job: Job) -> Ended:
    """Do the run of the baselines."""
    tell(job, "started", device="CPU", kernel=None, reason=None)
    facts, arrays = all_baselines(job.spec, data_of(job, Dataset))
    return Ended("done", facts, arrays)


def all_baselines(spec: ExperimentSpec, data: Dataset) -> tuple[dict[str, Any], Arrays]:
    """Forecast with all baselines.

    Those of the validation and calibration rows were fitted on the training rows; those of the test are
    refitted before each of its folds, and those of the future on all rows.

    Returns:
        Facts (edition of the protocol, scale of MASE, period, what was chosen, cuts, audits, skipped and
        limited methods, whether forecasts end at 0) and arrays by "block/method".
    """
    baselines = RefittedBaselines.of(data, spec.of(ForecastSpec))
    prepared = baselines.prepared
    blocks = {name: prepared.block(name) for name in ("calibration", "test")}
    arrays: Arrays = {}
    for name, examples in blocks.items():
        arrays |= {
            f"{name}_origins": examples.origins,
            f"{name}_truth": examples.truth,
            f"{name}_last": examples.last,
        }
    rows = len(prepared.truth)
    by_block = {
        "calibration": baselines.forecasts(blocks["calibration"].origins, prepared.cuts.train_end),
        "test": joined([baselines.forecasts(origins, before) for before, origins in prepared.test_folds()]),
        "final": baselines.forecasts(np.array([rows - 1], dtype=np.int64), rows),
    }
    for name, found in by_block.items():
        arrays |= {f"{name}/{method}": forecast for method, forecast in found.forecasts.items()}
    arrays |= {f"final/{method}": forecast[0] for method, forecast in by_block["final"].forecasts.items()}
    skipped = {method: why for found in by_block.values() for method, why in found.skipped.items()}
    return _facts(data, baselines, skipped), arrays


def joined(folds: Sequence[BaselineForecasts]) -> BaselineForecasts:
    """Forecasts of consecutive folds as those of one test; a method has to tell all of it."""
    skipped = {method: why for fold in folds for method, why in fold.skipped.items()}
    methods = [method for method in folds[0].forecasts if all(method in fold.forecasts for fold in folds)]
    return BaselineForecasts(
        {method: np.concatenate([fold.forecasts[method] for fold in folds]) for method in methods}, skipped
    )


def _facts(data: Dataset, baselines: RefittedBaselines, skipped: dict[str, str]) -> dict[str, Any]:
    prepared, cuts = baselines.prepared, baselines.prepared.cuts
    task = prepared.task
    limited = limits(BASELINES, len(prepared.truth), prepared.period)
    audit = leakage_audit(data, lambda other, chosen: prepare(other, task, chosen=chosen))
    return {
        "protocol": PROTOCOL,
        "scale": mase_scale(prepared.truth[: cuts.calibration_end], prepared.period),
        **prepared.chosen.plain(),
        "ridge": baselines.ridge.chosen.plain(),
        "inputs": prepared.names,
        "lookback": task.lookback,
        "period": prepared.period,
        "non_negative": prepared.non_negative,
        "non_negative_ahead": cannot_be_negative(task, prepared.truth),
        "cuts": asdict(cuts),
        "folds": cuts.folds,
        "first_row": prepared.rows.first_row,
        "blanks": blanks(prepared),
        "skipped": skipped,
        "limited": [asdict(one) for one in limited if one.method not in skipped],
        "leakage": {"compared": audit.compared, "moved": list(audit.moved)},
        "look_ahead": [asdict(one) for one in look_ahead_audit(data, task, prepared.chosen.transform)],
    }
