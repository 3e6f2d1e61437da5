"""One experiment as a file that another store takes in: its rows, what its runs left, and its data."""

import io
import json
import zipfile
from typing import Any

from sqlalchemy import Table, insert, select

from core.store.database import reading, writing
from core.store.datasets import from_body
from core.store.schema import artifacts, epochs, experiments, runs
from core.store.store import Store

DATA = "data.parquet"
ROWS = "rows.json"  # of the tables below, by their names
TABLES = {table.name: table for table in (experiments, runs, epochs)}
OF_A_PLACE = ("owner", "engine")  # columns that mean something in one store only
STILL = (2020, 1, 1, 0, 0, 0)  # the same experiment gives the same bytes, whenever it is packed


def export_experiment(store: Store, id: str) -> bytes:
    """An experiment as a zip file.

    Raises:
        UserError: `unknown_experiment`, or `data_gone` if its data set is not there any more.
    """
    experiment = store.experiment(id)
    of_it = {"experiments": experiments.c.id, "runs": runs.c.experiment}
    mine = select(runs.c.id).where(runs.c.experiment == id)
    with reading(store.engine) as connection:
        rows = {
            name: [dict(row._mapping) for row in connection.execute(select(TABLES[name]).where(column == id))]
            for name, column in of_it.items()
        }
        looks = connection.execute(select(epochs).where(epochs.c.run.in_(mine)))
        rows["epochs"] = [dict(row._mapping) for row in looks]
        left = connection.execute(select(artifacts).where(artifacts.c.run.in_(mine))).all()
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as file:
        _put(file, ROWS, json.dumps(rows, ensure_ascii=False, sort_keys=True).encode())
        _put(file, DATA, store.dataset_body(experiment.data))
        for artifact in left:
            _put(file, f"{artifact.name}/{artifact.run}", artifact.body)
    return body.getvalue()


def import_experiment(store: Store, body: bytes, *, id: str, name: str) -> None:
    """Put an experiment into a store that has neither it nor its runs.

    Args:
        body: What `packed` gave, now or in an earlier version.
        id: Its address there.
    """
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        rows = json.loads(file.read(ROWS))
        left = [_artifact(path, file.read(path)) for path in file.namelist() if path not in (ROWS, DATA)]
        store.add_dataset(from_body(file.read(DATA)))
    rows["experiments"] = [row | {"id": id, "name": name} for row in rows["experiments"]]
    rows["runs"] = [row | {"experiment": id} for row in rows["runs"]]
    with writing(store.engine) as connection:
        for kind, table in TABLES.items():
            if rows[kind]:
                connection.execute(insert(table), [_columns_of(row, table) for row in rows[kind]])
        if left:
            connection.execute(insert(artifacts), left)


def _put(file: zipfile.ZipFile, name: str, body: bytes) -> None:
    file.writestr(zipfile.ZipInfo(name, STILL), body, zipfile.ZIP_DEFLATED)


def _artifact(path: str, body: bytes) -> dict[str, Any]:
    name, run = path.split("/")
    return {"run": run, "name": name, "body": body}


def _columns_of(row: dict[str, Any], table: Table) -> dict[str, Any]:
    """Of a row what this version's table has, and nothing of the store it came from."""
    kept = set(table.columns.keys()) - set(OF_A_PLACE)
    return {name: value for name, value in row.items() if name in kept}
