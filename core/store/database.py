"""Open the store's database: SQLite in WAL mode by default, or PostgreSQL by its URL."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import ArgumentError

from core.errors import UserError
from core.home import home as home
from core.private import private_file
from core.store.address import read_address
from core.store.migration import VERSION, bring_up_to_date, version_of
from core.store.trouble import understood

BUSY_TIMEOUT = 15_000  # milliseconds a writer waits for another
WRITERS = 0x756E726F  # the number of our lock in PostgreSQL: "unro"


def store_url(folder: Path) -> str:
    """The database's address: UNROLLED_STORE, or a SQLite file in the folder."""
    return os.environ.get("UNROLLED_STORE") or f"sqlite:///{folder / 'store.sqlite'}"


def open_database(url: str) -> Engine:
    """Connect; make the tables where there are none, migrate a store of an older version.

    Raises:
        UserError: `store_too_new` (see `migration`), `store_unreachable` where there is no such database,
            `store_address_wrong` (see `address`).
        StoreTrouble: The database does not answer, or its file cannot be used (see `trouble`).
    """
    engine = _connect(url)
    with reading(engine) as connection:
        ours = version_of(connection) == VERSION
    if not ours:  # looked at again under the lock: another process may be doing the same
        with writing(engine) as connection:
            bring_up_to_date(connection)
    return engine


def _connect(url: str) -> Engine:
    address = read_address(url)
    try:
        engine = create_engine(address, pool_pre_ping=not url.startswith("sqlite"))
    except (ArgumentError, ModuleNotFoundError) as error:  # no such database, or its driver is not installed
        raise UserError("store_unreachable", reason=" ".join(str(error).split())) from error
    if engine.dialect.name == "sqlite":
        _keep_private(engine.url.database or "")
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", _begin)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads: it sees one moment of the store."""
    moment = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with (
        understood(engine.url),
        engine.connect().execution_options(**moment) as connection,
        connection.begin(),
    ):
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes; writers take turns, and none fails half-way for another's sake.

    SQLite locks its file at once; elsewhere a lock of the whole store does the same.
    """
    with (
        understood(engine.url),
        engine.connect().execution_options(writes=True) as connection,
        connection.begin(),
    ):
        yield connection


def _keep_private(file: str) -> None:
    """SQLite makes files by the umask; those beside its database it makes as the database itself is."""
    if file and not file.startswith((":", "file:")):
        with suppress(OSError):  # whatever is wrong, SQLite says it better
            private_file(Path(file))
            for beside in filter(Path.exists, (Path(f"{file}-wal"), Path(f"{file}-shm"))):
                private_file(beside)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun in `_begin_sqlite`, not by the driver
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")  # first: the next lines may have to wait
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin(connection: Connection) -> None:
    """PostgreSQL: the lock goes with the transaction; statements after it see what others had written."""
    if connection.get_execution_options().get("writes"):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {BUSY_TIMEOUT}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")
