"""A worker trains: prepare, fit, forecast. Imports Keras once and keeps it warm."""

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pandas as pd

from core.advice import recommended
from core.cells import CELLS
from core.data.frame import Dataset, canonical
from core.data.generated import random_walk
from core.data.samples import PRESELECTED, load_sample
from core.engine.job import Ended, Job, asked_to_stop, series_of, tell
from core.engine.latency import latency
from core.errors import UserError
from core.evaluate import known
from core.evaluate.audits import compare_fitted
from core.networks.device import Device, Kernel, choose_kernel, device
from core.networks.forecasting import forecasts
from core.networks.loops import Loop
from core.networks.ready import Shape, ready_loop
from core.networks.schedule import Replay, Schedule
from core.networks.training import Fit, fit
from core.runs.plan import Ends, cell_size
from core.specs import ExperimentSpec, from_json
from core.tasks.forecast import Examples, Prepared, prepare
from core.tasks.series_audits import Prepare, replaced_from


def run(job: Job) -> Ended:
    """Train one network: "backtest" on the training rows, "final" on all rows, "trial" for a sweep.

    "ablation" is the backtest without the covariates: all else is equal, cuts, origins and seed too. Its
    weights are not kept.
    """
    spec, data = from_json(ExperimentSpec, job.spec), series_of(job)
    if job.kind == "final":
        return _final(job, spec, data)
    if job.kind == "backtest":
        return _backtest(job, spec, data)
    if job.kind == "trial":
        return _trial(job, spec, data)
    alone = replace(spec, task=replace(spec.forecast, covariates=()))
    return replace(_backtest(job, alone, data), weights=None)


def warm_up(cell: str, preset: str, sample: bool) -> dict[str, Any]:
    """Train a cell for a moment with a preset's settings, so that what they need is compiled.

    Args:
        sample: On what the first page's button trains on; else on a series as people bring them.

    Returns:
        The device that will train, and why it is no GPU where one was expected.
    """
    data, where = load_sample(PRESELECTED) if sample else _as_brought(), device()
    spec = recommended(data, preset)
    prepared = prepare(data, spec.forecast)
    train, stop = (prepared.block(name).with_answers() for name in ("train", "stop"))
    kernel = _choose(cell, spec, len(prepared.values), where)
    units, _ = cell_size(spec, CELLS[cell], Ends(prepared.columns, prepared.steps))
    loop = _loop(cell, spec, units, prepared, kernel.name, seed=0)
    once = Schedule(replace(spec.training, epochs=1))
    fit(loop, train.x, train.y, once, seed=0, held_out=(stop.x, stop.y))
    loop.answers(stop.x)
    return {"device": device_name(where), "device_reason": where.reason}


def _as_brought() -> Dataset:
    """A price-like series, long enough for the usual lookback."""
    frame = pd.DataFrame({"value": random_walk(2000)})
    return canonical(frame, name="value", source="upload")


def _backtest(job: Job, spec: ExperimentSpec, data: Dataset) -> Ended:
    prepared = prepare(data, spec.forecast)
    train, stop = (prepared.block(name).with_answers() for name in ("train", "stop"))
    loop, how = _train(job, spec, prepared, train, stop)
    calibration, test = (prepared.block(name).origins for name in ("calibration", "test"))
    rows = np.concatenate([calibration, test, [len(prepared.values) - 1]])
    told = forecasts(loop, prepared, rows)  # at once: each call has a price of its own
    arrays = {"calibration": told[: len(calibration)], "test": told[len(calibration) : -1], "last": told[-1]}
    _require_finite(arrays)
    facts = vars(how) | latency(lambda: forecasts(loop, prepared, rows), len(rows))
    weights = weights_of(loop.network)
    if job.kind == "backtest" and job.seed == spec.seeds:  # once per cell, after the provisional verdict
        facts = facts | {
            "leakage": weights_audit(
                job, spec, data, lambda other, chosen: prepare(other, spec.forecast, chosen=chosen)
            )
        }
    return Ended("done", facts, arrays, weights)


def _trial(job: Job, spec: ExperimentSpec, data: Dataset) -> Ended:
    """Judged on the rows that also choose the epoch, on the original scale: nothing later is looked at.

    All settings of a sweep share these origins, whatever their lookback, and a loss on the original scale is
    the same for all transforms.
    """
    prepared = prepare(data, spec.forecast)
    train, stop = prepared.block("train").with_answers(), prepared.block("stop")
    loop, how = _train(job, spec, prepared, train, stop.with_answers())
    told = forecasts(loop, prepared, stop.origins)
    _require_finite({"stop": told})
    losses = known.losses(told, stop.truth)
    return Ended("done", vars(how) | {"validation": float(losses.mean())}, {"losses": losses})


