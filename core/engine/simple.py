"""The simple methods' run: every baseline on the networks' origins, and the audits of the data."""

from dataclasses import asdict, replace
from typing import Any

import numpy as np

from core.data.frame import Dataset
from core.engine.job import Ended, Job, series_of, tell
from core.evaluate import PROTOCOL
from core.evaluate.baselines import simple_forecasts
from core.evaluate.limits import limits
from core.evaluate.metrics import mase_scale
from core.evaluate.ridge import ridge_forecasts
from core.runs.arrays import Arrays
from core.specs import ExperimentSpec, from_json
from core.tasks.blanks import blanks
from core.tasks.forecast import Prepared, prepare
from core.tasks.non_negative import cannot_be_negative, intermittent
from core.tasks.series_audits import leakage_audit, look_ahead_audit


def run(job: Job) -> Ended:
    """Do the run of the simple methods."""
    tell(job, "started", device="CPU", kernel=None, reason=None)
    facts, arrays = simple_methods(from_json(ExperimentSpec, job.spec), series_of(job))
    return Ended("done", facts, arrays)


def simple_methods(spec: ExperimentSpec, data: Dataset) -> tuple[dict[str, Any], Arrays]:
    """Forecast with all simple methods.

    Returns:
        Facts (scale of MASE, period, transform, cuts, audits, skipped methods, whether forecasts end
        at 0) and arrays by "block/method".
    """
    prepared = prepare(data, spec.forecast)
    now_and_then = prepared.non_negative and intermittent(prepared.truth[: prepared.cuts.train_end])
    arrays: Arrays = {}
    skipped: dict[str, str] = {}
    for block, fit_rows in (("calibration", prepared.cuts.stop_end), ("test", prepared.cuts.calibration_end)):
        examples = prepared.block(block)
        arrays |= {
            f"{block}_origins": examples.origins,
            f"{block}_truth": examples.truth,
            f"{block}_last": examples.last,
        }
        found = simple_forecasts(
            prepared.truth,
            first_origins=examples.origins,
            horizon=spec.forecast.horizon,
            period=prepared.period,
            fit_rows=fit_rows,
            intermittent=now_and_then,
        )
        arrays |= {f"{block}/{name}": values for name, values in found.forecasts.items()}
        skipped |= found.skipped
    final = simple_forecasts(
        prepared.truth,
        first_origins=_last_row(prepared),
        horizon=spec.forecast.horizon,
        period=prepared.period,
        fit_rows=len(prepared.truth),
        intermittent=now_and_then,
    )
    arrays |= {f"final/{name}": values[0] for name, values in final.forecasts.items()}
    ahead = cannot_be_negative(spec.forecast, prepared.truth)  # all rows are known where the future begins
    ridge, penalty = _ridge(prepared, ahead)
    limited = limits(final.forecasts, len(prepared.truth), prepared.period)
    facts = _facts(data, prepared, skipped) | {"penalty": penalty, "non_negative_ahead": ahead}
    facts |= {"limited": [asdict(one) for one in limited]}
    return facts, _floored(arrays, prepared.non_negative, ahead) | ridge


def _floored(arrays: Arrays, backtest: bool, ahead: bool) -> Arrays:
    """Forecasts that end at 0 where the quantity does: what is scored is what is sent."""
    ends = {"calibration": backtest, "test": backtest, "final": ahead}
    return {
        name: np.maximum(values, 0.0) if "/" in name and ends[name.split("/")[0]] else values
        for name, values in arrays.items()
    }


def _ridge(prepared: Prepared, ahead: bool) -> tuple[Arrays, float]:
    """Ridge regression on exactly the windows that the networks read."""
    train, stop = (prepared.block(name).with_answers() for name in ("train", "stop"))
    wanted = {name: prepared.block(name) for name in ("calibration", "test")}
    read = prepared.ridge_inputs
    windows = [read(examples.origins) for examples in wanted.values()]
    windows.append(read(_last_row(prepared)))
    found, penalty = ridge_forecasts(read(train.origins), train.y, read(stop.origins), stop.y, windows)
    arrays: Arrays = {
        f"{name}/ridge": prepared.forecast(answer, examples.origins)
        for (name, examples), answer in zip(wanted.items(), found, strict=False)
    }
    from_last = replace(prepared, non_negative=ahead).forecast(found[-1], _last_row(prepared))[0]
    return arrays | {"final/ridge": from_last}, penalty


def _last_row(prepared: Prepared) -> Any:
    return np.array([len(prepared.values) - 1])


def _facts(data: Dataset, prepared: Prepared, skipped: dict[str, str]) -> dict[str, Any]:
    task, train = prepared.task, prepared.truth[: prepared.cuts.train_end]
    audit = leakage_audit(data, lambda other, chosen: prepare(other, task, chosen=chosen))
    return {
        "protocol": PROTOCOL,
        "scale": mase_scale(train, prepared.period),
        **prepared.chosen.plain(),
        "inputs": prepared.names,
        "lookback": task.lookback,
        "period": prepared.period,
        "non_negative": prepared.non_negative,
        "cuts": asdict(prepared.cuts),
        "first_row": prepared.rows.first_row,
        "blanks": blanks(prepared),
        "skipped": skipped,
        "leakage": {"compared": audit.compared, "moved": list(audit.moved)},
        "look_ahead": [asdict(one) for one in look_ahead_audit(data, task, prepared.scaling.transform)],
    }
