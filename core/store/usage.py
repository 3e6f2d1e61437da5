"""What the store takes, and of whom: for whoever runs a server."""

import shutil
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, literal_column, select

from core.errors import UserError
from core.store.data_store import DataStore
from core.store.database import reading
from core.store.schema import artifacts, brought, experiments, runs, sweeps

SHORTEST = 8  # letters of an owner's hash that may stand for it
NOBODY: Any = literal_column("''")


@dataclass(frozen=True)
class Usage:
    """What one person has; sizes are in bytes, times in seconds since 1970."""

    owner: str  # a hash; "" for what counts for nobody, and on one's own machine for everything
    experiments: int = 0  # with the settings of sweeps
    sweeps: int = 0
    waiting: int = 0  # runs
    files: int = 0  # data sets and word vectors that this person brought; others may have brought them too
    data: int = 0
    results: int = 0  # networks and forecasts
    oldest: float | None = None
    newest: float | None = None

    @property
    def bytes(self) -> int:
        """All that is kept for this person."""
        return self.data + self.results


@dataclass(frozen=True)
class DiskUse:
    """What all of it takes."""

    people: tuple[Usage, ...]  # who has most first
    files: int  # in the data folder
    data: int  # bytes of these
    database: int
    unused: int  # bytes in the database's file that are free and will be used again
    free: int  # of the disk


def disk_use(store: DataStore) -> DiskUse:
    """Who has how much, and what the disk says."""
    files = [path.stat() for path in store.data.folder.iterdir()]
    with reading(store.engine) as connection:
        people = sorted(_by_owner(connection).values(), key=lambda one: -one.bytes)
        database, unused = _database(connection)
    free = shutil.disk_usage(store.folder).free
    return DiskUse(tuple(people), len(files), sum(one.st_size for one in files), database, unused, free)


def owner_named(store: DataStore, text: str) -> str:
    """The one owner whose hash begins so.

    Raises:
        UserError: `unknown_owner` if there is none, or more than one.
    """
    known = [one.owner for one in disk_use(store).people if one.owner.startswith(text)]
    if len(text) < SHORTEST or len(known) != 1:
        raise UserError("unknown_owner", owner=text, least=SHORTEST)
    return known[0]


def _by_owner(connection: Connection) -> dict[str, Usage]:
    found: dict[str, Usage] = {}

    def note(owner: str, **figures: Any) -> None:
        found[owner] = replace(found.get(owner, Usage(owner)), **figures)

    for row in connection.execute(_experiments()):
        note(row.owner, experiments=row.count, oldest=row.oldest, newest=row.newest)
    for row in connection.execute(_count(sweeps)):
        note(row.owner, sweeps=row.count)
    for row in connection.execute(_of_runs(func.count(), runs.c.state == "queued")):
        note(row.owner, waiting=row.value)
    size = func.sum(func.length(artifacts.c.body))
    for row in connection.execute(_of_runs(size).join(artifacts, artifacts.c.run == runs.c.id)):
        note(row.owner, results=int(row.value))
    for row in connection.execute(_brought()):
        known = found.get(row.owner, Usage(row.owner))
        oldest = min(row.oldest, known.oldest or row.oldest)
        newest = max(row.newest, known.newest or row.newest)
        note(row.owner, files=row.count, data=int(row.bytes), oldest=oldest, newest=newest)
    return found


def _owner(column: Any) -> Any:
    return func.coalesce(column, NOBODY)


def _count(table: Any) -> Any:
    owner = _owner(table.c.owner)
    return select(owner.label("owner"), func.count().label("count")).group_by(owner)


def _experiments() -> Any:
    created = experiments.c.created
    return _count(experiments).add_columns(
        func.min(created).label("oldest"), func.max(created).label("newest")
    )


def _of_runs(value: ColumnElement[Any], *which: ColumnElement[bool]) -> Any:
    owner = _owner(experiments.c.owner)
    query = select(owner.label("owner"), value.label("value")).select_from(runs)
    query = query.join(experiments, experiments.c.id == runs.c.experiment)
    return query.where(*which).group_by(owner)


def _brought() -> Any:
    return select(
        brought.c.owner, func.count().label("count"), func.sum(brought.c.bytes).label("bytes"),
        func.min(brought.c.added).label("oldest"), func.max(brought.c.touched).label("newest"),
    ).group_by(brought.c.owner)  # fmt: skip


def _database(connection: Connection) -> tuple[int, int]:
    """Bytes of the database, and of them those that are free."""
    if connection.dialect.name != "sqlite":
        size = connection.execute(select(func.pg_database_size(func.current_database()))).scalar_one()
        return int(size), 0

    def pragma(name: str) -> int:
        return int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())

    page = pragma("page_size")
    return pragma("page_count") * page, pragma("freelist_count") * page
