"""Where an experiment stands beside those of others: whose turn comes first, who shares the workers."""

from dataclasses import dataclass

from sqlalchemy import Engine, case, func, select

from core.runs.database import reading
from core.runs.schema import experiments, runs

PARTY = func.coalesce(experiments.c.sweep, experiments.c.id)  # who takes a turn: a sweep is one, however wide


@dataclass(frozen=True)
class Place:
    """The place of an experiment or a sweep among all that have runs to do."""

    ahead: int  # others whose turn comes first
    sharing: int  # others that have runs to do
    working: int  # runs at work now, of all experiments


def place_of(database: Engine, id: str) -> Place:
    """The place that `core.engine.turns` gives an experiment or a sweep, as far as the store tells.

    Its turn comes the sooner, the longer ago it was asked for or had a run begun.
    """
    active = select(runs.c.experiment).where(runs.c.state.in_(("queued", "running"))).distinct()
    query = (
        select(
            PARTY.label("id"),
            func.min(experiments.c.created).label("created"),
            func.max(runs.c.started).label("served"),
            func.sum(case((runs.c.state == "queued", 1), else_=0)).label("queued"),
            func.sum(case((runs.c.state == "running", 1), else_=0)).label("working"),
        )
        .join(runs, runs.c.experiment == experiments.c.id)
        .where(experiments.c.id.in_(active))
        .group_by(PARTY)
    )
    with reading(database) as connection:
        rows = list(connection.execute(query))
    since = {row.id: max(row.created, row.served or 0.0) for row in rows}
    others = [row for row in rows if row.id != id]
    mine = since.get(id, float("inf"))
    return Place(
        ahead=sum(row.queued > 0 and since[row.id] < mine for row in others),
        sharing=len(others),
        working=int(sum(row.working for row in rows)),
    )
