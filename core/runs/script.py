"""One run to take home: a plain Keras script that trains the same network on the same rows of a CSV."""

import re
from typing import Any

from core.cells import CELLS
from core.data.calendars import future_times
from core.data.frame import Dataset
from core.runs import script_parts as parts
from core.specs import ExperimentSpec
from core.tasks.calendar_inputs import calendar_cycles
from core.tasks.cuts import cut, origins
from core.tasks.forecast import MOST_TEST_ORIGINS

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
    settings = _settings(spec, cell=cell, seed=seed, units=units, best_epoch=best_epoch, file_name=file_name)
    recursive, dated = spec.task.strategy == "recursive", data.frame.index.dtype.kind == "M"
    cycles = calendar_cycles(data.frequency) if spec.task.calendar and dated else ()
    top = [parts.HEAD, settings, _cuts(spec, data), _ahead(spec, data)]
    functions = [
        parts.READ, parts.TRANSFORMS[transform], parts.FEATURES, _calendar(cycles), parts.WINDOWS,
        _network(spec, cell, kernel), parts.RECURSIVE[transform] if recursive else parts.DIRECT, parts.MAIN,
    ]  # fmt: skip
    head = "\n\n".join(part.strip("\n") for part in top)
    return "\n\n\n".join([head, *(part.strip("\n") for part in functions)]) + "\n"


def _settings(
    spec: ExperimentSpec, *, cell: str, seed: int, units: int, best_epoch: int, file_name: str
) -> str:
    task, model, training = spec.task, spec.model, spec.training
    rows = [
        ("FILE", file_name, "lies beside this script"),
        ("TARGET", spreadsheet_safe(task.target), "column to forecast"),
        ("COVARIATES", [spreadsheet_safe(name) for name in task.covariates], "further columns to read"),
        ("HORIZON", task.horizon, "steps ahead"),
        ("STEPS", 1 if task.strategy == "recursive" else task.horizon, "steps the network answers with"),
        ("LOOKBACK", task.lookback, "steps the network sees"),
        ("CELL", CELLS[cell].layer, "a class of keras.layers"),
        ("UNITS", units, "numbers in the hidden state"),
        ("LAYERS", model.layers, "recurrent layers"),
        ("ACTIVATION", model.activation, ""),
        ("DROPOUT", model.dropout, "share of inputs silenced while training"),
        ("L2", training.l2, "penalty on large weights"),
        ("OPTIMIZER", _OPTIMIZERS[training.optimizer], "a class of keras.optimizers"),
        ("LEARNING_RATE", training.learning_rate, ""),
        ("CLIPNORM", training.clipnorm or None, "longest gradient allowed"),
        ("LOSS", _LOSSES[training.loss], "a class of keras.losses"),
        ("BATCH", training.batch, "windows per weight update"),
        ("EPOCHS", training.epochs, "at most"),
        ("PATIENCE", training.patience, "epochs to wait for a better validation loss"),
        ("SEED", seed, "of the first weights and of the shuffling"),
        ("BEST_EPOCH", best_epoch, "that the original run kept"),
    ]
    return "# Settings: change them and run again.\n" + "".join(_line(*row) for row in rows)


def _line(name: str, value: Any, meaning: str) -> str:
    return f"{name} = {value!r}" + (f"  # {meaning}\n" if meaning else "\n")


def _cuts(spec: ExperimentSpec, data: Dataset) -> str:
    known = data.frame[spec.task.target].notna().to_numpy()
    cuts = cut(len(known) - int(known.argmax()), spec.task)
    rows = origins(cuts, "test", spec.task, MOST_TEST_ORIGINS)
    stride = int(rows[1] - rows[0]) if len(rows) > 1 else 1
    return parts.CUTS.strip("\n") + "\n" + "".join(
        _line(*row)
        for row in (
            ("TRAIN_END", cuts.train_end, "scales and weights are fitted on the rows before"),
            ("STOP_END", cuts.stop_end, "the rows up to here choose the epoch"),
            ("TEST_START", cuts.calibration_end, "the rows from here on are forecast once"),
            ("TEST_STRIDE", stride, "forecast from every row, or from every n-th of a long test"),
        )
    )


def _ahead(spec: ExperimentSpec, data: Dataset) -> str:
    times = future_times(data, spec.task.horizon).index.astype(str)
    rows = "".join(f"    {time!r},\n" for time in times)
    return f"# The times of the steps after the last row.\nAHEAD = [\n{rows}]\n"


def _calendar(cycles: tuple[str, ...]) -> str:
    if not cycles:
        return parts.NO_CALENDAR
    return parts.CALENDAR.replace("CYCLES", "".join(parts.CYCLES[cycle] for cycle in cycles).rstrip("\n"))


def _network(spec: ExperimentSpec, cell: str, kernel: str) -> str:
    cudnn = f"        use_cudnn={kernel == 'cudnn'},\n" if CELLS[cell].cudnn else ""
    layer = parts.BOTH_WAYS if spec.model.bidirectional else parts.ONE_WAY
    return parts.NETWORK.replace("        CUDNN,\n", cudnn).replace("ONE_LAYER", layer.strip("\n"))
