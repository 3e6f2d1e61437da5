"""Where an experiment stands beside those of others: whose turn comes first, who shares the workers."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, case, func, literal_column, select

from core.store.database import reading
from core.store.schema import experiments, runs

PARTY = func.coalesce(experiments.c.sweep, experiments.c.id)  # who takes a turn: a sweep is one, however wide
PERSON = func.coalesce(
    experiments.c.owner, literal_column("''")
)  # whose turn it is first; "" where nobody is told apart

NEVER = (float("inf"), float("inf"))


@dataclass(frozen=True)
class Party:
    """Who takes a turn."""

    person: str
    id: str  # of an experiment or a sweep


@dataclass(frozen=True)
class Place:
    """The place of an experiment or a sweep among all that have runs to do."""

    ahead: int  # turns of others that come first
    sharing: int  # turns that others get for each of its own
    working: int  # runs at work now, of all experiments


def place_of(database: Engine, id: str) -> Place:
    """The place that `core.engine.fair_queue` gives an experiment or a sweep, as far as the store tells.

    Its turn comes the sooner, the longer ago its owner, and then itself, came or had a run begun.
    """
    rows = _active(database)
    mine = next((row for row in rows if row.id == id), None)
    served = [row.served for row in rows if row.served]
    since = {row.id: _since([row], served) for row in rows}
    people: dict[str, list[Any]] = {}
    for row in rows:
        people.setdefault(row.person, []).append(row)
    own = [row for row in people.get(mine.person, []) if row.id != id] if mine else []
    before = sum(row.queued > 0 and since[row.id] < since[id] for row in own)
    others = [of for person, of in people.items() if mine is None or person != mine.person]
    first = _since(people[mine.person], served) if mine else NEVER
    ahead = before
    for of in others:
        turns = before + (_since(of, served) < first)
        ahead += min(sum(row.queued for row in of), turns)
    shares = (len(others) + 1) * (len(own) + 1) - 1
    count = len(rows) - (mine is not None)
    return Place(ahead, min(shares, count), int(sum(row.working for row in rows)))


def _since(rows: list[Any], served: list[float]) -> tuple[float, float]:
    """When a person or a party was served last; before the first time, as if just before whoever was then.

    The earlier goes first; in the second place is when somebody came.

    Args:
        rows: Its experiments.
        served: When each party was served last.
    """
    own = [row.served for row in rows if row.served]
    came = min(row.created for row in rows)
    if own:
        return max(own), float("inf")
    return max([at for at in served if at < came], default=came), came


def _active(database: Engine) -> list[Any]:
    """Everything that has runs to do, with its owner."""
    active = select(runs.c.experiment).where(runs.c.state.in_(("queued", "running"))).distinct()
    query = (
        select(
            PERSON.label("person"),
            PARTY.label("id"),
            func.min(experiments.c.created).label("created"),
            func.max(runs.c.started).label("served"),
            func.sum(case((runs.c.state == "queued", 1), else_=0)).label("queued"),
            func.sum(case((runs.c.state == "running", 1), else_=0)).label("working"),
        )
        .join(runs, runs.c.experiment == experiments.c.id)
        .where(experiments.c.id.in_(active))
        .group_by(PERSON, PARTY)
    )
    with reading(database) as connection:
        return list(connection.execute(query))
