"""A store that cannot be written for a while: the engine keeps what happened, and goes on once it can."""

import queue
from types import SimpleNamespace

import numpy as np
import pytest

from core.engine import engine as engines
from core.engine.engine import TrainingEngine
from core.engine.lease import acquire
from core.store.trouble import StoreTrouble
from core.tasks.job import Ended, Job


class Workers:
    """One worker that does what the test says."""

    def __init__(self):
        self.slots, self.started = {"one": None}, []

    def look(self):
        pass

    def working(self):
        return {}

    def free(self):
        return [] if self.started else [SimpleNamespace(restarting=False)]

    def rest(self, slot):
        pass

    def start(self, slot, job):
        self.started.append(job)


@pytest.fixture
def engine(store, monkeypatch):
    monkeypatch.setattr(engines, "PATIENCE", 0.0)
    monkeypatch.setattr(engines, "TICK", 0.001)
    monkeypatch.setattr(engines, "LOOK", 0.0)
    engine = TrainingEngine(store, acquire(store.engine), 60.0)
    engine.workers, engine.news = Workers(), queue.Queue()
    return engine


def epoch(job, number):
    told = {"loss": 1.0, "val_loss": None, "val_accuracy": None, "seconds": 1.0, "samples": 1}
    return {
        "what": "look",
        "run": job.run,
        "attempt": job.attempt,
        "epoch": number,
        "updates": number,
        "epochs": 0.5,
    } | told


def test_a_result_that_finds_the_disk_full_is_written_once_there_is_room(
    store, create, engine, full_disk, caplog
):
    id = create()
    engine._turn()
    (job,) = engine.workers.started
    assert isinstance(job, Job)
    arrays = {"test": np.random.default_rng(0).normal(size=300_000)}
    with full_disk():
        engine._hear("event")(epoch(job, 1))
        engine.news.put(("end", (job, Ended("done", {"scale": 1.0}, arrays))))
        for _ in range(3):
            engine._turn()
        state = next(run.state for run in store.runs(id) if run.id == job.run)
        assert state == "running" and not store.arrays(job.run) and len(engine.workers.started) == 1
    engine._turn()
    done = next(run for run in store.runs(id) if run.id == job.run)
    assert done.state == "done" and [e.epoch for e in store.epochs(id)] == [1]
    np.testing.assert_array_equal(store.arrays(job.run)["test"], arrays["test"])
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    assert sum("disk_full" in record.message for record in caplog.records) == 1


def test_the_heartbeat_outlives_a_store_in_trouble(store, monkeypatch):
    monkeypatch.setattr("core.engine.lease.BEAT", 0.01)
    lease = acquire(store.engine)
    before = store.engine_status().number
    real, calls = lease.fence, []

    def fence(connection):
        calls.append(1)
        if len(calls) < 4:
            raise StoreTrouble("disk_full")
        real(connection)

    monkeypatch.setattr(lease, "fence", fence)
    lease.start()
    for _ in range(500):
        if len(calls) > 6:
            break
        lease.lost.wait(0.01)
    lease.release()
    assert len(calls) > 6 and not lease.lost.is_set() and store.engine_status().number == before


def test_a_goodbye_that_cannot_be_written_is_no_crash(store, monkeypatch):
    lease = acquire(store.engine)

    def fence(connection):
        raise StoreTrouble("disk_full")

    monkeypatch.setattr(lease, "fence", fence)
    lease.release()


def test_a_stopped_experiment_does_not_wait_for_ever_when_its_engine_dies(store, create, engine):
    id = create()
    engine._turn()
    store.request_stop(id)
    assert engine.ledger.requeue_orphans() == 1
    assert {run.state for run in store.runs(id)} == {"cancelled"}
