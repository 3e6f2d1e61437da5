"""Who waits in the engine's queue, read so that thousands of runs cost no more than a few."""

from sqlalchemy import Engine, and_, func, or_, select

from core.store.database import reading
from core.store.plan import REFITS
from core.store.records import Run
from core.store.rows import as_run
from core.store.schema import experiments, runs
from core.store.waiting import PARTY, PERSON, Party


def parties(database: Engine) -> list[Party]:
    """Who has runs that wait, the first asked for first; of the runs themselves only an index is read."""
    waits = select(runs.c.experiment).where(runs.c.state == "queued").distinct()
    query = (
        select(PERSON.label("person"), PARTY.label("id"))
        .where(experiments.c.id.in_(waits), experiments.c.stop_requested.is_(None))
        .group_by(PERSON, PARTY)
        .order_by(func.min(experiments.c.created))
    )
    with reading(database) as connection:
        return [Party(row.person, row.id) for row in connection.execute(query)]


def parties_of(database: Engine, ids: list[str]) -> list[Party]:
    """Whose turn each given run is."""
    query = select(PERSON.label("person"), PARTY.label("id"))
    query = query.join(runs, runs.c.experiment == experiments.c.id).where(runs.c.id.in_(ids))
    with reading(database) as connection:
        return [Party(row.person, row.id) for row in connection.execute(query)]


def line_of(database: Engine, party: Party) -> tuple[list[Run], list[Run]]:
    """A party's runs that could begin now, in their order; and those that never can.

    A refit waits for its backtest, and comes to nothing if that did not end well.
    """
    earlier = runs.alias()
    same = and_(
        runs.c.kind.in_(REFITS), earlier.c.kind == "backtest", earlier.c.experiment == runs.c.experiment,
        earlier.c.cell == runs.c.cell, earlier.c.seed == runs.c.seed,
    )  # fmt: skip
    query = (
        select(runs, earlier.c.state.label("before"))
        .join(experiments, experiments.c.id == runs.c.experiment)
        .outerjoin(earlier, same)
        .where(
            or_(experiments.c.id == party.id, experiments.c.sweep == party.id),
            runs.c.state == "queued",
            experiments.c.stop_requested.is_(None),
        )
        .order_by(experiments.c.created, runs.c.place)
    )
    with reading(database) as connection:
        rows = connection.execute(query).all()
    ready = [as_run(row) for row in rows if row.kind not in REFITS or row.before == "done"]
    hopeless = [row for row in rows if row.kind in REFITS and row.before in (None, "failed", "cancelled")]
    return ready, [as_run(row) for row in hopeless]
