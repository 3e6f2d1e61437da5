"""The list of experiments."""

from typing import Any

from sqlalchemy import Engine, func, select

from core.runs.database import reading
from core.runs.records import ExperimentLine
from core.runs.rows import as_experiment
from core.runs.schema import datasets, experiments, runs


def latest(database: Engine, limit: int, owner: str | None) -> list[ExperimentLine]:
    """The latest experiments, newest first: one owner's, or all of them; without the settings of sweeps."""
    query = select(experiments, datasets.c.name.label("data_name"))
    query = query.join(datasets, datasets.c.hash == experiments.c.data)
    query = query.where(experiments.c.sweep.is_(None))
    if owner is not None:
        query = query.where(experiments.c.owner == owner)
    newest = query.order_by(experiments.c.created.desc(), experiments.c.id).limit(limit)
    count = select(runs.c.experiment, runs.c.state, func.count()).group_by(runs.c.experiment, runs.c.state)
    with reading(database) as connection:
        found = connection.execute(newest).all()
        mine = runs.c.experiment.in_([row.id for row in found])
        counted = connection.execute(count.where(mine)).all()
    states: dict[str, dict[Any, int]] = {}
    for experiment, state, number in counted:
        states.setdefault(experiment, {})[state] = number
    return [ExperimentLine(as_experiment(row), row.data_name, states.get(row.id, {})) for row in found]
