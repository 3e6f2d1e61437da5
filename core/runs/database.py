"""Open the store's database: SQLite in WAL mode by default, any SQLAlchemy URL otherwise."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import platformdirs
from sqlalchemy import Connection, Engine, create_engine, event, inspect

from core.runs.schema import metadata
from core.runs.trouble import understood

BUSY_TIMEOUT = 15_000  # milliseconds a writer waits for another


def home() -> Path:
    """The folder that holds the store, data sets and caches: UNROLLED_HOME, or the user's data folder."""
    return Path(os.environ.get("UNROLLED_HOME") or platformdirs.user_data_dir("unrolled", appauthor=False))


def store_url(folder: Path) -> str:
    """The database's address: UNROLLED_STORE, or a SQLite file in the folder."""
    return os.environ.get("UNROLLED_STORE") or f"sqlite:///{folder / 'store.sqlite'}"


def open_database(url: str) -> Engine:
    """Connect and create the tables that are missing."""
    engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        metadata.create_all(connection)
        _add_missing_columns(connection)
    return engine


def _add_missing_columns(connection: Connection) -> None:
    """Let a store of an earlier version keep what it has: new columns may be empty, and are empty there."""
    for table in metadata.sorted_tables:
        known = {column["name"] for column in inspect(connection).get_columns(table.name)}
        for column in table.columns:
            if column.name not in known:
                kind = column.type.compile(connection.dialect)
                connection.exec_driver_sql(f"ALTER TABLE {table.name} ADD COLUMN {column.name} {kind}")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads: it sees one moment of the store."""
    with understood(), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes: in SQLite it takes the lock at once, so that it cannot fail half-way."""
    with understood(), engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun in `_begin`, not by the driver
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")  # first: the next lines may have to wait
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
