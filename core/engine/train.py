"""A worker trains: prepare, fit, forecast. Imports Keras once and keeps it warm."""

import tempfile
from pathlib import Path
from typing import Any

import keras
import numpy as np

from core.cells import CELLS
from core.data.frame import Dataset
from core.engine.job import Ended, Job, asked_to_stop, opened, tell
from core.errors import UserError
from core.networks.build import compiled, many_to_one
from core.networks.device import Device, Kernel, choose_kernel, device
from core.networks.forecasting import forecasts
from core.networks.training import Fit, fit
from core.specs import ExperimentSpec, ForecastSpec, from_json
from core.tasks.forecast import Prepared, prepare

_TINY = ForecastSpec(target="y")


def run(job: Job) -> Ended:
    """Train one network: "backtest" on the training rows, "final" on all rows."""
    spec, data = from_json(ExperimentSpec, job.spec), opened(job.data)
    try:
        return (_backtest if job.kind == "backtest" else _final)(job, spec, data)
    finally:
        keras.backend.clear_session()


def warm_up() -> dict[str, Any]:
    """Touch each cell once, so that the first person does not wait for TensorFlow's first steps.

    Returns:
        The device that will train, and why it is no GPU where one was expected.
    """
    spec = ExperimentSpec(data="", task=_TINY)
    x, y = np.zeros((8, 4, 1)), np.zeros((8, 1))
    for name in ("rnn", "gru"):
        shape: dict[str, Any] = {
            "units": 2,
            "lookback": 4,
            "columns": 1,
            "outputs": 1,
            "kernel": "standard",
            "seed": 0,
        }
        fit(
            compiled(many_to_one(CELLS[name], spec.model, **shape), spec.training),
            x,
            y,
            spec.training,
            epochs=1,
        )
    keras.backend.clear_session()
    where = device()
    return {"device": _named(where), "device_reason": where.reason}


def _backtest(job: Job, spec: ExperimentSpec, data: Dataset) -> Ended:
    prepared = prepare(data, spec.task)
    train, stop = prepared.block("train"), prepared.block("stop")
    network, how = _train(job, spec, prepared, train.x, train.y, (stop.x, stop.y))
    calibration, test = (prepared.block(name).origins for name in ("calibration", "test"))
    rows = np.concatenate([calibration, test, [len(prepared.values) - 1]])
    told = forecasts(network, prepared, rows)  # at once: each call has a price of its own
    arrays = {"calibration": told[: len(calibration)], "test": told[len(calibration) : -1], "last": told[-1]}
    _require_finite(arrays)
    return Ended("done", vars(how), arrays, _weights(network))


def _final(job: Job, spec: ExperimentSpec, data: Dataset) -> Ended:
    prepared = prepare(data, spec.task, final=True)
    everything = prepared.everything()
    network, how = _train(job, spec, prepared, everything.x, everything.y, None)
    arrays = {"final": forecasts(network, prepared, np.array([len(prepared.values) - 1]))[0]}
    _require_finite(arrays)
    return Ended("done", vars(how), arrays)


def _train(
    job: Job, spec: ExperimentSpec, prepared: Prepared, x: Any, y: Any, held_out: tuple[Any, Any] | None
) -> tuple[keras.Model, Fit]:
    cell, where = CELLS[job.cell], device()
    kernel = Kernel(job.kernel, "kernel_kept") if job.kernel else choose_kernel(cell, spec.model, where)
    tell(job, "started", device=_named(where), kernel=kernel.name, reason=kernel.reason)
    keras.utils.set_random_seed(job.seed)
    network = many_to_one(
        cell,
        spec.model,
        units=job.units,
        lookback=spec.task.lookback,
        columns=x.shape[-1],
        outputs=prepared.steps,
        kernel=kernel.name,
        seed=job.seed,
        l2=spec.training.l2,
    )
    how = fit(
        compiled(network, spec.training),
        x,
        y,
        spec.training,
        held_out=held_out,
        epochs=job.epochs,
        on_epoch=lambda progress: tell(job, "epoch", **vars(progress)),
        should_stop=lambda: asked_to_stop(job.key),
    )
    return network, how


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
