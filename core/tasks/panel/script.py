"""One cell's networks to take home: a plain Keras script that trains them on the same windows of a CSV."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from core.cells import CELLS
from core.data.panel.dataset import Panel
from core.data.panel.facts import time_of
from core.specs import ExperimentSpec
from core.takehome.recurrent import layer_choices
from core.takehome.script import written
from core.takehome.settings import WEIGHTS, model_settings, run_settings, training_settings
from core.takehome.spreadsheets import spreadsheet_safe
from core.tasks.panel.ahead import grid_ahead
from core.tasks.panel.holiday_column import holidays_of, reads_holidays
from core.tasks.panel.prepare import PreparedPanel, prepare_panel
from core.tasks.panel.spec import PanelSpec

PACKAGES = "numpy pandas keras tensorflow"
OWN = ("series", "step", "time")  # columns of the file beside those of the series
_TEMPLATES = Path(__file__).with_name("templates")
_BEFORE = ("reading", "windows")  # the recurrent layer
_AFTER = ("network", "training", "many")
_DECODER = ("encoder",)  # where one reads what is known ahead, before these
_LOSSES = {"mse": "MeanSquaredError", "mae": "MeanAbsoluteError", "huber": "Huber"}


def panel_script(
    spec: ExperimentSpec,
    data: Panel,
    *,
    cell: str,
    seed: int,
    units: int,
    best_updates: int,
    rates: Mapping[int, Sequence[float]],
    file_name: str,
    kernel: str = "standard",
    weights_name: str = WEIGHTS,
) -> str:
    """Write the script of a cell; it needs numpy, pandas and keras, and nothing of ours.

    Args:
        seed: Whose weights lie beside the script.
        units: Of this cell's network, which equal parameter budgets make differ from the spec's.
        best_updates: After which that run's validation error was lowest.
        rates: By seed, of the looks of its run up to the best one.
        file_name: The series beside the script (see `panel_csv`).
        kernel: As the run's record keeps it.
        weights_name: Of the file of the run's weights, which lies beside the script too.
    """
    ready, training = prepare_panel(data, spec.of(PanelSpec)), spec.training
    loss = {"LOSS": _LOSSES[ready.settled(training).loss]}
    windows = len(ready.training(ready.before("validation")))
    settings = {
        "FILE": file_name,
        **_task(ready),
        **model_settings(spec.model, CELLS[cell].layer, units),
        **training_settings(training, loss, windows),
        **run_settings(seed, best_updates, weights_name),
        "VALIDATION": list(ready.cuts.validation),
        "TEST": list(ready.cuts.test),
        "SEEDS": list(rates),
        "RATES": [[of, rate, len(list(same))] for of, each in rates.items() for rate, same in groupby(each)],
        **_holidays(ready),
        "AHEAD": _later(data, ready.task),
    }
    choices = layer_choices(cell, spec.model, kernel) | _choices(ready)
    after = (*_DECODER, *_AFTER) if choices["DECODED"] else _AFTER
    return written(
        _TEMPLATES, _BEFORE, after, cell=cell, packages=PACKAGES, settings=settings, choices=choices
    )


def panel_csv(data: Panel) -> bytes:
    """All series as the script reads them: a row for each series and time, with the time's place."""
    names = column_names(data)
    steps = np.concatenate(
        [start + np.arange(rows) for start, rows in zip(data.starts, data.lengths, strict=True)]
    )
    times = np.array([time_of(data.grid, place) for place in range(len(data.grid))])
    ids = [spreadsheet_safe(one) for one in data.ids]
    table: dict[str, Any] = {"series": np.repeat(ids, data.lengths), "step": steps, "time": times[steps]}
    table[names[data.column]] = data.target
    for columns, values in ((data.known_names, data.known), (data.past_names, data.past)):
        table |= {names[column]: values[:, place] for place, column in enumerate(columns)}
    for codes, column, kinds in zip(data.fixed.T, data.fixed_names, data.categories, strict=True):
        safe = np.array([spreadsheet_safe(kind) for kind in kinds], dtype=object)
        table[names[column]] = np.repeat(safe[codes], data.lengths)
    return pd.DataFrame(table).to_csv(index=False).encode("utf-8-sig")


def column_names(data: Panel) -> dict[str, str]:
    """What each column is called in the file: safe in spreadsheets, and no two alike."""
    found, taken = dict[str, str](), set(OWN)
    for column in (data.column, *data.known_names, *data.past_names, *data.fixed_names):
        name = spreadsheet_safe(column)
        while name in taken:
            name += "_"
        found[column] = name
        taken.add(name)
    return found


def _later(data: Panel, task: PanelSpec) -> list[str]:
    """The times behind the last one of the file."""
    grid = grid_ahead(data, task)
    return [time_of(grid, place) for place in range(len(data.grid), len(grid))]


def _holidays(ready: PreparedPanel) -> dict[str, Any]:
    """The days themselves: the script knows no countries."""
    if not reads_holidays(ready.task, ready.data.frequency):
        return {}
    days = pd.DatetimeIndex(grid_ahead(ready.data, ready.task)).to_numpy().astype("datetime64[D]")
    return {"HOLIDAYS": holidays_of(days, ready.task.holidays).astype(str).tolist()}


def _task(ready: PreparedPanel) -> dict[str, Any]:
    data, task, names = ready.data, ready.task, column_names(ready.data)
    kinds = [
        [names[column], spreadsheet_safe(kind)]
        for column, each in zip(data.fixed_names, data.categories, strict=True)
        for kind in each
    ]
    periods = list(ready.reading.positions.periods)
    return {
        "TARGET": names[data.column],
        **({"KNOWN": [names[one] for one in data.known_names]} if data.known_names else {}),
        **({"PAST": [names[one] for one in data.past_names]} if data.past_names else {}),
        **({"CATEGORIES": kinds} if kinds else {}),
        "HORIZON": task.horizon,
        "LOOKBACK": task.lookback,
        **({"BLOCK": task.block} if task.block > 1 else {}),
        "SEASON": ready.season,
        **({"PERIODS": periods} if periods else {}),
    }


def _choices(ready: PreparedPanel) -> dict[str, Any]:
    """What is chosen for these series (see `templates/choices.py`)."""
    data, task, reading = ready.data, ready.task, ready.reading
    positions, waves = reading.positions, reading.positions.waves
    return {
        "LOGARITHM": reading.logarithm,
        "REPEATS": reading.repeats,
        "BY_BLOCKS": task.block > 1,
        "WAVED": waves > 0,
        "WITHIN": waves > 2 * len(positions.periods),
        "PLACED": positions.places > 0,
        "PLANNED": ready.tables.known.shape[1] > 0,
        "DECODED": task.head == "decoder" and ready.tables.known.shape[1] > 0,
        "NAMED": bool(data.known_names),
        "FREE": reads_holidays(task, data.frequency),
        "SEEN": bool(data.past_names),
        "GROUPED": bool(data.categories),
        "BESIDE": positions.beside > 0 or bool(data.categories),
        "TOGETHER": task.aligned == "times",
        "SQUARED": ready.intermittent,
    }
