"""A worker trains forecasting networks: prepare, fit, forecast. Imports Keras once and keeps it warm."""

from dataclasses import asdict, replace
from typing import Any

import numpy as np

from core.arrays import Floats
from core.cells import CELLS
from core.data.frame import Dataset
from core.data.samples import PRESELECTED, load_sample
from core.evaluate import known
from core.networks.device import device, device_name
from core.networks.saved import weights_of
from core.networks.schedule import Schedule
from core.networks.trainers import Trainer
from core.networks.training import Fit, Part, fit
from core.specs import ExperimentSpec
from core.store.plan import Ends, cell_size
from core.tasks.forecast.advice import recommended
from core.tasks.forecast.audits import Prepare
from core.tasks.forecast.fitting import Fitting, choose, trainer_of
from core.tasks.forecast.forecasting import forecasts
from core.tasks.forecast.prepare import Prepared, prepare
from core.tasks.forecast.source import Chosen
from core.tasks.forecast.spec import ForecastSpec
from core.tasks.forecast.weights_audit import weights_audit
from core.tasks.job import Ended, Job, data_of
from core.tasks.latency import latency
from core.tasks.worker import require_finite


def run(job: Job) -> Ended:
    """Train one network.

    "backtest" on the training rows; "refit" as long and at the same rates on all rows before the test, or
    before each of its folds; "final" on all rows; "trial" for a sweep. "ablation" is the backtest without the
    covariates: all else is equal, cuts, origins and seed too. Weights are kept of the backtest, which can be
    looked into, and of the final network, which can be given new rows.
    """
    spec, data = job.spec, data_of(job, Dataset)
    return DOERS[job.kind](job, spec, data)


def warm_up(cell: str) -> dict[str, Any]:
    """Train a cell for a moment on what the first page's button trains on, so that all is traced.

    Returns:
        The device that will train, and why it is no GPU where one was expected.
    """
    data, where = load_sample(PRESELECTED), device()
    spec = recommended(data)
    prepared = prepare(data, spec.of(ForecastSpec))
    train, validation = (prepared.block(name).with_answers() for name in ("train", "validation"))
    kernel = choose(cell, spec, where)
    units, _ = cell_size(spec, CELLS[cell], Ends(prepared.columns, prepared.steps))
    trainer = trainer_of(cell, spec, units, prepared, kernel.name, seed=0)
    fit(trainer, [Part(train.x, train.y, (validation.x, validation.y))], _once(spec, len(train.x)), seed=0)
    trainer.predict(validation.x)
    return {"device": device_name(where), "device_reason": where.reason}


def _once(spec: ExperimentSpec, examples: int) -> Schedule:
    """Until the first look."""
    check = spec.training.check(examples)
    return Schedule(replace(spec.training, updates=check), check)


def _backtest(job: Job, spec: ExperimentSpec, data: Dataset) -> Ended:
    return _trained_on_train(job, spec, prepare(data, spec.of(ForecastSpec)))


def _ablation(job: Job, spec: ExperimentSpec, data: Dataset) -> Ended:
    alone = replace(spec, task=replace(spec.of(ForecastSpec), covariates=()))
    chosen = prepare(data, spec.of(ForecastSpec)).chosen
    return replace(
        _trained_on_train(job, alone, prepare(data, alone.of(ForecastSpec), chosen=chosen)), weights=None
    )


def _trained_on_train(job: Job, spec: ExperimentSpec, prepared: Prepared) -> Ended:
    fitting = Fitting(job, spec, prepared)
    trainer, how = fitting.search()
    calibration, test = (prepared.block(name).origins for name in ("calibration", "test"))
    rows = np.concatenate([calibration, test, [len(prepared.values) - 1]])
    predictions = forecasts(trainer, prepared, rows)  # at once: each call has a price of its own
    arrays = {
        "calibration": predictions[: len(calibration)],
        "test": predictions[len(calibration) : -1],
        "last": predictions[-1],
    }
    require_finite(arrays)
    facts = asdict(how) | fitting.facts | latency(lambda: forecasts(trainer, prepared, rows), len(rows))
    return Ended("done", facts, arrays, weights_of(trainer.network))


def _trial(job: Job, spec: ExperimentSpec, data: Dataset) -> Ended:
    """Judged on the rows that also choose the updates, on the original scale: nothing later is looked at.

    All settings of a sweep share these origins, whatever their lookback, and a loss on the original scale is
    the same for all transforms.
    """
    prepared = prepare(data, spec.of(ForecastSpec))
    fitting, validation = Fitting(job, spec, prepared), prepared.block("validation")
    trainer, how = fitting.search()
    predictions = forecasts(trainer, prepared, validation.origins)
    require_finite({"validation": predictions})
    losses = known.losses(predictions, validation.truth)
    facts = asdict(how) | fitting.facts | {"validation": float(losses.mean())}
    return Ended("done", facts, {"losses": losses})


def _refit(job: Job, spec: ExperimentSpec, data: Dataset) -> Ended:
    task, predictions, hows = spec.of(ForecastSpec), [], []
    folds = prepare(data, task).test_folds()
    for number, (before, origins) in enumerate(folds):
        _, found, how = _followed(job, spec, prepare(data, task, before=before), origins, number)
        predictions.append(found)
        hows.append(how)
    arrays = {"test": np.concatenate(predictions)}
    require_finite(arrays)
    facts = asdict(hows[-1]) | {"seconds": sum(how.seconds for how in hows), "folds": len(folds)}
    if job.seed == spec.seeds:  # once per cell, after the provisional verdict
        facts["leakage"] = weights_audit(job, spec, data, _before_the_test(task))
    return Ended("done", facts, arrays)


def _before_the_test(task: ForecastSpec) -> Prepare:
    """Makes a series ready for what is trained on all rows before the test."""

    def prepared(data: Dataset, chosen: Chosen | None) -> Prepared:
        end = prepare(data, task, chosen=chosen).cuts.calibration_end
        return prepare(data, task, before=end, chosen=chosen)

    return prepared


def _final(job: Job, spec: ExperimentSpec, data: Dataset) -> Ended:
    rows = prepare(data, spec.of(ForecastSpec)).cuts.rows
    prepared = prepare(data, spec.of(ForecastSpec), before=rows)
    trainer, prediction, how = _followed(job, spec, prepared, np.array([rows - 1]), 0)
    arrays = {"final": prediction[0]}
    require_finite(arrays)
    return Ended("done", asdict(how), arrays, weights_of(trainer.network))


def _followed(
    job: Job, spec: ExperimentSpec, prepared: Prepared, origins: Any, number: int
) -> tuple[Trainer, Floats, Fit]:
    """A network that went the backtest's path on all rows there are, and its forecasts from some origins."""
    trainer, how = Fitting(job, spec, prepared, number).follow(prepared.everything().with_answers())
    return trainer, forecasts(trainer, prepared, origins), how


DOERS = {
    "backtest": _backtest, "refit": _refit, "final": _final, "ablation": _ablation, "trial": _trial,
}  # fmt: skip
