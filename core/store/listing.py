"""The list of experiments."""

from collections import Counter, defaultdict
from typing import Any

from sqlalchemy import ColumnElement, Engine, func, select, true

from core.store.database import reading
from core.store.found import read_found
from core.store.records import ExperimentLine
from core.store.rows import as_experiment
from core.store.schema import datasets, experiments, runs
from core.store.whose import Owners, belonging


def latest(
    database: Engine, limit: int, owners: Owners, among: ColumnElement[bool] | None = None
) -> list[ExperimentLine]:
    """The latest experiments, newest first: of some owners, or all; without the settings of sweeps.

    Args:
        among: What else has to hold of their rows.
    """
    query = select(experiments, func.coalesce(experiments.c.source_name, datasets.c.name).label("data_name"))
    query = query.join(datasets, datasets.c.hash == experiments.c.data)
    query = query.where(experiments.c.sweep.is_(None))
    query = query.where(belonging(experiments.c.owner, owners), true() if among is None else among)
    newest = query.order_by(experiments.c.created.desc(), experiments.c.id).limit(limit)
    kinds = runs.c.experiment, runs.c.state, runs.c.kind
    count = select(*kinds, func.count().label("number")).group_by(*kinds)
    with reading(database) as connection:
        found = connection.execute(newest).all()
        mine = runs.c.experiment.in_([row.id for row in found])
        counted: dict[str, list[Any]] = defaultdict(list)
        for one in connection.execute(count.where(mine)):
            counted[one.experiment].append(one)
    return [_line(row, counted[row.id]) for row in found]


def _line(row: Any, counted: list[Any]) -> ExperimentLine:
    states: Counter[Any] = Counter()
    for one in counted:
        states[one.state] += one.number
    finished = {one.kind for one in counted if one.state == "done"}
    if any(one.kind == "simple" and one.state != "done" for one in counted):
        finished.discard("simple")
    return ExperimentLine(
        as_experiment(row), row.data_name, dict(states), frozenset(finished), read_found(row.found)
    )
