"""A clock that jumps: no second engine, none waited for in vain, order and durations as they are."""

import threading
import time

import pytest
from sqlalchemy import select, update

from core.engine import ledger as ledgers
from core.engine.fair_queue import Turns
from core.engine.lease import acquire
from core.engine.ledger import Ledger
from core.store.database import reading, writing
from core.store.liveness import SILENCE
from core.store.schema import engines
from core.tasks.job import Ended

HOUR = 3600.0
JUMPS = [HOUR, -HOUR, 365 * 24 * HOUR]  # of the clock, in seconds


def heard_at(store, moment, host="elsewhere"):
    """The engine's last heartbeat was at this time, on some machine."""
    with writing(store.engine) as connection:
        connection.execute(update(engines).values(heartbeat=moment, host=host, state="ready"))


def heartbeat(store):
    with reading(store.engine) as connection:
        return connection.execute(select(engines.c.heartbeat)).scalar()


@pytest.mark.parametrize("jump", JUMPS)
def test_an_engine_that_beats_keeps_its_lease_whatever_the_clock_says(store, jump):
    acquire(store.engine)
    now = 1_800_000_000.0
    heard_at(store, now - jump)
    beats = threading.Timer(0.05, heard_at, (store, now))
    beats.start()
    assert acquire(store.engine, now=now, doubt=0.3) is None
    beats.join()


@pytest.mark.parametrize("jump", JUMPS)
def test_a_dead_engine_is_replaced_whatever_the_clock_says(store, jump):
    dead = acquire(store.engine)
    now = 1_800_000_000.0
    heard_at(store, now - jump)
    assert store.engine_status(now=now).state == "gone"
    successor = acquire(store.engine, now=now, doubt=0.05)
    assert successor is not None and successor.number == dead.number + 1


def test_an_engine_that_is_late_within_reason_is_not_doubted(store):
    acquire(store.engine)
    now = 1_800_000_000.0
    heard_at(store, now - SILENCE + 1)
    begun = time.monotonic()
    assert acquire(store.engine, now=now, doubt=5.0) is None
    assert time.monotonic() - begun < 1.0 and store.engine_status(now=now).state == "ready"


def test_a_process_that_is_missing_on_this_machine_is_noticed_at_once(store):
    lease = acquire(store.engine)
    with writing(store.engine) as connection:
        connection.execute(update(engines).values(pid=2**22 + 1, heartbeat=time.time() + HOUR))
    assert store.engine_status().state == "gone"
    begun = time.monotonic()
    assert acquire(store.engine, doubt=5.0).number == lease.number + 1
    assert time.monotonic() - begun < 1.0


def test_who_asked_first_is_served_first_though_the_clock_was_set_back(store, create, monkeypatch):
    first = create()
    monkeypatch.setattr("core.store.store.time.time", lambda: 1_000_000.0)
    second, third = create(), create()
    monkeypatch.undo()
    ledger, turns = Ledger(store.engine, acquire(store.engine)), Turns()
    order, running = [], []
    for _ in range(6):
        run = turns.next_run(ledger.queued(), running, ledger)
        ledger.begin(run)
        running.append(run.id)
        order.append(run.experiment)
    assert order == [first, second, third] * 2


@pytest.mark.parametrize("jump", [HOUR, -HOUR])
def test_a_run_took_as_long_as_it_took(store, create, monkeypatch, jump):
    id = create()
    ledger = Ledger(store.engine, acquire(store.engine))
    run = Turns().next_run(ledger.queued(), [], ledger)
    attempt = ledger.begin(run)
    true = time.time
    monkeypatch.setattr(ledgers.time, "time", lambda: true() + jump)
    assert ledger.end(run.id, attempt, Ended("done"))
    monkeypatch.undo()
    done = next(one for one in store.runs(id) if one.id == run.id)
    assert 0 <= done.finished - done.started < 5
