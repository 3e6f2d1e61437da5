"""The store's sweeps: asked for, listed, stopped, deleted; and what each has tried so far."""

import json
import secrets
import time
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, func, insert, select, update

from core.errors import UserError
from core.names import given_name, plain_name
from core.specs import to_json
from core.store.brought import require_kept
from core.store.creation import insert_experiment
from core.store.database import reading, writing
from core.store.plan import Ends, planned_runs, trial_runs
from core.store.records import read_json
from core.store.rows import as_run
from core.store.schema import datasets, experiments, runs, sweeps
from core.store.shares import may_wait, require_room, require_turns
from core.store.store import ID, Store
from core.store.whose import Owners, belonging
from core.sweeps.records import Sweep, Trial, ranked, setting_from_json, sweep_from_json
from core.sweeps.spec import Setting, SweepSpec


def create_sweep(
    store: Store,
    spec: SweepSpec,
    name: str,
    ends: Ends,
    owner: str | None = None,
    source_name: str | None = None,
) -> str:
    """Ask for a sweep on data that the store keeps; the engine does the rest.

    Args:
        ends: What the networks are connected to: no dimension changes it.
        owner: On whose list it stands, where there are several people.
        source_name: What its data is called by whoever brought it.

    Returns:
        Its id, which is its key as an experiment's is.

    Raises:
        UserError: What `require_turns`, `require_room` and `require_kept` raise.
    """
    id, moment = secrets.token_hex(16), time.time()
    values = {
        "id": id, "name": plain_name(name) or id[:8], "task": spec.base.task.kind, "data": spec.base.data,
        "spec": to_json(spec), "ends": json.dumps(asdict(ends)), "created": moment, "owner": owner,
        "state": "running", "source_name": source_name and plain_name(source_name),
    }  # fmt: skip
    with writing(store.engine) as connection:
        require_turns(connection, owner, spec.seeds)
        require_room(connection, owner, 0, moment, store.folder)
        require_kept(connection, store.data, spec.base, moment)
        connection.execute(insert(sweeps).values(values))
    return id


def sweep_of(database: Engine, id: str) -> Sweep:
    """One sweep; raises `unknown_sweep` for an id that is malformed, unknown or deleted."""
    found = _sweeps(database, sweeps.c.id == id) if ID.fullmatch(str(id)) else []
    if not found:
        raise UserError("unknown_sweep")
    return found[0]


def latest_sweeps(database: Engine, limit: int = 50, owners: Owners = None) -> list[Sweep]:
    """The latest sweeps, newest first: those of some owners, or all of them."""
    return _sweeps(database, belonging(sweeps.c.owner, owners))[:limit]


def active_sweeps(database: Engine) -> list[Sweep]:
    """Sweeps that have settings to try, the first asked for first."""
    return _sweeps(database, sweeps.c.state == "running")[::-1]


def sweep_that_chose(database: Engine, experiment: str) -> Sweep | None:
    """The sweep whose winner an experiment is."""
    found = _sweeps(database, sweeps.c.winner == experiment)
    return found[0] if found else None


def trials_of(database: Engine, sweep: str) -> list[Trial]:
    """What a sweep has tried so far, in the order in which it was begun."""
    mine = experiments.c.sweep == sweep
    with reading(database) as connection:
        asked = select(experiments.c.id, experiments.c.spec, experiments.c.created).where(mine)
        begun = connection.execute(asked.order_by(experiments.c.created, experiments.c.id)).all()
        joined = select(runs).join(experiments, experiments.c.id == runs.c.experiment).where(mine)
        rows = [as_run(row) for row in connection.execute(joined.order_by(runs.c.place))]
    by_experiment: dict[str, list[Any]] = {}
    for run in rows:
        by_experiment.setdefault(run.experiment, []).append(run)
    return [
        Trial(row.id, number, setting_from_json(row.spec), row.created, tuple(by_experiment[row.id]))
        for number, row in enumerate(begun, 1)
    ]


