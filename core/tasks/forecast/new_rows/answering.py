"""The quick worker's part: kept networks forecast from the last row, the simple methods are fitted anew."""

import time
from typing import Any

import numpy as np

from core.arrays import Floats
from core.data.frame import Dataset
from core.networks.device import kernel_again
from core.networks.trainers import Trainer
from core.store.datasets import known_as
from core.tasks.forecast.fitting import trainer_of
from core.tasks.forecast.forecasting import forecasts
from core.tasks.forecast.moved import as_trained
from core.tasks.forecast.new_rows.continuing import Continued, continued
from core.tasks.forecast.new_rows.question import NewRows
from core.tasks.forecast.new_rows.told import CONTINUED
from core.tasks.forecast.prepare import Prepared, prepare
from core.tasks.forecast.refitted_baselines import RefittedBaselines
from core.tasks.forecast.source import Chosen
from core.tasks.forecast.spec import ForecastSpec
from core.tasks.job import opened
from core.tasks.loaded import put_weights
from core.tasks.question import Question, TrainedNetwork
from core.tasks.worker import require_finite


def predict(question: Question) -> dict[str, Any]:
    """Forecast from the last row there is by now.

    Returns:
        "cells": by cell the forecast (horizon,), the mean of its seeds' networks; "simple": by method;
        "skipped": by method why it told nothing; "seconds" of networks and of simple methods; "continued": by
        cell how it did before and after it learnt on, and whether that is kept, where it was asked to.

    Raises:
        UserError: What `as_trained` and `continued` raise, `forecast_not_finite`.
    """
    source, task, began = question.source, question.spec.of(ForecastSpec), time.perf_counter()
    assert isinstance(source, NewRows)
    data, now = (known_as(Dataset, opened(body)) for body in (source.trained, source.together))
    names = dict.fromkeys(kept.cell for kept in question.together)
    trained = {cell: _trained(source, data, task, cell in source.refitted) for cell in names}
    learnt: dict[str, Continued] = {}
    if question.asked.get("way") == CONTINUED:
        learnt = {cell: _continued(question, each, now, cell) for cell, each in trained.items()}
        cells = {cell: one.forecast for cell, one in learnt.items()}
    else:
        cells = {cell: _cell(question, each, now, cell) for cell, each in trained.items()}
    require_finite(cells)
    middle = time.perf_counter()
    chosen, ridge = Chosen.of(source.chosen), Chosen.of(source.chosen.get("ridge", {}))
    simple = RefittedBaselines.of(data, task, chosen, ridge).ahead(now)
    return {
        "cells": {cell: told.tolist() for cell, told in cells.items()},
        "simple": {name: told[0].tolist() for name, told in simple.forecasts.items()},
        "skipped": simple.skipped,
        "seconds": {"networks": middle - began, "simple": time.perf_counter() - middle},
        "continued": {cell: _how(one) for cell, one in learnt.items()},
    }


def _trained(source: NewRows, data: Dataset, task: ForecastSpec, refitted: bool) -> Prepared:
    """The series as a cell's networks were trained on it: on all rows, or on the training rows."""
    chosen = Chosen.of(source.chosen)
    before = prepare(data, task, chosen=chosen).cuts.rows if refitted else None
    return prepare(data, task, before=before, chosen=chosen)


def _how(one: Continued) -> dict[str, Any]:
    return {"before": one.before, "after": one.after, "kept": one.kept, "origins": one.origins}


def _continued(question: Question, trained: Prepared, now: Dataset, cell: str) -> Continued:
    """A cell whose networks learn on from what has come since they were trained."""
    kept = [one for one in question.together if one.cell == cell]
    kernel = kernel_again(kept[0].kernel, cell, question.spec.model)

    def make(one: TrainedNetwork) -> Trainer:
        return trainer_of(cell, question.spec, one.units, trained, kernel, one.seed)

    return continued(question, as_trained(trained, now), kept, len(trained.values), make)


def _cell(question: Question, trained: Prepared, now: Dataset, cell: str) -> Floats:
    """A cell's forecast, (horizon,): the mean of its seeds' networks, in their order."""
    prepared, spec = as_trained(trained, now), question.spec
    last = np.array([len(prepared.values) - 1], dtype=np.int64)
    kept = [one for one in question.together if one.cell == cell]
    kernel = kernel_again(kept[0].kernel, cell, spec.model)
    trainer = trainer_of(cell, spec, kept[0].units, trained, kernel, kept[0].seed)
    found = []
    for one in kept:
        put_weights(trainer.network, one)
        found.append(forecasts(trainer, prepared, last)[0])
    mean: Floats = np.mean(found, axis=0)
    return mean
