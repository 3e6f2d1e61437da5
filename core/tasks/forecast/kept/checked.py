"""A kept networks' file, taken apart where it can do no harm: what comes out is plain data and arrays."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.arrays import Arrays
from core.data.frame import Dataset
from core.errors import UserError
from core.specs import ExperimentSpec, from_json, to_json
from core.store.datasets import from_body
from core.store.plan import planned_runs
from core.store.states import ENDED
from core.tasks.forecast.kept import FORMAT, PREPARATION, VERSION
from core.tasks.forecast.kept.parts import arrays_in, as_json, of_keras, unpacked
from core.tasks.forecast.kept.weights import expected, require_our_layers, weights_in
from core.tasks.forecast.prepare import Prepared, prepare
from core.tasks.forecast.sizes import forecast_ends
from core.tasks.forecast.source import Chosen
from core.tasks.forecast.spec import ForecastSpec

ROWS, DATA, LATER = "experiment/rows.json", "experiment/data.parquet", "experiment/later/"
ID = re.compile(r"[0-9a-f]{32}")
SHAPED = ("kind", "cell", "seed", "units", "weights", "place")  # of a run: follows from the settings
WRONG = (KeyError, ValueError, TypeError, AttributeError, IndexError, OverflowError)  # of what is malformed


@dataclass(frozen=True, eq=False)
class Brought:
    """An experiment that somebody brings, as far as it is one."""

    spec: str  # JSON: whoever takes it in reads it again
    rows: dict[str, list[dict[str, Any]]]  # of the store's tables, by their names
    data: Dataset
    later: tuple[Dataset, ...]  # all rows that came since
    arrays: dict[str, Arrays]  # by run
    weights: dict[str, Arrays]  # by run, then by their place in its file


def checked(body: bytes) -> Brought:
    """Take it apart; it is one of ours, whole, or refused.

    Raises:
        UserError: What `parts` and `weights` raise; `kept_not_ours`, `kept_newer` with its version and ours,
            `kept_alone` where it holds networks without their experiment, `kept_damaged`.
    """
    parts = unpacked(body)
    prepared_as = _preparation(parts)
    if ROWS not in parts or DATA not in parts:
        raise UserError("kept_alone")
    try:
        return _brought(parts, prepared_as)
    except UserError as error:
        if error.key.startswith("kept_"):
            raise
        raise UserError("kept_damaged", name=ROWS) from error
    except WRONG as error:
        raise UserError("kept_damaged", name=ROWS) from error


def _preparation(parts: Mapping[str, bytes]) -> dict[str, Any]:
    if PREPARATION not in parts:
        raise UserError("kept_not_ours")
    found = as_json(PREPARATION, parts[PREPARATION])
    version = found.get("version")
    if found.get("format") != FORMAT or not isinstance(version, int):
        raise UserError("kept_not_ours")
    if version > VERSION:
        raise UserError("kept_newer", version=version, ours=VERSION)
    return found


def _brought(parts: Mapping[str, bytes], prepared_as: dict[str, Any]) -> Brought:
    rows = as_json(ROWS, parts[ROWS])
    (experiment,) = rows["experiments"]
    spec = from_json(ExperimentSpec, experiment["spec"])
    data = _dataset(parts[DATA], spec.data)
    later = [
        _dataset(body, name.removeprefix(LATER)) for name, body in parts.items() if name.startswith(LATER)
    ]
    runs = {run["id"]: run for run in rows["runs"]}
    baselines = next(run for run in rows["runs"] if run["kind"] == "simple")
    chosen = Chosen.of(json.loads(baselines["facts"]))
    prepared = prepare(data, spec.of(ForecastSpec), chosen=chosen)
    _require_planned(rows, spec, prepared)
    arrays = {
        name.rpartition("/")[2]: arrays_in(name, body)
        for name, body in parts.items()
        if name.startswith("experiment/arrays/")
    }
    weights = _weights(parts, prepared_as, spec, runs, prepared)
    if not (set(arrays) | set(weights)) <= set(runs):
        raise UserError("kept_damaged", name=ROWS)
    return Brought(to_json(spec), rows, data, tuple(later), arrays, weights)


def _dataset(body: bytes, hash: str) -> Dataset:
    found = from_body(body)
    if not isinstance(found, Dataset) or found.sha256 != hash:
        raise UserError("kept_damaged", name=DATA)
    return found


def _require_planned(rows: dict[str, Any], spec: ExperimentSpec, prepared: Prepared) -> None:
    """The runs are those that such an experiment consists of, and have ended."""
    ends = forecast_ends(spec, prepared.columns, prepared.chosen.blocks)
    planned = [tuple(run[name] for name in SHAPED) for run in planned_runs(spec, ends)]
    there = [tuple(run[name] for name in SHAPED) for run in rows["runs"]]
    ids = [run["id"] for run in rows["runs"]]
    ended = all(run["state"] in ENDED for run in rows["runs"])
    if sorted(there) != sorted(planned) or not ended or len(set(ids)) < len(ids):
        raise UserError("kept_damaged", name=ROWS)
    if not all(ID.fullmatch(id) for id in ids):
        raise UserError("kept_damaged", name=ROWS)


def _weights(
    parts: Mapping[str, bytes], prepared_as: dict[str, Any], spec: ExperimentSpec,
    runs: dict[str, dict[str, Any]], prepared: Prepared,
) -> dict[str, Arrays]:  # fmt: skip
    """By run: as they are kept, and out of Keras' files, which are those that forecast."""
    found = {}
    for name, body in parts.items():
        if name.startswith("experiment/weights/"):
            run = runs[name.rpartition("/")[2]]
            found[run["id"]] = weights_in(name, body, expected(spec, run, prepared))
    for cell, told in prepared_as["cells"].items():
        kind = "final" if told["trained_on"] == "all rows" else "backtest"
        of_cell = {run["seed"]: run for run in runs.values() if (run["kind"], run["cell"]) == (kind, cell)}
        for name in told["networks"]:
            run = of_cell[int(name.removesuffix(".keras").rpartition("-")[2])]
            config, body = of_keras(name, parts[name])
            require_our_layers(name, config, spec, run, prepared)
            found[run["id"]] = weights_in(name, body, expected(spec, run, prepared))
    return found
