"""What the engine writes. Each write is fenced by the lease and guarded by the run's state and attempt."""

import json
import time
from collections import Counter
from typing import Any

from sqlalchemy import Connection, Engine, Row, and_, delete, func, insert, select, update
from sqlalchemy.sql.elements import ColumnElement

from core.arrays import pack
from core.engine import lines
from core.engine.lease import Lease
from core.store.database import reading, writing
from core.store.jsonable import plain
from core.store.records import Run
from core.store.rows import as_run
from core.store.schema import artifacts, epochs, experiments, requests, runs
from core.store.states import State, before
from core.store.waiting import Party
from core.tasks.job import Ended

MOST_LOSSES = 3  # of workers with one run, under one engine


class Ledger:
    """The engine's pen."""

    def __init__(self, database: Engine, lease: Lease) -> None:
        self.database, self.lease = database, lease
        self._begun: dict[str, tuple[float, float]] = {}  # by run: the time, and the clock that nobody sets
        self._losses: Counter[str] = Counter()  # by run; an engine that was killed is not the run's fault

    def queued(self) -> list[Party]:
        """Who has runs that wait, the first asked for first."""
        return lines.parties(self.database)

    def parties_of(self, ids: list[str]) -> list[Party]:
        """Whose turn each given run is."""
        return lines.parties_of(self.database, ids)

    def waiting_of(self, party: Party) -> list[Run]:
        """A party's runs that could begin now, in their order; those that never can are cancelled."""
        ready, hopeless = lines.line_of(self.database, party)
        for run in hopeless:
            self.cancel(run)
        return ready

    def wanted(self, ids: list[str]) -> set[str]:
        """Those of the given runs that still exist and are not to be stopped."""
        with reading(self.database) as connection:
            query = (
                select(runs.c.id)
                .join(experiments, experiments.c.id == runs.c.experiment)
                .where(runs.c.id.in_(ids), experiments.c.stop_requested.is_(None))
            )
            return set(connection.execute(query).scalars())

    def experiment(self, id: str) -> Row[Any] | None:
        """Spec and data hash of an experiment, or None if it was deleted."""
        with reading(self.database) as connection:
            return connection.execute(select(experiments).where(experiments.c.id == id)).first()

    def backtest_of(self, refit: Run) -> Run | None:
        """The backtest that a refit follows."""
        with reading(self.database) as connection:
            same = and_(
                runs.c.experiment == refit.experiment, runs.c.cell == refit.cell, runs.c.seed == refit.seed
            )
            row = connection.execute(select(runs).where(same, runs.c.kind == "backtest")).first()
            return as_run(row) if row else None

    def baseline_parts(self, experiment: str) -> int:
        """How many runs the baselines of an experiment are done in."""
        wanted = select(func.count()).where(runs.c.experiment == experiment, runs.c.kind == "simple")
        with reading(self.database) as connection:
            return int(connection.execute(wanted).scalar_one())

    def requeue_orphans(self) -> int:
        """Queue again what a dead engine left running; returns how many."""
        with writing(self.database) as connection:
            self.lease.fence(connection)
            left = list(
                connection.execute(select(runs.c.id, runs.c.attempt).where(runs.c.state == "running"))
            )
            for id, attempt in left:
                _again(connection, id, attempt)
            return len(left)

    def begin(self, run: Run) -> int | None:
        """Mark a run as running; its attempt, or None if it is not waiting any more."""
        started = time.time()
        values = {
            "attempt": run.attempt + 1,
            "engine": self.lease.number,
            "started": started,
            "finished": None,
        }
        with writing(self.database) as connection:
            self.lease.fence(connection)
            moved = _move(connection, run.id, run.attempt, "running", **values)
        self._begun[run.id] = started, time.monotonic()
        return run.attempt + 1 if moved else None

    def note(self, events: list[dict[str, Any]]) -> None:
        """Write what workers told while they train."""
        with writing(self.database) as connection:
            self.lease.fence(connection)
            for event in events:
                _note(connection, event)

    def end(self, run: str, attempt: int, ended: Ended) -> bool:
        """Write a result and its state together: a run is never done without its arrays, nor twice."""
        state: State = {"done": "done", "failed": "failed", "stopped": "cancelled"}[ended.how]  # type: ignore[assignment]
        values: dict[str, Any] = {"finished": self._finished(run), "facts": json.dumps(ended.facts)}
        if ended.started:
            values |= _device(ended.started)
        if ended.error:
            values["error"] = json.dumps(ended.error, default=str)
        with writing(self.database) as connection:
            self.lease.fence(connection)
            moved = _move(connection, run, attempt, state, **values)
            if moved and ended.arrays:
                connection.execute(insert(artifacts).values(run=run, name="arrays", body=pack(ended.arrays)))
            if moved and ended.weights:
                connection.execute(insert(artifacts).values(run=run, name="weights", body=ended.weights))
            return moved

    def lost(self, run: str, attempt: int) -> None:
        """A worker was lost with this run: queue it again, or give up after a few times."""
        losses = self._losses[run] + 1
        with writing(self.database) as connection:
            self.lease.fence(connection)
            if losses < MOST_LOSSES:
                _again(connection, run, attempt)
            else:
                error = json.dumps({"key": "worker_lost", "facts": {"attempts": losses}})
                _move(connection, run, attempt, "failed", finished=self._finished(run), error=error)
        self._losses[run] = losses

    def answer(self, request: str, answer: dict[str, Any]) -> None:
        """Write the answer to a quick question."""
        with writing(self.database) as connection:
            self.lease.fence(connection)
            text = json.dumps(plain(answer), ensure_ascii=False)
            connection.execute(update(requests).where(requests.c.id == request).values(answer=text))

    def cancel(self, run: Run) -> None:
        """End a waiting run that cannot be done any more."""
        with writing(self.database) as connection:
            self.lease.fence(connection)
            _move(connection, run.id, run.attempt, "cancelled", finished=time.time())

    def _finished(self, run: str) -> float:
        """Now, so that `finished - started` is how long the run took even if the clock was set meanwhile."""
        if run not in self._begun:
            return time.time()
        started, begun = self._begun[run]
        return started + time.monotonic() - begun


