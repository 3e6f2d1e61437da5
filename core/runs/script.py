"""One run to take home: a plain Keras script that trains the same network on the same rows of a CSV."""

import re
from typing import Any, TypeAlias

from core.cells import CELLS
from core.data.calendars import future_times
from core.data.frame import Dataset
from core.runs import script_network, script_rows
from core.specs import ExperimentSpec, ForecastSpec, ModelSpec, TrainingSpec
from core.tasks.calendar_inputs import calendar_cycles
from core.tasks.cuts import Cuts, cut, origins
from core.tasks.forecast import MOST_TEST_ORIGINS

Setting: TypeAlias = tuple[str, Any, str]  # name, value, meaning
_OPTIMIZERS = {"adam": "Adam", "rmsprop": "RMSprop", "sgd": "SGD"}
_LOSSES = {"mse": "MeanSquaredError", "mae": "MeanAbsoluteError", "huber": "Huber"}
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def spreadsheet_safe(text: str) -> str:
    """Put a ' before text that a spreadsheet would take for a formula; no two texts become one."""
    return f"'{text}" if _FORMULA.match(text) else text


def script(
    spec: ExperimentSpec,
    data: Dataset,
    *,
    cell: str,
    seed: int,
    units: int,
    transform: str,
    best_epoch: int,
    file_name: str,
    kernel: str = "standard",
) -> str:
    """Write the script of one backtest; it needs numpy, pandas and keras, and nothing of ours.

    Args:
        units: Of this cell's network, which equal parameter budgets make differ from the spec's.
        transform: "levels", "differences" or "log_returns": what "auto" came to.
        file_name: The data's CSV, which lies beside the script (see `app.exports.tables.data_csv`).
        kernel: As the run's record keeps it.
    """
    task, cuts = spec.forecast, _cut(spec.forecast, data)
    settings = [
        ("FILE", file_name, "lies beside this script"),
        *_task(task),
        *_model(spec.model, CELLS[cell].layer, units),
        *_training(spec.training, windows=len(origins(cuts, "train", task))),
        ("SEED", seed, "of the first weights and of the shuffling"),
        ("BEST_EPOCH", best_epoch, "that the original run kept"),
    ]
    head = [
        script_rows.HEAD,
        _lines(script_rows.SETTINGS, settings),
        _lines(script_rows.CUTS, _rows(cuts, task)),
    ]
    functions = [
        script_rows.READ,
        script_rows.TRANSFORMS[transform],
        script_rows.FEATURES,
        _calendar(task, data),
        script_rows.WINDOWS,
        _network(spec.model, cell, kernel),
        script_network.RECURSIVE[transform] if task.strategy == "recursive" else script_network.DIRECT,
        script_network.MAIN,
    ]
    top = "\n\n".join(part.strip("\n") for part in [*head, _ahead(task, data)])
    return "\n\n\n".join([top, *(part.strip("\n") for part in functions)]) + "\n"


def _task(task: ForecastSpec) -> list[Setting]:
    return [
        ("TARGET", spreadsheet_safe(task.target), "column to forecast"),
        ("COVARIATES", [spreadsheet_safe(name) for name in task.covariates], "further columns to read"),
        ("HORIZON", task.horizon, "steps ahead"),
        ("STEPS", 1 if task.strategy == "recursive" else task.horizon, "steps the network answers with"),
        ("LOOKBACK", task.lookback, "steps the network sees"),
    ]


def _model(model: ModelSpec, layer: str, units: int) -> list[Setting]:
    return [
        ("CELL", layer, "a class of keras.layers"),
        ("UNITS", units, "numbers in the hidden state"),
        ("LAYERS", model.layers, "recurrent layers"),
        ("ACTIVATION", model.activation, "of the hidden state"),
        ("DROPOUT", model.dropout, "share of inputs silenced while training"),
    ]


def _training(training: TrainingSpec, windows: int) -> list[Setting]:
    halve = max(1, training.patience // 2) if training.schedule == "plateau" else 0
    return [
        ("L2", training.l2, "penalty on large weights"),
        ("OPTIMIZER", _OPTIMIZERS[training.optimizer], "a class of keras.optimizers"),
        ("LEARNING_RATE", training.learning_rate, "size of a weight update"),
        ("HALVE_AFTER", halve, "epochs without a better validation loss; 0: the rate is constant"),
        ("CLIPNORM", training.clipnorm or None, "longest gradient allowed"),
        ("LOSS", _LOSSES[training.loss], "a class of keras.losses"),
        ("BATCH", training.batch_size(windows), "windows per weight update"),
        ("EPOCHS", training.epochs, "at most"),
        ("PATIENCE", training.patience, "epochs to wait for a better validation loss"),
    ]


def _cut(task: ForecastSpec, data: Dataset) -> Cuts:
    known = data.frame[task.target].notna().to_numpy()
    return cut(len(known) - int(known.argmax()), task)


def _rows(cuts: Cuts, task: ForecastSpec) -> list[Setting]:
    rows = origins(cuts, "test", task, MOST_TEST_ORIGINS)
    stride = int(rows[1] - rows[0]) if len(rows) > 1 else 1
    return [
        ("TRAIN_END", cuts.train_end, "scales and weights are fitted on the rows before"),
        ("STOP_END", cuts.stop_end, "the rows up to here choose the epoch"),
        ("TEST_START", cuts.calibration_end, "the rows from here on are forecast once"),
        ("TEST_STRIDE", stride, "forecast from every row, or from every n-th of a long test"),
    ]


def _lines(heading: str, settings: list[Setting]) -> str:
    lines = "".join(f"{name} = {_literal(value)}  # {meaning}\n" for name, value, meaning in settings)
    return heading.strip("\n") + "\n" + lines


def _literal(value: Any) -> str:
    """Python for a value; text in double quotes where that needs no escape, as formatters want it."""
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    text = repr(value)
    return f'"{text[1:-1]}"' if text[0] == "'" and '"' not in text else text


def _ahead(task: ForecastSpec, data: Dataset) -> str:
    times = future_times(data, task.horizon).index.astype(str)
    rows = "".join(f"    {_literal(time)},\n" for time in times)
    return f"# The times of the steps after the last row.\nAHEAD = [\n{rows}]"


def _calendar(task: ForecastSpec, data: Dataset) -> str:
    dated = data.frame.index.dtype.kind == "M"
    cycles = calendar_cycles(data.frequency) if task.calendar and dated else ()
    if not cycles:
        return script_rows.NO_CALENDAR
    places = "".join(script_rows.CYCLES[cycle] for cycle in cycles)
    return script_rows.CALENDAR.replace("CYCLES\n", places)


def _network(model: ModelSpec, cell: str, kernel: str) -> str:
    cudnn = f"        use_cudnn={kernel == 'cudnn'},\n" if CELLS[cell].cudnn else ""
    layer = script_network.BOTH_WAYS if model.bidirectional else script_network.ONE_WAY
    return script_network.NETWORK.replace("        CUDNN,\n", cudnn).replace("ONE_LAYER", layer.strip("\n"))
