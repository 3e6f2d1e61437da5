"""Whose experiments and sweeps: each bears the hash of whoever made it, where there are several people."""

from collections.abc import Set as AbstractSet
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Engine, false, select, true, update

from core.runs.database import reading, writing
from core.runs.schema import experiments, sweeps

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


def knows_data(database: Engine, owners: Owners, hash: str) -> bool:
    """Whether anything that belongs to these is about a data set."""
    with reading(database) as connection:
        return any(
            connection.execute(
                select(table.c.id).where(table.c.data == hash, belonging(table.c.owner, owners)).limit(1)
            ).first()
            for table in (experiments, sweeps)
        )
