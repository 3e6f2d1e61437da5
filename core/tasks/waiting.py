"""Waiting for an engine to do what was asked for, and what came of it."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from core.errors import UserError
from core.interrupts import stopped_on_interrupt
from core.specs import ExperimentSpec
from core.store.engine_process import ensure_engine
from core.store.jsonable import plain
from core.store.records import EngineStatus, Epoch, Experiment, Run
from core.store.repeats import done_before
from core.store.states import ENDED
from core.store.store import Store
from core.tasks.summary import summary

PATIENCE = 90.0  # seconds an engine may take to show up
START_AGAIN = 15.0  # seconds without an engine after which another is started
IDLE = 5.0  # seconds without work after which an engine of our own leaves
Watch = Callable[[list[Run], list[Epoch]], None]
Found = TypeVar("Found")


def wait(
    store: Store, experiment: Experiment, watch: Watch = lambda runs, epochs: None, every: float = 0.3
) -> list[Run]:
    """Wait until every run has ended; returns the runs.

    Raises:
        UserError: `engine_missing` if no engine shows up.
    """

    def ended() -> list[Run] | None:
        runs = store.runs(experiment.id)
        watch(runs, store.epochs(experiment.id))
        return runs if all(run.state in ENDED for run in runs) else None

    return wait_for(store, ended, every)


def wait_for(store: Store, look: Callable[[], Found | None], every: float = 0.3) -> Found:
    """Look again and again until there is something, with an engine at work; raises `engine_missing`."""
    silent_since = asked = time.monotonic()
    while True:
        found = look()
        if found is not None:
            return found
        if _alive(store.engine_status()):
            silent_since = asked = time.monotonic()
        elif time.monotonic() - asked > START_AGAIN:
            asked = time.monotonic()
            ensure_engine(store, idle_seconds=IDLE)
        elif time.monotonic() - silent_since > PATIENCE:
            raise UserError("engine_missing")
        time.sleep(every)


def stored_result(store: Store, spec: ExperimentSpec) -> dict[str, Any] | None:
    """The summary of the very same experiment, where it was done before."""
    known = done_before(store.engine, spec)
    return plain(summary(store, known)) | {"done_before": known.created} if known else None


def finish(store: Store, queue: Callable[[], str], watch: Watch) -> dict[str, Any]:
    """Queue an experiment and wait for it with an engine at work; its summary."""

    def work(id: str) -> Experiment:
        experiment = store.experiment(id)
        ensure_engine(store, idle_seconds=IDLE)
        wait(store, experiment, watch)
        return experiment

    return plain(summary(store, stopped_on_interrupt(queue, work, store.request_stop)))


def _alive(status: EngineStatus | None) -> bool:
    return status is not None and status.state != "gone"
