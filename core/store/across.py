"""Runs of any experiments, found by their ids or listed for choosing."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Row, and_, false, func, or_, select

from core.store.database import reading
from core.store.records import Epoch, Experiment, Run
from core.store.rows import as_experiment, as_run
from core.store.schema import datasets, epochs, experiments, runs
from core.store.whose import Owners, belonging

SHORT = 10  # letters of an id that are enough among one's own
WHOLE = 32  # letters, of four random bits each: whoever has them all may see the run and its experiment
ID = re.compile(rf"[0-9a-f]{{{SHORT},{WHOLE}}}")
AFTER = "g"  # sorts behind every letter of an id
COMPARABLE = ("backtest", "trial")  # kinds of runs that are trained on the training rows and can be compared


@dataclass(frozen=True)
class PlacedRun:
    """A run with the experiment and the data that it belongs to."""

    run: Run
    experiment: Experiment
    data_name: str


def runs_asked_for(database: Engine, asked: Iterable[str], owners: Owners, most: int) -> list[PlacedRun]:
    """The runs that an address names, in its order; what is malformed, unknown or deleted is left out.

    Args:
        asked: Whole ids, or the first letters of one's own, from `SHORT` on.
        owners: Whose runs are found by the first letters.
        most: Ids that are looked at, see `looked_at`.
    """
    known = looked_at(asked, most)
    whole = [id for id in known if len(id) == WHOLE]
    begins = [runs.c.id.between(id, id + AFTER) for id in known if len(id) < WHOLE]
    mine = runs.c.experiment.in_(select(experiments.c.id).where(belonging(experiments.c.owner, owners)))
    if not known:
        return []
    wanted = runs.c.id.in_(whole) | and_(mine, or_(false(), *begins))
    with reading(database) as connection:
        found = _placed(connection, connection.execute(select(runs).where(wanted)).all())
    return sorted(found, key=lambda one: _place(one.run.id, known))


def looked_at(asked: Iterable[str], most: int) -> list[str]:
    """Of many ids some, each once; the same ones in whatever order they are named."""
    known = [id for id in dict.fromkeys(asked) if ID.fullmatch(id)]
    return known if len(known) <= most else sorted(known)[:most]


def latest_runs(database: Engine, owners: Owners, limit: int) -> list[PlacedRun]:
    """Comparable runs of the latest experiments, newest first: those of some owners, or all of them.

    The settings of sweeps are left out, as in the list of experiments; their addresses open them.

    Args:
        limit: Of experiments.
    """
    newest = select(experiments.c.id).where(experiments.c.sweep.is_(None))  # a sweep's settings are many
    newest = newest.order_by(experiments.c.created.desc(), experiments.c.id).limit(limit)
    newest = newest.where(belonging(experiments.c.owner, owners))
    with reading(database) as connection:
        order = list(connection.execute(newest).scalars())
    return runs_of(database, order)


def runs_of(database: Engine, order: Sequence[str]) -> list[PlacedRun]:
    """Comparable runs of some experiments, in the order of these."""
    wanted = select(runs).where(runs.c.experiment.in_(order), runs.c.kind.in_(COMPARABLE))
    with reading(database) as connection:
        found = _placed(connection, connection.execute(wanted.order_by(runs.c.place)).all())
    return sorted(found, key=lambda one: order.index(one.experiment.id))


def baseline_runs(database: Engine, ids: Iterable[str]) -> dict[str, list[Run]]:
    """The baselines' runs of each of some experiments, by experiment, where all parts have ended well."""
    wanted = select(runs).where(runs.c.experiment.in_(list(ids)), runs.c.kind == "simple")
    found: dict[str, list[Run]] = {}
    with reading(database) as connection:
        for row in connection.execute(wanted.order_by(runs.c.place)):
            found.setdefault(row.experiment, []).append(as_run(row))
    return {id: parts for id, parts in found.items() if all(run.state == "done" for run in parts)}


def refits_of(database: Engine, trained: Sequence[Run]) -> tuple[bool, dict[str, str]]:
    """The finished refits before the test of some backtests, by backtest.

    Returns:
        Whether some of them lacks the refit that its experiment plans; and those that there are.
    """
    ids = {run.experiment for run in trained}
    wanted = select(runs).where(runs.c.experiment.in_(ids), runs.c.kind == "refit")
    with reading(database) as connection:
        planned = [as_run(row) for row in connection.execute(wanted)]
    done = {(run.experiment, run.cell, run.seed): run.id for run in planned if run.state == "done"}
    found = {
        run.id: id for run in trained if (id := done.get((run.experiment, run.cell, run.seed))) is not None
    }
    planning = {run.experiment for run in planned}
    return any(run.experiment in planning and run.id not in found for run in trained), found


def epochs_of(database: Engine, ids: Sequence[str]) -> dict[str, list[Epoch]]:
    """Everything that some runs have learnt so far, by run, in order."""
    found: dict[str, list[Epoch]] = {id: [] for id in ids}
    query = select(epochs).where(epochs.c.run.in_(list(found))).order_by(epochs.c.epoch)
    with reading(database) as connection:
        for row in connection.execute(query):
            found[row.run].append(Epoch(**row._mapping))
    return found


def _placed(connection: Connection, rows: Sequence[Row[Any]]) -> list[PlacedRun]:
    query = select(experiments, func.coalesce(experiments.c.source_name, datasets.c.name).label("data_name"))
    query = query.join(datasets, datasets.c.hash == experiments.c.data)
    mine = query.where(experiments.c.id.in_({row.experiment for row in rows}))
    homes = {row.id: (as_experiment(row), row.data_name) for row in connection.execute(mine)}
    return [PlacedRun(as_run(row), *homes[row.experiment]) for row in rows]


def _place(id: str, asked: Sequence[str]) -> int:
    return next(place for place, one in enumerate(asked) if id.startswith(one))
