"""An engine is started where none is alive, and not again and again while one is on its way."""

import pytest

from core.engine.lease import acquire
from core.store import engine_process
from core.store.engine_process import SLOW_START, START_AGAIN, ensure_engine, failure


class Started:
    """Stands for the processes that would have been started, and for the clock."""

    def __init__(self):
        self.count, self.now, self.ended = 0, 0.0, None

    def start(self, folder, idle_seconds):
        self.count, self.ended = self.count + 1, None
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


def fail(store, started, code, log):
    """One has ended, and left a log."""
    ensure_engine(store)
    (store.folder / "engine.log").write_text(log, encoding="utf-8")
    started.ended = code


@pytest.mark.parametrize(
    ("code", "log", "told"),
    [
        (1, "INFO at work\nTraceback:\nImportError: no keras\n\n", "ImportError: no keras"),
        (1, "x" * 9_000 + "\n" + "y" * 9_000, "y" * 200),
        (1, "", ""),
        (-9, "INFO at work", "SIGKILL"),
        (0, "INFO another engine is alive", None),
        (None, "INFO at work", None),
    ],
)  # fmt: skip
def test_why_the_latest_has_ended_is_told(store, started, code, log, told):
    fail(store, started, code, log)
    assert failure(store.folder) == told


def test_why_is_told_until_another_is_there(store, started):
    fail(store, started, 1, "ImportError: no keras")
    started.now = START_AGAIN + 1
    ensure_engine(store)
    assert started.count == 2 and failure(store.folder) == "ImportError: no keras"
    started.ended = 0
    assert failure(store.folder) is None


def test_a_log_that_is_gone_is_told(store, started):
    fail(store, started, 1, "")
    (store.folder / "engine.log").unlink()
    assert "engine.log" in failure(store.folder)


def test_a_log_that_has_grown_begins_anew_and_the_one_before_is_kept(tmp_path):
    log = tmp_path / "engine.log"
    with log.open("ab") as worker:
        worker.write(b"x" * 100)
        worker.flush()
        engine_process.shorten_log(tmp_path, largest=100)
        assert log.stat().st_size == 100
        worker.write(b"y")
        worker.flush()
        engine_process.shorten_log(tmp_path, largest=100)
        worker.write(b"z")
    assert log.read_bytes() == b"z" and (tmp_path / "engine.log.1").read_bytes() == b"x" * 100 + b"y"
