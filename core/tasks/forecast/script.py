"""One run to take home: a plain Keras script that trains the same network on the same rows of a CSV."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

from core.cells import CELLS
from core.data.frame import Dataset
from core.data.public_holidays import country_of, holiday_dates
from core.evaluate.known import stride
from core.specs import ExperimentSpec
from core.takehome.recurrent import layer_choices
from core.takehome.script import written
from core.takehome.settings import WEIGHTS, model_settings, run_settings, training_settings
from core.takehome.spreadsheets import spreadsheet_safe
from core.tasks.forecast import transforms
from core.tasks.forecast.cuts import origins
from core.tasks.forecast.day_blocks import rows_of_day
from core.tasks.forecast.prepare import Prepared, prepare
from core.tasks.forecast.prepared import MOST_ORIGINS
from core.tasks.forecast.source import Chosen
from core.tasks.forecast.spec import ForecastSpec
from core.tasks.forecast.training_loss import settled
from core.tasks.forecast.update_folds import FOLDS, update_folds

PACKAGES = "numpy pandas keras tensorflow"
_TEMPLATES = Path(__file__).with_name("templates")
_BEFORE = ("reading", "transforms", "inputs")  # the recurrent layer
_AFTER = ("network", "training", "forecasting")
_LOSSES = {"mse": "MeanSquaredError", "mae": "MeanAbsoluteError", "huber": "Huber"}


def script(
    spec: ExperimentSpec,
    data: Dataset,
    *,
    cell: str,
    seed: int,
    units: int,
    best_updates: int,
    rates: Sequence[float],
    file_name: str,
    chosen: Chosen | None = None,
    kernel: str = "standard",
    weights_name: str = WEIGHTS,
) -> str:
    """Write the script of one backtest, its refit and its final forecast.

    It needs numpy, pandas and keras, and nothing of ours.

    Args:
        units: Of this cell's network, which equal parameter budgets make differ from the spec's.
        best_updates: After which the run's validation loss was lowest.
        rates: Of the run's looks up to the best one.
        file_name: The data's CSV, which lies beside the script (see `app.exports.tables.data_csv`).
        chosen: How the experiment reads the series.
        kernel: As the run's record keeps it.
        weights_name: Of the file of the run's weights, which lies beside the script too.
    """
    prepared = prepare(data, spec.of(ForecastSpec), chosen=chosen)
    floored = _never_negative(data, spec, prepared)
    settings = {
        "FILE": file_name,
        **_task(prepared),
        **model_settings(spec.model, CELLS[cell].layer, units),
        **_training(spec, prepared),
        **run_settings(seed, best_updates, weights_name),
        "RATES": [[rate, len(list(same))] for rate, same in groupby(rates)],
        **_rows(prepared),
        **({"NEVER_NEGATIVE": floored} if floored else {}),
        **_times(prepared, data),
    }
    choices = layer_choices(cell, spec.model, kernel) | _choices(prepared, rows_of_day(data), bool(floored))
    return written(
        _TEMPLATES, _BEFORE, _AFTER, cell=cell, packages=PACKAGES, settings=settings, choices=choices
    )


def _choices(prepared: Prepared, day: int, floored: bool) -> dict[str, Any]:
    """What is chosen for this series (see `templates/choices.py`).

    Args:
        day: Rows in a day.
        floored: Whether any forecast ends at 0.
    """
    task, chosen, source = prepared.task, prepared.chosen, prepared.source
    return {
        "TRANSFORM": chosen.transform,
        "WINDOW_SCALING": task.window_scaling,
        "STRATEGY": task.strategy,
        "LEVEL_TOO": chosen.level,
        "CALENDAR": chosen.calendar and bool(source.cycles),
        "HOURS_A_DAY": 24 if "hour" in source.cycles else None,
        "DAYS_A_WEEK": 7 if "weekday" in source.cycles else None,
        "YEARS": 1 if "year" in source.cycles else None,
        "PUBLIC_HOLIDAYS": bool(source.holidays.shape[1]),
        "WITHIN_DAYS": day > 1,
        "READS_DAYS": chosen.blocks > 1,
        "GAPLESS": prepared.gapless,
        "ENDS_AT_ZERO": floored,
    }


def _task(prepared: Prepared) -> dict[str, Any]:
    task, chosen = prepared.task, prepared.chosen
    seasonal = chosen.transform == transforms.SEASONAL
    return {
        "TARGET": spreadsheet_safe(task.target),
        "COVARIATES": [spreadsheet_safe(name) for name in task.covariates],
        "HORIZON": task.horizon,
        "STEPS": prepared.steps,
        "LOOKBACK": task.lookback,
        **({"DAY": chosen.blocks} if chosen.blocks > 1 else {}),
        **({"SEASON": chosen.season} if seasonal else {}),
        "LOST": transforms.lost(chosen.transform, chosen.season),
    }


def _training(spec: ExperimentSpec, prepared: Prepared) -> dict[str, Any]:
    windows = len(prepared.block("train").with_answers().origins)
    loss = {"LOSS": _LOSSES[settled(spec.training, prepared).loss]}
    folds = FOLDS if update_folds(prepared) else 0
    return training_settings(spec.training, loss, windows) | {"FOLDS_OF_UPDATES": folds}


def _rows(prepared: Prepared) -> dict[str, Any]:
    cuts, task = prepared.cuts, prepared.task
    return {
        "TRAIN_END": cuts.train_end,
        "STOP_END": cuts.stop_end,
        "TEST_START": cuts.calibration_end,
        "TEST_STRIDE": stride(origins(cuts, "test", task, MOST_ORIGINS["test"], prepared.source.periods)),
        "FOLDS": cuts.folds,
    }


def _never_negative(data: Dataset, spec: ExperimentSpec, prepared: Prepared) -> list[int]:
    """The rows before which everything is fitted, as far as forecasts then end at 0."""
    ends = [prepared.before, *(before for before, _ in prepared.test_folds()), prepared.cuts.rows]
    fitted = (prepare(data, spec.of(ForecastSpec), before=end, chosen=prepared.chosen) for end in ends)
    return [one.before for one in fitted if one.non_negative]


def _times(prepared: Prepared, data: Dataset) -> dict[str, Any]:
    """The times ahead, and the public holidays around all times."""
    source, horizon = prepared.source, prepared.task.horizon
    reach = max(0, source.holidays.shape[1] - 1)
    more = reach if reach and rows_of_day(data) == 1 else 0
    ahead, _ = prepared.rows.ahead(horizon + more)
    found = {"AHEAD": ahead.astype(str)}
    country = country_of(data, prepared.task.holidays)
    if not source.holidays.shape[1] or not country:
        return found
    times = prepared.rows.frame.index.append(ahead).to_numpy().astype("datetime64[D]")
    years = times[[0, -1]].astype("datetime64[Y]").astype(int) + 1970
    days = holiday_dates(country, int(years[0]), int(years[1]) + 1)
    days = days[(days >= times[0]) & (days <= times[-1] + np.timedelta64(reach, "D"))]
    return found | {"REACH": reach, "HOLIDAYS": days.astype(str).tolist()}