def stop_sweep(database: Engine, id: str) -> None:
    """Try no further setting: what waits ends at once, what runs when the engine hears of it."""
    moment = time.time()
    with writing(database) as connection:
        mine = select(experiments.c.id).where(experiments.c.sweep == id)
        connection.execute(_move(id, ("running",), state="stopped"))
        connection.execute(update(experiments).where(experiments.c.sweep == id).values(stop_requested=moment))
        waiting = runs.c.experiment.in_(mine) & (runs.c.state == "queued")
        connection.execute(update(runs).where(waiting).values(state="cancelled", finished=moment))


def delete_sweep(database: Engine, id: str) -> None:
    """Delete a sweep with all it has tried; the experiment of its winner stays."""
    with writing(database) as connection:
        connection.execute(delete(experiments).where(experiments.c.sweep == id))
        connection.execute(delete(sweeps).where(sweeps.c.id == id))


def rename_sweep(database: Engine, id: str, name: str) -> None:
    """Give a sweep another name; raises what `core.names.given_name` does."""
    plain = given_name(name)
    with writing(database) as connection:
        connection.execute(update(sweeps).where(sweeps.c.id == id).values(name=plain))


def score_best(database: Engine, sweep: Sweep) -> str | None:
    """Score the best setting of a stopped sweep on test; the experiment's id, None if there is nothing."""
    trials = trials_of(database, sweep.id)
    with writing(database) as connection:
        return insert_winner(connection, sweep, trials)


def insert_trial(connection: Connection, sweep: Sweep, setting: Setting) -> bool:
    """Queue a setting, unless the sweep was stopped or deleted, or as many runs wait as its owner may have.

    Raises:
        UserError: What `require_room` raises: the sweep cannot go on.
    """
    row = _row(connection, sweep.id)
    if row is None or row.state != "running":
        return False
    spec = replace(sweep.spec.experiment(setting), refit=False)
    rows, moment = trial_runs(spec, Ends(**json.loads(row.ends))), time.time()
    if not may_wait(connection, row.owner, len(rows)):
        return False
    require_room(connection, row.owner, 0, moment)
    insert_experiment(connection, spec, sweep.name, rows, moment, row.owner, sweep.id, row.source_name)
    return True


def insert_winner(connection: Connection, sweep: Sweep, trials: list[Trial]) -> str | None:
    """Queue the experiment that scores the best setting on test, once and never again.

    Returns:
        Its id; None if no setting ended well, or the winner was chosen before.
    """
    row, best = _row(connection, sweep.id), next(iter(ranked(trials)), None)
    if row is None or best is None or row.winner is not None or row.state not in ("running", "stopped"):
        return None
    spec = sweep.spec.experiment(best.setting)
    rows = planned_runs(spec, Ends(**json.loads(row.ends)))
    name = f"{row.name} · {best.setting.cell.upper()} {best.setting.units}"
    id = insert_experiment(connection, spec, name, rows, time.time(), row.owner, source_name=row.source_name)
    connection.execute(_move(sweep.id, ("running", "stopped"), state="done", winner=id))
    return id


def end_sweep(connection: Connection, id: str, error: dict[str, Any]) -> None:
    """A sweep that cannot go on."""
    connection.execute(_move(id, ("running",), state="failed", error=json.dumps(error, default=str)))


def _move(id: str, before: tuple[str, ...], **values: Any) -> Any:
    return update(sweeps).where(sweeps.c.id == id, sweeps.c.state.in_(before)).values(**values)


def _row(connection: Connection, id: str) -> Row[Any] | None:
    return connection.execute(select(sweeps).where(sweeps.c.id == id)).first()


def _sweeps(database: Engine, which: Any) -> list[Sweep]:
    tried = select(func.count()).where(experiments.c.sweep == sweeps.c.id).scalar_subquery()
    query = select(
        sweeps, func.coalesce(sweeps.c.source_name, datasets.c.name).label("data_name"), tried.label("tried")
    )
    query = query.join(datasets, datasets.c.hash == sweeps.c.data).where(which)
    with reading(database) as connection:
        rows = connection.execute(query.order_by(sweeps.c.created.desc(), sweeps.c.id)).all()
    return [
        Sweep(
            row.id, row.name, row.task, row.data, sweep_from_json(row.spec), row.created, row.state,
            row.winner, read_json(row.error), row.data_name, row.tried, row.owner,
        )
        for row in rows
    ]  # fmt: skip
