"""A worker trains: prepare, fit, forecast. Imports Keras once and keeps it warm."""

import tempfile
from pathlib import Path
from typing import Any

import keras
import numpy as np

from core.advice import recommended
from core.cells import CELLS
from core.data.frame import Dataset
from core.data.samples import PRESELECTED, load_sample
from core.engine.job import Ended, Job, asked_to_stop, opened, tell
from core.errors import UserError
from core.networks.device import Device, Kernel, choose_kernel, device
from core.networks.forecasting import forecasts
from core.networks.loops import Loop
from core.networks.ready import Shape, ready_loop
from core.networks.training import Fit, fit
from core.specs import ExperimentSpec, from_json
from core.tasks.forecast import Examples, Prepared, prepare


def run(job: Job) -> Ended:
    """Train one network: "backtest" on the training rows, "final" on all rows."""
    spec, data = from_json(ExperimentSpec, job.spec), opened(job.data)
    return (_backtest if job.kind == "backtest" else _final)(job, spec, data)


def warm_up(cell: str) -> dict[str, Any]:
    """Train a cell for a moment as the first page's button would, so that what it needs is compiled.

    Returns:
        The device that will train, and why it is no GPU where one was expected.
    """
    data, where = load_sample(PRESELECTED), device()
    spec = recommended(data)
    prepared = prepare(data, spec.task)
    train, stop = prepared.block("train"), prepared.block("stop")
    kernel = _choose(cell, spec, len(prepared.values), where)
    loop = _loop(cell, spec, spec.model.units, prepared, train, kernel.name, seed=0)
    fit(loop, train.x, train.y, spec.training, seed=0, held_out=(stop.x, stop.y), epochs=1)
    loop.answers(stop.x)
    return {"device": _named(where), "device_reason": where.reason}


def _backtest(job: Job, spec: ExperimentSpec, data: Dataset) -> Ended:
    prepared = prepare(data, spec.task)
    train, stop = prepared.block("train"), prepared.block("stop")
    loop, how = _train(job, spec, prepared, train, stop)
    calibration, test = (prepared.block(name).origins for name in ("calibration", "test"))
    rows = np.concatenate([calibration, test, [len(prepared.values) - 1]])
    told = forecasts(loop, prepared, rows)  # at once: each call has a price of its own
    arrays = {"calibration": told[: len(calibration)], "test": told[len(calibration) : -1], "last": told[-1]}
    _require_finite(arrays)
    return Ended("done", vars(how), arrays, _weights(loop.network))


def _final(job: Job, spec: ExperimentSpec, data: Dataset) -> Ended:
    prepared = prepare(data, spec.task, final=True)
    loop, how = _train(job, spec, prepared, prepared.everything(), None)
    arrays = {"final": forecasts(loop, prepared, np.array([len(prepared.values) - 1]))[0]}
    _require_finite(arrays)
    return Ended("done", vars(how), arrays)


def _train(
    job: Job, spec: ExperimentSpec, prepared: Prepared, train: Examples, stop: Examples | None
) -> tuple[Loop, Fit]:
    where, rows = device(), len(prepared.values)
    kernel = Kernel(job.kernel, "kernel_kept") if job.kernel else _choose(job.cell, spec, rows, where)
    tell(job, "started", device=_named(where), kernel=kernel.name, reason=kernel.reason)
    keras.utils.set_random_seed(job.seed)
    loop = _loop(job.cell, spec, job.units, prepared, train, kernel.name, job.seed)
    how = fit(
        loop,
        train.x,
        train.y,
        spec.training,
        seed=job.seed,
        held_out=(stop.x, stop.y) if stop else None,
        epochs=job.epochs,
        on_epoch=lambda progress: tell(job, "epoch", **vars(progress)),
        should_stop=lambda: asked_to_stop(job.key),
    )
    return loop, how


def _choose(cell: str, spec: ExperimentSpec, rows: int, where: Device) -> Kernel:
    """The same for backtest and final refit, which differ in the rows they train on."""
    updates = spec.training.epochs * (rows // spec.training.batch_size(rows))
    return choose_kernel(CELLS[cell], spec.model, where, updates * spec.task.lookback)


def _loop(
    cell: str, spec: ExperimentSpec, units: int, prepared: Prepared, train: Examples, kernel: str, seed: int
) -> Loop:
    shape = Shape(cell, spec.model, units, spec.task.lookback, train.x.table.shape[1], prepared.steps)
    return ready_loop(shape, spec.training, kernel, spec.training.batch_size(len(train.x)), seed)


def _named(where: Device) -> str:
    return where.name if where.kind == "gpu" else "CPU"


def _require_finite(arrays: dict[str, Any]) -> None:
    if not all(np.isfinite(values).all() for values in arrays.values()):
        raise UserError("forecast_not_finite")


def _weights(network: keras.Model) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "network.weights.h5"
        network.save_weights(path)
        return path.read_bytes()
