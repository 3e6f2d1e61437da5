"""Kept networks as one file: a zip that plain Keras forecasts from, and that any store takes back.

docs/model-format.md says what is in it.
"""

import io
import json
import platform
import zipfile
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from core.cells import CELLS
from core.data.frame import Dataset
from core.errors import UserError
from core.specs import to_json
from core.store.portable import parts_of_experiment
from core.store.records import Experiment, Run
from core.store.store import Store
from core.takehome.keras_file import STILL, has_layer, keras_file, stock_config
from core.takehome.notebook import notebook_of
from core.tasks.cell_runs import CellRuns
from core.tasks.forecast.kept import FORMAT, PREPARATION, VERSION
from core.tasks.forecast.kept.preparation import reading, scaled_as, script_choices
from core.tasks.forecast.kept.script import kept_script, kept_torch_script, torch_can
from core.tasks.forecast.new_rows.question import networks_of
from core.tasks.forecast.outcome import Outcome
from core.tasks.forecast.prepare import Prepared, prepare
from core.tasks.forecast.source import Chosen
from core.tasks.forecast.spec import ForecastSpec
from core.tasks.question import TrainedNetwork
from core.tasks.results import finished

SPEC, README = "spec.json", "README.txt"
SCRIPT, TORCH_SCRIPT = "forecast.py", "forecast_torch.py"
EXPERIMENT = "experiment/"  # below it lies what a store takes back


@dataclass(frozen=True, eq=False)
class OfCell:
    """The networks of one cell."""

    networks: tuple[TrainedNetwork, ...]  # in the order of their seeds
    prepared: Prepared  # as they were trained on it
    refitted: bool  # on all rows; else on the training rows

    def name(self, one: TrainedNetwork) -> str:
        """Of a network's file."""
        return f"networks/{one.cell}-seed-{one.seed}.keras"


def kept_networks_zip(store: Store, experiment: Experiment, runs: list[Run], known: Outcome) -> bytes:
    """Write it; a cell that Keras has no layer for has no `.keras`, and comes back all the same.

    Raises:
        UserError: `final_networks_gone`, `no_stock_layer` where no cell has one, `data_gone`.
    """
    cells = cells_of(store, experiment, runs)
    stock = {name: one for name, one in cells.items() if has_layer(name)}
    if not stock:
        raise UserError("no_stock_layer", cells=list(cells))
    parts = parts_for_keras(experiment, store.dataset(experiment.data), known, stock)
    of_store = parts_of_experiment(store, experiment.id)
    inside = {f"weights/{network.run}" for one in stock.values() for network in one.networks}
    parts |= {f"{EXPERIMENT}{name}": part for name, part in of_store.items() if name not in inside}
    return zipped(parts)


def parts_for_keras(
    experiment: Experiment, data: Dataset, known: Outcome, cells: dict[str, OfCell]
) -> dict[str, bytes]:
    """What forecasts without us: the script, what it reads, and the networks.

    Args:
        cells: That Keras has layers for.
    """
    choices = script_choices(next(iter(cells.values())).prepared, data)
    of_torch = {TORCH_SCRIPT: kept_torch_script(choices).encode()} if torch_can(experiment.spec) else {}
    parts = {
        README: _readme().encode(),
        SCRIPT: kept_script(choices).encode(),
        **of_torch,
        PREPARATION: _text(_preparation(experiment, data, known, cells)),
        SPEC: _text(json.loads(to_json(experiment.spec))),
    }
    for one in cells.values():
        for network in one.networks:
            parts[one.name(network)] = _file_of(experiment, one, network)
    return parts


def torch_file(store: Store, experiment: Experiment, runs: list[Run], name: str, *, notebook: bool) -> bytes:
    """The script for PyTorch or its notebook, to lie among the unpacked parts; raises as `cells_of`."""
    first = next(iter(cells_of(store, experiment, runs).values())).prepared
    choices = script_choices(first, store.dataset(experiment.data))
    text = kept_torch_script(choices, notebook=notebook)
    return notebook_of(text, name) if notebook else text.encode()


