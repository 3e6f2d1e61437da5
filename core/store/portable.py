"""One experiment as a file that another store takes in: its rows, what its runs left, and its data.

What was found out about it since and what a person decided then come along, such as checked and corrected
labels, with the data that this rests on; what names other experiments does not.
"""

import io
import json
import time
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Table, insert, select, update

from core.store.database import reading, writing
from core.store.datasets import Data, from_body
from core.store.findings import STAY
from core.store.schema import artifacts, epochs, experiments, findings, forecasts, runs
from core.store.shares import require_room
from core.store.store import Store

DATA = "data.parquet"
ROWS = "rows.json"  # of the tables below, by their names
LATER = "later/"  # below it the rows that came since, by their hash
TABLES = {table.name: table for table in (experiments, runs, epochs, forecasts, findings)}
ARTIFACTS = ("arrays", "weights")
OF_AN_EXPERIMENT = ("runs", "forecasts", "findings")
OF_A_PLACE = ("owner", "engine")  # columns that mean something in one store only
STILL = (2020, 1, 1, 0, 0, 0)  # the same experiment gives the same bytes, whenever it is packed


def export_experiment(store: Store, id: str) -> bytes:
    """An experiment as a zip file; raises as `parts_of_experiment`."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts_of_experiment(store, id).items():
            file.writestr(zipfile.ZipInfo(name, STILL), part, zipfile.ZIP_DEFLATED)
    return body.getvalue()


def parts_of_experiment(store: Store, id: str) -> dict[str, bytes]:
    """The files of which it consists, by their names.

    Raises:
        UserError: `unknown_experiment`, or `data_gone` if its data set is not there any more.
    """
    experiment = store.experiment(id)
    of_it = {"experiments": experiments.c.id} | {name: TABLES[name].c.experiment for name in OF_AN_EXPERIMENT}
    mine = select(runs.c.id).where(runs.c.experiment == id)
    with reading(store.engine) as connection:
        rows = {
            name: [dict(row._mapping) for row in connection.execute(select(TABLES[name]).where(column == id))]
            for name, column in of_it.items()
        }
        looks = connection.execute(select(epochs).where(epochs.c.run.in_(mine)))
        rows["epochs"] = [dict(row._mapping) for row in looks]
        left = connection.execute(select(artifacts).where(artifacts.c.run.in_(mine))).all()
    rows["findings"] = [row for row in rows["findings"] if row["kind"] not in STAY]
    text = json.dumps(rows, ensure_ascii=False, sort_keys=True).encode()
    resting = {row["data"] for row in rows["findings"] if row["data"]}
    later = {
        f"{LATER}{hash}": store.dataset_body(hash)
        for hash in sorted(resting | set(_known_last(rows, experiment.data)))
    }
    kept = {f"{artifact.name}/{artifact.run}": artifact.body for artifact in left}
    return {ROWS: text, DATA: store.dataset_body(experiment.data)} | later | kept


def _known_last(rows: dict[str, Any], data: str) -> list[str]:
    """The hash of all rows that are known by now, where more are than were trained on."""
    told = sorted(rows["forecasts"], key=lambda row: (row["made"], row["id"]))
    return [row["data"] for row in told[-1:] if row["data"] != data]


def import_experiment(store: Store, body: bytes, *, id: str, name: str) -> None:
    """Put an experiment into a store that has neither it nor its runs.

    Args:
        body: What `export_experiment` gave, now or in an earlier version: it is trusted.
        id: Its address there.
    """
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        parts = {path: file.read(path) for path in file.namelist()}
    data = [from_body(part) for path, part in parts.items() if path == DATA or path.startswith(LATER)]
    left = [_artifact(path, part) for path, part in parts.items() if path.split("/")[0] in ARTIFACTS]
    rows = {kind: [] for kind in TABLES} | json.loads(parts[ROWS])
    rows["experiments"] = [row | {"name": name} for row in rows["experiments"]]
    put_experiment(store, rows, data, left, id=id)


def put_experiment(
    store: Store,
    rows: Mapping[str, list[dict[str, Any]]],
    data: Iterable[Data],
    left: list[dict[str, Any]],
    *,
    id: str,
    owner: str | None = None,
) -> None:
    """The same of what such a file holds.

    Args:
        rows: By the names of TABLES.
        left: Rows of what its runs left.
        owner: On whose list it stands, where there are several people.

    Raises:
        UserError: What `require_room` raises.
    """
    for one in data:
        store.add_dataset(one, owner)
    mine = {name: [row | {"experiment": id} for row in rows.get(name, [])] for name in OF_AN_EXPERIMENT}
    whole = {**rows, **mine, "experiments": [row | {"id": id} for row in rows["experiments"]]}
    with writing(store.engine) as connection:
        if owner is not None:
            size = sum(len(row["body"]) for row in left)
            require_room(connection, owner, size, time.time(), store.folder)
        for kind, table in TABLES.items():
            if whole[kind]:
                connection.execute(insert(table), [_columns_of(row, table) for row in whole[kind]])
        if left:
            connection.execute(insert(artifacts), left)
        connection.execute(update(experiments).where(experiments.c.id == id).values(owner=owner))


def _artifact(path: str, body: bytes) -> dict[str, Any]:
    name, run = path.split("/")
    return {"run": run, "name": name, "body": body}


def _columns_of(row: dict[str, Any], table: Table) -> dict[str, Any]:
    """Of a row what this version's table has, and nothing of the store it came from."""
    kept = set(table.columns.keys()) - set(OF_A_PLACE)
    return {name: value for name, value in row.items() if name in kept}
