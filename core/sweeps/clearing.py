"""Stop or delete what an experiment, a sweep or a person has; and give room back to the disk."""

import sqlite3
from contextlib import suppress

from sqlalchemy import delete, select

from core.errors import UserError
from core.store.database import reading, writing
from core.store.schema import brought, experiments, runs, sweeps
from core.store.store import Store
from core.store.trouble import StoreTrouble
from core.store.usage import owner_named
from core.sweeps.rows import delete_sweep, stop_sweep, sweep_of


def stop(store: Store, named: str) -> int:
    """Stop what has something to do; what is done stays.

    Args:
        named: Id of an experiment or a sweep, or the beginning of an owner's hash.

    Returns:
        How many experiments and sweeps.

    Raises:
        UserError: `unknown_owner`.
    """
    alone, many = _meant(store, named, unfinished=True)
    for id in alone:
        store.request_stop(id)
    for id in many:
        stop_sweep(store.engine, id)
    return len(alone) + len(many)


def remove(store: Store, named: str) -> int:
    """Delete an experiment, a sweep, or everything that a person has; as `stop`.

    Data that nobody else uses goes when it is swept.
    """
    alone, many = _meant(store, named)
    for id in many:
        delete_sweep(store.engine, id)
    for id in alone:
        store.delete(id)
    if named not in (*alone, *many):
        with writing(store.engine) as connection:
            connection.execute(delete(brought).where(brought.c.owner.startswith(named, autoescape=True)))
    return len(alone) + len(many)


def _meant(store: Store, named: str, *, unfinished: bool = False) -> tuple[list[str], list[str]]:
    """Ids of experiments, and of sweeps; of a person's, perhaps those only that have something to do."""
    with suppress(UserError):
        return [store.experiment(named).id], []
    with suppress(UserError):
        return [], [sweep_of(store.engine, named).id]
    owner = owner_named(store, named)
    active = select(runs.c.experiment).where(runs.c.state.in_(("queued", "running")))
    with reading(store.engine) as connection:
        alone = select(experiments.c.id).where(experiments.c.owner == owner, experiments.c.sweep.is_(None))
        many = select(sweeps.c.id).where(sweeps.c.owner == owner)
        if unfinished:
            alone = alone.where(experiments.c.id.in_(active))
            many = many.where(sweeps.c.state == "running")
        return list(connection.execute(alone).scalars()), list(connection.execute(many).scalars())


def shrink(store: Store) -> None:
    """Give back what is free within SQLite's file; nothing else may be at work meanwhile.

    Raises:
        StoreTrouble: `store_busy` if something is.
    """
    if store.engine.dialect.name != "sqlite":
        return  # PostgreSQL does that by itself
    connection = store.engine.raw_connection()
    try:
        for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            connection.cursor().execute(statement)
    except sqlite3.OperationalError as error:
        raise StoreTrouble("store_busy") from error
    finally:
        connection.close()
