"""One run to take home: a plain Keras script that trains the same network on the same rows of a CSV."""

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from core.cells import CELLS
from core.data.frame import Dataset
from core.data.public_holidays import country_of, holiday_dates
from core.evaluate.known import stride
from core.specs import ExperimentSpec
from core.store.spreadsheets import spreadsheet_safe
from core.takehome import training as script_training
from core.takehome.settings import (
    SETTINGS,
    WEIGHTS,
    Setting,
    head,
    joined,
    lines,
    listed,
    model_settings,
    run_settings,
    training_settings,
)
from core.tasks.forecast import script_network, script_rows, script_updates, transforms
from core.tasks.forecast.cuts import origins
from core.tasks.forecast.day_blocks import rows_of_day
from core.tasks.forecast.prepare import Prepared, prepare
from core.tasks.forecast.prepared import MOST_ORIGINS
from core.tasks.forecast.source import Chosen
from core.tasks.forecast.spec import ForecastSpec
from core.tasks.forecast.training_loss import settled
from core.tasks.forecast.update_folds import FOLDS, update_folds

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
    name, windows = prepared.chosen.transform, len(prepared.block("train").with_answers().origins)
    loss = "LOSS", _LOSSES[settled(spec.training, prepared).loss], "a class of keras.losses"
    floored = _never_negative(data, spec, prepared)
    settings = [
        ("FILE", file_name, "lies beside this script"),
        *_task(prepared),
        *model_settings(spec.model, CELLS[cell].layer, units),
        *training_settings(spec.training, loss, "windows", windows),
        (
            "FOLDS_OF_UPDATES",
            FOLDS if update_folds(prepared) else 0,
            "that choose the updates; 0: the rows kept for it do",
        ),
        *run_settings(seed, best_updates, weights_name),
    ]
    path = [[rate, len(list(same))] for rate, same in groupby(rates)]
    top = [
        head(script_rows.ABOUT, script_rows.PACKAGES, script_rows.IMPORTS),
        lines(SETTINGS, settings),
        listed("Learning rates of the original run, each for so many looks.", "RATES", path),
        lines(script_rows.CUTS, [*_rows(prepared), *_floor(floored)]),
        *_times(prepared, data),
    ]
    used = "getattr(keras.losses, LOSS)()" if prepared.gapless else "measured"
    functions = [
        *script_rows.functions(prepared, rows_of_day(data), bool(floored)),
        script_training.recurrent_layer(cell, spec.model, kernel),
        *([] if prepared.gapless else [script_network.LOSS]),
        script_training.build(script_network.BUILD.replace("LOSS_USED", used), spec.model),
        script_updates.TRAIN,
        *script_network.forecasting(prepared.task, name, bool(floored)),
        script_network.MAIN,
    ]
    return joined(top, functions)


def _task(prepared: Prepared) -> list[Setting]:
    task, chosen = prepared.task, prepared.chosen
    seasonal = chosen.transform == transforms.SEASONAL
    return [
        ("TARGET", spreadsheet_safe(task.target), "column to forecast"),
        ("COVARIATES", [spreadsheet_safe(name) for name in task.covariates], "further columns to read"),
        ("HORIZON", task.horizon, "steps ahead"),
        ("STEPS", prepared.steps, "steps the network answers with"),
        ("LOOKBACK", task.lookback, "rows the network sees"),
        *([("DAY", chosen.blocks, "rows that are read as one step")] if chosen.blocks > 1 else []),
        *([("SEASON", chosen.season, "rows")] if seasonal else []),
        ("LOST", transforms.lost(chosen.transform, chosen.season), "rows at the beginning without a change"),
    ]


def _rows(prepared: Prepared) -> list[Setting]:
    cuts, task = prepared.cuts, prepared.task
    apart = stride(origins(cuts, "test", task, MOST_ORIGINS["test"], prepared.source.periods))
    return [
        ("TRAIN_END", cuts.train_end, "the backtest's scales and weights are fitted on the rows before"),
        ("STOP_END", cuts.stop_end, "the rows up to here choose the updates"),
        ("TEST_START", cuts.calibration_end, "the rows from here on are forecast once"),
        ("TEST_STRIDE", apart, "forecast from every row, or from every n-th of a long test"),
        ("FOLDS", cuts.folds, "of the test; all is refitted before each"),
    ]


def _never_negative(data: Dataset, spec: ExperimentSpec, prepared: Prepared) -> list[int]:
    """The rows before which everything is fitted, as far as forecasts then end at 0."""
    ends = [prepared.before, *(before for before, _ in prepared.test_folds()), prepared.cuts.rows]
    fitted = (prepare(data, spec.of(ForecastSpec), before=end, chosen=prepared.chosen) for end in ends)
    return [one.before for one in fitted if one.non_negative]


def _floor(rows: list[int]) -> list[Setting]:
    return [("NEVER_NEGATIVE", rows, "fitted before these rows")] if rows else []


def _times(prepared: Prepared, data: Dataset) -> list[str]:
    """The times ahead, and the public holidays around all times."""
    source, horizon = prepared.source, prepared.task.horizon
    reach = max(0, source.holidays.shape[1] - 1)
    more = reach if reach and rows_of_day(data) == 1 else 0
    ahead, _ = prepared.rows.ahead(horizon + more)
    found = [listed("The times of the steps after the last row.", "AHEAD", ahead.astype(str))]
    country = country_of(data, prepared.task.holidays)
    if not source.holidays.shape[1] or not country:
        return found
    times = prepared.rows.frame.index.append(ahead).to_numpy().astype("datetime64[D]")
    years = times[[0, -1]].astype("datetime64[Y]").astype(int) + 1970
    days = holiday_dates(country, int(years[0]), int(years[1]) + 1)
    days = days[(days >= times[0]) & (days <= times[-1] + np.timedelta64(reach, "D"))]
    holidays = listed("Public holidays.", "HOLIDAYS", days.astype(str).tolist())
    return [*found, f"REACH = {reach}  # steps after each one whose holidays are told", holidays]