def cells_of(store: Store, experiment: Experiment, runs: list[Run]) -> dict[str, OfCell]:
    """What is kept of each cell; raises `not_trained_yet` and `final_networks_gone`."""
    done = finished(store, experiment, runs)
    if done is None:
        raise UserError("not_trained_yet")
    data = store.dataset(experiment.data)
    chosen = Chosen.of(done.baselines.facts)
    return {cell.cell: _of_cell(store, experiment, runs, data, cell, chosen) for cell in done.cells}


def zipped(parts: dict[str, bytes]) -> bytes:
    """Files by their names; what is packed already is not packed again."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            packed = name.endswith((".keras", ".parquet")) or "/arrays/" in name
            how = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            file.writestr(zipfile.ZipInfo(name, STILL), part, how)
    return body.getvalue()


def _of_cell(
    store: Store, experiment: Experiment, runs: list[Run], data: Dataset, cell: CellRuns,
    chosen: Chosen | None,
) -> OfCell:  # fmt: skip
    task = experiment.spec.of(ForecastSpec)
    prepared = prepare(data, task, chosen=chosen)
    if cell.refitted:
        prepared = prepare(data, task, before=prepared.cuts.rows, chosen=chosen)
    return OfCell(tuple(networks_of(store, cell, runs)), prepared, cell.refitted)


def _file_of(experiment: Experiment, one: OfCell, network: TrainedNetwork) -> bytes:
    prepared = one.prepared
    config = stock_config(
        CELLS[network.cell], experiment.spec.model, units=network.units, lookback=prepared.lookback,
        columns=prepared.columns, outputs=prepared.steps,
    )  # fmt: skip
    return keras_file(config, network.weights or b"")


def _preparation(
    experiment: Experiment, data: Dataset, known: Outcome, cells: dict[str, OfCell]
) -> dict[str, Any]:
    first, index = next(iter(cells.values())).prepared, data.frame.index
    return {
        "format": FORMAT, "version": VERSION, "task": experiment.task, "name": experiment.name,
        "data": {
            "name": data.name, "sha256": experiment.data, "rows": len(index), "first": str(index[0]),
            "last": str(index[-1]),
        },
        **reading(first, data),
        "sent": known.sent.name,
        "cells": {name: _cell(name, one, known) for name, one in cells.items()},
        "versions": {"unrolled": _version("unrolled"), "keras": version("keras"),
                     "numpy": version("numpy"), "pandas": version("pandas"),
                     "python": platform.python_version()},
    }  # fmt: skip


def _cell(name: str, one: OfCell, known: Outcome) -> dict[str, Any]:
    widths = known.future.widths.get(name, {})
    return {
        "units": one.networks[0].units, "trained_on": "all rows" if one.refitted else "training rows",
        "networks": [one.name(network) for network in one.networks],
        **scaled_as(one.prepared),
        "half_widths": {f"{level:.0%}": each.tolist() for level, each in widths.items()},
    }  # fmt: skip


def _version(package: str) -> str:
    try:
        return version(package)
    except ModuleNotFoundError:  # run from a clone
        return "0.1.0"


def _readme() -> str:
    return (
        "Networks that were trained with Unrolled, to forecast from new rows.\n\n"
        "    pip install keras tensorflow pandas\n"
        "    python forecast.py rows.csv > forecast.csv\n\n"
        f"{SCRIPT} reads {PREPARATION} and networks/*.keras, and needs none of our code;\n"
        f"{TORCH_SCRIPT} does the same in PyTorch (pip install torch h5py pandas).\n"
        f"{EXPERIMENT} holds the rows and results of the training: with it the file can be brought\n"
        "back to Unrolled (page Experiments, or `python -m core import FILE`).\n"
        "Leave it out to give the networks away alone.\n"
    )


def _text(value: Any) -> bytes:
    return json.dumps(value, indent=1, ensure_ascii=False).encode()
