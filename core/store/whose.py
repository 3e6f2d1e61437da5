"""Whose experiments and sweeps: each bears the hash of whoever made it, where there are several people."""

from collections.abc import Set as AbstractSet
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Engine, delete, false, select, true, update

from core.store.brought import Name, claim
from core.store.data_folder import DATA
from core.store.database import reading, writing
from core.store.schema import brought, experiments, sweeps

Owners: TypeAlias = AbstractSet[str] | None  # one person may be several; None is everybody


def belonging(column: Any, owners: Owners) -> ColumnElement[bool]:
    """Of a query: only what belongs to these."""
    if owners is None:
        return true()
    return column.in_(sorted(owners)) if owners else false()


def has_any(database: Engine, owners: Owners) -> bool:
    """Whether anything belongs to these."""
    with reading(database) as connection:
        return any(
            connection.execute(select(table.c.id).where(belonging(table.c.owner, owners)).limit(1)).first()
            for table in (experiments, sweeps)
        )


def hand_over(database: Engine, owners: AbstractSet[str], to: str) -> None:
    """Give all that belongs to some to another; what runs of it goes on."""
    with writing(database) as connection:
        for table in (experiments, sweeps):
            mine = belonging(table.c.owner, owners)
            connection.execute(update(table).where(mine).values(owner=to))
        for row in connection.execute(select(brought).where(belonging(brought.c.owner, owners))).all():
            claim(connection, (row.hash, row.kind), to, row.bytes, row.touched, row.name)
        connection.execute(delete(brought).where(belonging(brought.c.owner, owners)))


def name_of_brought(database: Engine, name: Name, owners: Owners) -> str | None:
    """What some call a file that they brought or that an experiment of theirs needs; "" for no name.

    Returns:
        None where they have nothing to do with it: that others brought the same is theirs to tell.
    """
    hash, kind = name
    theirs = (brought.c.hash == hash) & (brought.c.kind == kind) & belonging(brought.c.owner, owners)
    needs = experiments.c.data == hash if kind == DATA else experiments.c.spec.contains(hash, autoescape=True)
    needed = select(experiments.c.source_name).where(needs, belonging(experiments.c.owner, owners))
    with reading(database) as connection:
        found = list(connection.execute(select(brought.c.name).where(theirs)).scalars())
        found += connection.execute(needed.order_by(experiments.c.created.desc())).scalars()
    return next(filter(None, found), "") if found else None
