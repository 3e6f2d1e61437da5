"""Kept networks brought back: an experiment of a store of its own, with everything new but its numbers.

What comes out of the checks is data; each file that the store keeps of it is written here.
"""

import io
import json
import secrets
import time
from typing import Any

import h5py

from core.arrays import Arrays, pack
from core.errors import UserError
from core.names import plain_name
from core.sandbox.asking import apart
from core.specs import ExperimentSpec, from_json
from core.store.forecasts import KeptForecast
from core.store.portable import put_experiment
from core.store.schema import epochs, runs
from core.store.store import Store
from core.tasks.forecast.kept.checked import WRONG, Brought, checked
from core.tasks.forecast.new_rows.told import from_text
from core.tasks.forecast.results import outcome
from core.words.english import ENGLISH

OF_ONE_PLACE = ("engine", "attempt")  # columns of a run that mean something in the store it came from
TEXTS = ("state", "kind", "cell", "device", "kernel", "kernel_reason")
LONGEST = 200  # letters of what a run says of its device
WAYS = ("first", "trained", "continued")  # how kept forecasts came to be


def bring(store: Store, body: bytes, owner: str | None = None) -> str:
    """Take in a kept networks' file as a new experiment; its address is returned.

    Args:
        owner: On whose list it stands, where there are several people.

    Raises:
        UserError: What `checked` and `apart` raise; `kept_damaged` where its result cannot be told;
            what `put_experiment` raises.
    """
    found: Brought = apart(checked, body)
    id = secrets.token_hex(16)
    names = {run["id"]: secrets.token_hex(16) for run in found.rows["runs"]}
    try:
        rows = _rows(found, names)
        left = [_left(names[run], "arrays", pack(each)) for run, each in found.arrays.items()]
        left += [_left(names[run], "weights", _h5(each)) for run, each in found.weights.items()]
    except WRONG as error:
        raise UserError("kept_damaged", name="rows.json") from error
    put_experiment(store, rows, (found.data, *found.later), left, id=id, owner=owner)
    _require_whole(store, id)
    return id


def _require_whole(store: Store, id: str) -> None:
    """What has no result that a page can show goes again."""
    experiment = store.experiment(id)
    try:
        known = outcome(store, experiment, store.runs(id))
        store.epochs(id)
    except (*WRONG, UserError) as error:
        store.delete(id)
        raise UserError("kept_damaged", name="rows.json") from error
    if known is None:
        store.delete(id)
        raise UserError("kept_damaged", name="rows.json")


def _rows(found: Brought, names: dict[str, str]) -> dict[str, list[dict[str, Any]]]:
    """The rows of the tables; of each only what this version knows, in its types."""
    spec = from_json(ExperimentSpec, found.spec)
    (experiment,) = found.rows["experiments"]
    kept = {
        "name": plain_name(str(experiment["name"])) or spec.task.kind, "task": spec.task.kind,
        "data": spec.data, "spec": found.spec, "created": time.time(),
        "source_name": plain_name(str(experiment.get("source_name") or "")) or None,
    }  # fmt: skip
    return {
        "experiments": [kept],
        "runs": [_run(row, names) for row in found.rows["runs"]],
        "epochs": [_numbers(row, epochs) | {"run": names[row["run"]]} for row in found.rows["epochs"]],
        "forecasts": [_forecast(row) for row in found.rows.get("forecasts", [])],
    }


def _run(row: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    facts = json.loads(row["facts"] or "{}")
    if not isinstance(facts, dict):
        raise TypeError("facts")
    said = {name: None if row.get(name) is None else str(row[name])[:LONGEST] for name in TEXTS}
    of = {"id": names[row["id"]], "attempt": 1, "facts": json.dumps(facts), "error": _error(row.get("error"))}
    return _numbers(row, runs) | said | of


def _numbers(row: dict[str, Any], table: Any) -> dict[str, Any]:
    """The columns of a row that are numbers, as such; what this version does not know is left out."""
    kinds = {column.name: column.type.python_type for column in table.columns}
    return {
        name: None if row.get(name) is None else kind(row[name])
        for name, kind in kinds.items()
        if kind in (int, float) and name not in OF_ONE_PLACE
    }


def _error(text: Any) -> str | None:
    """Why a run failed, where we know such a reason."""
    if text is None:
        return None
    found = json.loads(text)
    facts = {str(name): fact for name, fact in found["facts"].items()}
    if f"error.{found['key']}" not in ENGLISH:
        raise ValueError(found["key"])
    return json.dumps({"key": found["key"], "facts": facts})


def _forecast(row: dict[str, Any]) -> dict[str, Any]:
    """A forecast of the track record; one that cannot be read raises."""
    made, way, body, data = float(row["made"]), str(row["way"]), str(row["body"]), str(row["data"])
    from_text(KeptForecast("", made, way, data, body))
    if way not in WAYS or len(data) != 64:
        raise ValueError(way)
    return {"id": secrets.token_hex(16), "made": made, "way": way, "data": data, "body": body}


def _left(run: str, name: str, body: bytes) -> dict[str, Any]:
    return {"run": run, "name": name, "body": body}


def _h5(arrays: Arrays) -> bytes:
    """Weights as a network's own file has them."""
    body = io.BytesIO()
    with h5py.File(body, "w") as file:
        for place, array in arrays.items():
            file.create_dataset(place, data=array)
    return body.getvalue()