def weights_audit(job: Job, spec: ExperimentSpec, data: Dataset, prepared_from: Prepare) -> dict[str, Any]:
    """Replace everything from the test start on and train one epoch: no weight may move by one bit.

    Where arithmetic does not repeat itself on this device, nothing can be told.

    Returns:
        Numbers compared, arrays of weights that moved, and whether arithmetic repeats itself.
    """
    prepared = prepared_from(data, None)
    again = prepared_from(replaced_from(data, prepared, prepared.cuts.calibration_end), prepared.chosen)
    before, after = _first_epoch(job, spec, prepared), _first_epoch(job, spec, again)
    audit = compare_fitted(before, after)
    repeats = not audit.moved or not compare_fitted(before, _first_epoch(job, spec, prepared)).moved
    return {"compared": audit.compared, "moved": len(audit.moved) if repeats else 0, "repeats": repeats}


def _first_epoch(job: Job, spec: ExperimentSpec, prepared: Prepared) -> dict[str, Any]:
    """The weights by place after one epoch."""
    kernel = _kernel(job, spec, prepared)
    keras.utils.set_random_seed(job.seed)
    loop = _loop(job.cell, spec, job.units, prepared, kernel.name, job.seed)
    train, once = prepared.block("train").with_answers(), Schedule(replace(spec.training, epochs=1))
    fit(loop, train.x, train.y, once, seed=job.seed, should_stop=lambda: asked_to_stop(job.key))
    return {f"weights_{place}": values for place, values in enumerate(loop.network.get_weights())}


def _final(job: Job, spec: ExperimentSpec, data: Dataset) -> Ended:
    rows = prepare(data, spec.forecast).cuts.rows
    prepared = prepare(data, spec.forecast, before=rows)
    loop, how = _train(job, spec, prepared, prepared.everything().with_answers(), None)
    arrays = {"final": forecasts(loop, prepared, np.array([len(prepared.values) - 1]))[0]}
    _require_finite(arrays)
    return Ended("done", vars(how), arrays)


def _train(
    job: Job, spec: ExperimentSpec, prepared: Prepared, train: Examples, stop: Examples | None
) -> tuple[Loop, Fit]:
    kernel = _kernel(job, spec, prepared)
    tell(job, "started", device=device_name(device()), kernel=kernel.name, reason=kernel.reason)
    keras.utils.set_random_seed(job.seed)
    loop = _loop(job.cell, spec, job.units, prepared, kernel.name, job.seed)
    how = fit(
        loop,
        train.x,
        train.y,
        Replay(spec.training, planned=job.rates) if job.rates else Schedule(spec.training),
        seed=job.seed,
        held_out=(stop.x, stop.y) if stop else None,
        on_epoch=lambda progress: tell(job, "epoch", **vars(progress)),
        should_stop=lambda: asked_to_stop(job.key),
    )
    return loop, how


def _kernel(job: Job, spec: ExperimentSpec, prepared: Prepared) -> Kernel:
    """The one that an earlier attempt chose, or the one that suits."""
    if job.kernel:
        return Kernel(job.kernel, "kernel_kept")
    return _choose(job.cell, spec, len(prepared.values), device())


def _choose(cell: str, spec: ExperimentSpec, rows: int, where: Device) -> Kernel:
    """The same for backtest and final refit, which differ in the rows they train on."""
    updates = spec.training.epochs * (rows // spec.training.batch_size(rows))
    return choose_kernel(CELLS[cell], spec.model, where, updates * spec.forecast.lookback)


def _loop(cell: str, spec: ExperimentSpec, units: int, prepared: Prepared, kernel: str, seed: int) -> Loop:
    """The batch is that of the backtest, also for the refit: one shape, one loop."""
    shape = Shape(
        cell, spec.model, units, prepared.lookback, prepared.columns, prepared.steps, prepared.gapless
    )
    batch = spec.training.batch_size(len(prepared.block("train").with_answers().x))
    return ready_loop(shape, spec.training, kernel, batch, seed)


def device_name(where: Device) -> str:
    """How people call the device."""
    return where.name if where.kind == "gpu" else "CPU"


def _require_finite(arrays: dict[str, Any]) -> None:
    if not all(np.isfinite(values).all() for values in arrays.values()):
        raise UserError("forecast_not_finite")


def weights_of(network: keras.Model) -> bytes:
    """A network's weights as an h5 file, without the optimizer's memory, which takes twice their room."""
    optimizer, network.optimizer = network.optimizer, None
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "network.weights.h5"
            network.save_weights(path)
            return path.read_bytes()
    finally:
        network.optimizer = optimizer
