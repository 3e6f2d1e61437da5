"""A new experiment with its runs, in a transaction that may write more."""

import secrets
from typing import Any

from sqlalchemy import Connection, func, insert, select

from core.names import plain_name
from core.specs import ExperimentSpec, to_json
from core.store.schema import experiments, runs

ORDER = 1e-3  # seconds that keep two experiments apart


def insert_experiment(
    connection: Connection,
    spec: ExperimentSpec,
    name: str,
    rows: list[dict[str, Any]],
    now: float,
    owner: str | None,
    sweep: str | None = None,
    source_name: str | None = None,
) -> str:
    """Queue an experiment.

    Args:
        rows: Its runs, as `core.store.plan` makes them.
        owner: On whose list it stands, where there are several people.
        sweep: That tries its setting: the experiment is on no list then.
        source_name: What its data is called by whoever brought it.

    Returns:
        Its id: 128 random bits, for whoever knows the id may see the experiment.
    """
    id = secrets.token_hex(16)
    values = {
        "id": id, "name": plain_name(name) or id[:8], "task": spec.task.kind, "data": spec.data,
        "spec": to_json(spec), "created": _after_those_that_wait(connection, now), "owner": owner,
        "sweep": sweep, "source_name": source_name and plain_name(source_name),
    }  # fmt: skip
    connection.execute(insert(experiments).values(values))
    connection.execute(insert(runs), [{"id": secrets.token_hex(16), "experiment": id} | row for row in rows])
    return id


def _after_those_that_wait(connection: Connection, moment: float) -> float:
    """The time of asking, later than that of any unfinished experiment even if the clock was set back."""
    unfinished = runs.c.state.in_(("queued", "running"))
    query = select(func.max(experiments.c.created)).join(runs).where(unfinished)
    latest = connection.execute(query).scalar()
    return moment if latest is None else max(moment, latest + ORDER)
