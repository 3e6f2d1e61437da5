"""An engine is started where none is alive, and not again and again while one is on its way."""

import pytest

from core.engine.lease import acquire
from core.runs import engine_process
from core.runs.engine_process import SLOW_START, START_AGAIN, ensure_engine


class Started:
    """Stands for the processes that would have been started, and for the clock."""

    def __init__(self):
        self.count, self.now, self.ended = 0, 0.0, None

    def start(self, folder, idle_seconds):
        self.count += 1
        return self

    def poll(self):
        return self.ended


@pytest.fixture
def started(monkeypatch):
    started = Started()
    monkeypatch.delenv("UNROLLED_ENGINE", raising=False)
    monkeypatch.setattr(engine_process, "start_engine", started.start)
    monkeypatch.setattr(engine_process, "_started", {})
    monkeypatch.setattr(engine_process.time, "monotonic", lambda: started.now)
    return started


def test_one_that_is_slow_to_come_is_waited_for(store, started):
    for started.now in (0.0, 3.0, SLOW_START - 1):
        ensure_engine(store)
    assert started.count == 1
    started.now = SLOW_START + 1
    ensure_engine(store)
    assert started.count == 2


def test_one_that_ends_at_once_is_not_started_over_and_over(store, started):
    ensure_engine(store)
    started.ended = 2
    for started.now in (1.0, 4.0, START_AGAIN - 1):
        ensure_engine(store)
    assert started.count == 1
    started.now = START_AGAIN + 1
    ensure_engine(store)
    assert started.count == 2


def test_none_is_started_beside_one_that_lives(store, started):
    acquire(store.engine)
    ensure_engine(store)
    assert started.count == 0
