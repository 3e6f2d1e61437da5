"""Who brought which data set or word vectors, and when they were last wanted: unused, they go a day later."""

from collections.abc import Iterable

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.sql.elements import ColumnElement

from core.errors import UserError
from core.names import plain_name
from core.specs import ExperimentSpec
from core.store.data_folder import DATA, VECTORS, DataFolder
from core.store.schema import brought

Name = tuple[str, str]  # of a file: the hash of its content, and DATA or VECTORS


def claimed(connection: Connection, name: Name, owner: str | None) -> bool:
    """Whether somebody has brought this before."""
    return connection.execute(select(brought.c.bytes).where(_mine(name, owner))).first() is not None


def claim(
    connection: Connection, name: Name, owner: str | None, bytes: int, now: float, called: str | None = None
) -> None:
    """Note that somebody brought this, and wants it now.

    Args:
        owner: None for nobody, or for what counts for nobody.
        called: What they call it, where it has a name.
    """
    values = {"touched": now, "bytes": bytes, "name": called and plain_name(called)}
    if claimed(connection, name, owner):
        connection.execute(update(brought).where(_mine(name, owner)).values(**values))
        return
    hash, kind = name
    who = {"hash": hash, "kind": kind, "owner": owner or ""}
    connection.execute(insert(brought).values(who | values | {"added": now}))


def renew(connection: Connection, names: Iterable[Name], now: float) -> None:
    """Note that these are still wanted, whoever brought them."""
    for hash, kind in names:
        mine = (brought.c.hash == hash) & (brought.c.kind == kind)
        connection.execute(update(brought).where(mine).values(touched=now))


def named_by(spec: ExperimentSpec) -> list[Name]:
    """The files that an experiment needs."""
    vectors = spec.task.word_vectors
    return [(spec.data, DATA)] + [(vectors, VECTORS)] * bool(vectors)


def require_kept(connection: Connection, folder: DataFolder, spec: ExperimentSpec, now: float) -> None:
    """Make sure that what an experiment needs is there, in the transaction that queues it.

    What is swept is swept in a transaction too: it is gone before, which is told, or it stays.

    Raises:
        UserError: `data_gone` or `vectors_gone`.
    """
    names = named_by(spec)
    for hash, kind in names:
        if not folder.has(hash, kind):
            raise UserError("data_gone" if kind == DATA else "vectors_gone")
    renew(connection, names, now)


def _mine(name: Name, owner: str | None) -> ColumnElement[bool]:
    hash, kind = name
    return (brought.c.hash == hash) & (brought.c.kind == kind) & (brought.c.owner == (owner or ""))