def _this(run: str, attempt: int) -> ColumnElement[bool]:
    return and_(runs.c.id == run, runs.c.attempt == attempt)


def _move(connection: Connection, run: str, at: int, to: State, **values: Any) -> bool:
    """Move a run if its state and attempt still allow it."""
    allowed = _this(run, at) & runs.c.state.in_(before(to))
    return connection.execute(update(runs).where(allowed).values(state=to, **values)).rowcount == 1


def _again(connection: Connection, run: str, attempt: int) -> None:
    """Queue a run again, unless its experiment was stopped: then nobody would ever take it up."""
    stopped = (
        select(experiments.c.id)
        .join(runs, runs.c.experiment == experiments.c.id)
        .where(runs.c.id == run, experiments.c.stop_requested.is_not(None))
    )
    if connection.execute(stopped).first():
        _move(connection, run, attempt, "cancelled", finished=time.time())
    elif _move(connection, run, attempt, "queued", started=None):
        connection.execute(delete(epochs).where(epochs.c.run == run))


def _device(facts: dict[str, Any]) -> dict[str, Any]:
    """Where a run trains; the reason of an earlier attempt's kernel stays."""
    values = {"device": facts["device"], "kernel": facts["kernel"], "kernel_reason": facts["reason"]}
    if facts["reason"] == "kernel_kept":
        values.pop("kernel_reason")
    return values


def _note(connection: Connection, event: dict[str, Any]) -> None:
    mine = _this(event["run"], event["attempt"]) & (runs.c.state == "running")
    if event["what"] == "started":
        connection.execute(update(runs).where(mine).values(_device(event)))
    elif connection.execute(select(runs.c.id).where(mine)).first():
        columns = (
            "run", "epoch", "updates", "epochs", "loss", "val_loss", "val_accuracy", "seconds", "samples"
        )  # fmt: skip
        connection.execute(insert(epochs).values({name: event[name] for name in columns}))
