"""The engine's writes are fenced by its lease and guarded by each run's state and attempt."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from sqlalchemy import select, update

from core.engine.fair_queue import Turns
from core.engine.lease import LeaseLost, acquire
from core.engine.ledger import MOST_LOSSES, Ledger
from core.store.database import reading, writing
from core.store.liveness import SILENCE
from core.store.schema import engines, runs
from core.tasks.job import Ended

ON_BOTH = True


@pytest.fixture
def ledger(store):
    return Ledger(store.engine, acquire(store.engine))


@pytest.fixture
def experiment(create):
    return create()


def begin_next(ledger):
    run = Turns().next_run(ledger.queued(), [], ledger)
    return run, ledger.begin(run)


def state_of(store, experiment, run):
    return next(r for r in store.runs(experiment) if r.id == run.id).state


def test_there_is_one_engine_at_a_time(store):
    assert acquire(store.engine) is not None
    assert acquire(store.engine) is None


def at_once(task, times=8):
    """What a task returns when it is done in so many threads at the same time."""
    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(lambda _: task(), range(times)))


def test_of_engines_that_start_at_once_one_gets_the_lease(store):
    assert sum(lease is not None for lease in at_once(lambda: acquire(store.engine))) == 1


def test_a_run_that_many_begin_at_once_is_begun_once(store, experiment, ledger):
    run = Turns().next_run(ledger.queued(), [], ledger)
    assert sorted(at_once(lambda: ledger.begin(run)), key=str) == [1] + [None] * 7


def test_who_reads_sees_one_moment_while_others_write(store, experiment, ledger):
    run, attempt = begin_next(ledger)
    with reading(store.engine) as connection:
        before = connection.execute(select(runs.c.state).where(runs.c.id == run.id)).scalar()
        ledger.end(run.id, attempt, Ended("done"))
        after = connection.execute(select(runs.c.state).where(runs.c.id == run.id)).scalar()
    assert (before, after) == ("running", "running") and state_of(store, experiment, run) == "done"


def test_a_silent_engine_is_replaced_and_can_write_nothing_more(store, experiment, ledger):
    run, attempt = begin_next(ledger)
    with writing(store.engine) as connection:
        connection.execute(
            update(engines).values(host="elsewhere", heartbeat=engines.c.heartbeat - SILENCE - 1)
        )
    successor = Ledger(store.engine, acquire(store.engine, doubt=0.0))
    assert successor.requeue_orphans() == 1
    with pytest.raises(LeaseLost):
        ledger.end(run.id, attempt, Ended("done"))
    assert ledger.lease.lost.is_set() and state_of(store, experiment, run) == "queued"


def test_a_result_and_its_state_are_written_together_and_once(store, experiment, ledger):
    run, attempt = begin_next(ledger)
    assert ledger.end(run.id, attempt, Ended("done", {"scale": 1.0}, {"a": np.arange(3.0)}))
    assert not ledger.end(run.id, attempt, Ended("done", {"scale": 2.0}, {"a": np.zeros(3)}))
    assert store.arrays(run.id)["a"].tolist() == [0.0, 1.0, 2.0]


def test_news_of_an_earlier_attempt_changes_nothing(store, experiment, ledger):
    run, first = begin_next(ledger)
    ledger.lost(run.id, first)
    run, second = begin_next(ledger)
    assert second == first + 1
    event = {
        "what": "look",
        "epoch": 1,
        "updates": 25,
        "epochs": 1.0,
        "loss": 1.0,
        "val_loss": 1.0,
        "seconds": 1.0,
        "samples": 1,
    }
    ledger.note([event | {"run": run.id, "attempt": first}])
    assert store.epochs(experiment) == []
    assert not ledger.end(run.id, first, Ended("done"))
    assert state_of(store, experiment, run) == "running"


def test_a_run_that_keeps_losing_its_worker_fails_with_that_reason(store, experiment, ledger):
    for _ in range(MOST_LOSSES):
        run, attempt = begin_next(ledger)
        ledger.lost(run.id, attempt)
    failed = next(r for r in store.runs(experiment) if r.id == run.id)
    assert failed.state == "failed" and failed.error["key"] == "worker_lost"


def test_the_first_kernel_is_kept_for_the_next_attempt(store, experiment, ledger):
    run, attempt = begin_next(ledger)
    started = {"run": run.id, "what": "started", "device": "CPU", "reason": "kernel_on_cpu"}
    ledger.note([started | {"attempt": attempt, "kernel": "standard"}])
    ledger.lost(run.id, attempt)
    assert Turns().next_run(ledger.queued(), [], ledger).kernel == "standard"


def test_device_and_kernel_are_known_even_if_the_news_of_the_start_was_lost(store, experiment, ledger):
    run, attempt = begin_next(ledger)
    started = {"device": "CPU", "kernel": "compiled", "reason": "kernel_on_cpu"}
    assert ledger.end(run.id, attempt, Ended("done", started=started))
    ended = next(one for one in store.runs(experiment) if one.id == run.id)
    assert (ended.device, ended.kernel, ended.kernel_reason) == ("CPU", "compiled", "kernel_on_cpu")


def test_experiments_take_turns(store, create, ledger):
    older, newer = create(), create()
    running, order, turns = [], [], Turns()
    for _ in range(4):
        run = turns.next_run(ledger.queued(), running, ledger)
        ledger.begin(run)
        running.append(run.id)
        order.append(run.experiment)
    assert order == [older, newer, older, newer]


def test_a_refit_waits_for_its_backtest_and_falls_with_it(store, create, ledger):
    id = create(cells=("rnn",))
    for how in ("done", "done", "failed"):  # simple, seed 1, seed 2
        run, attempt = begin_next(ledger)
        ledger.end(run.id, attempt, Ended(how, {"rates": [0.1], "check": 25}))
    run, _ = begin_next(ledger)
    assert (run.kind, run.seed) == ("refit", 1)
    assert Turns().next_run(ledger.queued(), [run.id], ledger).kind == "final"
    for kind, state in (("refit", "running"), ("final", "queued")):
        assert [r.state for r in store.runs(id) if r.kind == kind] == [state, "cancelled"]


def test_a_stopped_experiment_starts_nothing_more(store, experiment, ledger):
    run, _ = begin_next(ledger)
    store.request_stop(experiment)
    assert Turns().next_run(ledger.queued(), [run.id], ledger) is None
    assert ledger.wanted([run.id]) == set()
