"""One run to take home: a plain Keras script that trains the same network on the same rows of a CSV."""

from dataclasses import replace

from core.cells import CELLS
from core.data.frame import Dataset
from core.evaluate.known import stride
from core.runs import script_blanks, script_network, script_rows, script_training
from core.runs.script_settings import (
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
from core.runs.spreadsheets import spreadsheet_safe
from core.specs import ExperimentSpec, ForecastSpec
from core.tasks.cuts import origins
from core.tasks.forecast import Prepared, prepare
from core.tasks.prepared import MOST_ORIGINS
from core.tasks.training_loss import settled

_LOSSES = {"mse": "MeanSquaredError", "mae": "MeanAbsoluteError", "huber": "Huber"}


def script(
    spec: ExperimentSpec,
    data: Dataset,
    *,
    cell: str,
    seed: int,
    units: int,
    transform: str,
    best_updates: int,
    file_name: str,
    kernel: str = "standard",
    weights_name: str = WEIGHTS,
    non_negative: bool = False,
) -> str:
    """Write the script of one backtest; it needs numpy, pandas and keras, and nothing of ours.

    Args:
        units: Of this cell's network, which equal parameter budgets make differ from the spec's.
        transform: "levels", "differences" or "log_returns": what "auto" came to.
        file_name: The data's CSV, which lies beside the script (see `app.exports.tables.data_csv`).
        kernel: As the run's record keeps it.
        weights_name: Of the file of the run's weights, which lies beside the script too.
        non_negative: Whether forecasts end at 0: what "auto" came to.
    """
    task = replace(spec.forecast, transform=transform)
    prepared = prepare(data, task)
    windows = len(prepared.block("train").with_answers().origins)
    training = settled(spec.training, prepared)
    loss = "LOSS", _LOSSES[training.loss], "a class of keras.losses"
    settings = [
        ("FILE", file_name, "lies beside this script"),
        *_task(task),
        *model_settings(spec.model, CELLS[cell].layer, units),
        *training_settings(spec.training, loss, "windows", windows),
        *run_settings(seed, best_updates, weights_name),
    ]
    top = [
        head(script_rows.ABOUT, script_rows.PACKAGES, script_rows.IMPORTS),
        lines(SETTINGS, settings),
        lines(script_rows.CUTS, _rows(prepared)),
        _ahead(prepared),
    ]
    functions = [
        script_rows.READ,
        script_rows.TRANSFORMS[transform],
        script_rows.NON_NEGATIVE if non_negative else script_rows.SIGNED,
        script_rows.FEATURES,
        _calendar(prepared),
        script_rows.WINDOWS,
        script_training.recurrent_layer(cell, spec.model, kernel),
        *([] if prepared.gapless else [script_blanks.LOSS]),
        script_training.build(script_network.BUILD, spec.model),
        script_training.train(
            script_network.GIVEN,
            script_network.EXAMPLES,
            "rows",
            script_network.UPDATES,
            script_network.JUDGE,
        ),
        script_network.PREDICT,
        script_network.RECURSIVE[transform] if task.strategy == "recursive" else script_network.DIRECT,
        script_network.MAIN,
    ]
    if not prepared.gapless:
        functions = [script_blanks.for_blanks(part) for part in functions]
    return joined(top, functions)


def _task(task: ForecastSpec) -> list[Setting]:
    return [
        ("TARGET", spreadsheet_safe(task.target), "column to forecast"),
        ("COVARIATES", [spreadsheet_safe(name) for name in task.covariates], "further columns to read"),
        ("HORIZON", task.horizon, "steps ahead"),
        ("STEPS", 1 if task.strategy == "recursive" else task.horizon, "steps the network answers with"),
        ("LOOKBACK", task.lookback, "steps the network sees"),
    ]


def _rows(prepared: Prepared) -> list[Setting]:
    cuts, task = prepared.cuts, prepared.task
    apart = stride(origins(cuts, "test", task, MOST_ORIGINS["test"], prepared.source.periods))
    return [
        ("TRAIN_END", cuts.train_end, "scales and weights are fitted on the rows before"),
        ("STOP_END", cuts.stop_end, "the rows up to here choose the updates"),
        ("TEST_START", cuts.calibration_end, "the rows from here on are forecast once"),
        ("TEST_STRIDE", apart, "forecast from every row, or from every n-th of a long test"),
    ]


def _ahead(prepared: Prepared) -> str:
    times, _ = prepared.rows.ahead(prepared.task.horizon)
    return listed("The times of the steps after the last row.", "AHEAD", times.astype(str))


def _calendar(prepared: Prepared) -> str:
    cycles = prepared.source.cycles if prepared.chosen.calendar else ()
    if not cycles:
        return script_rows.NO_CALENDAR
    places = "".join(script_rows.CYCLES[cycle] for cycle in cycles)
    return script_rows.CALENDAR.replace("CYCLES\n", places)
