"""An engine keeps to its cluster: it builds another when its own is lost, and waits for a foreign one."""

import pytest

from core.engine import cluster
from core.engine import engine as engines
from core.engine.engine import TrainingEngine
from core.engine.lease import acquire

MANY = 100_000  # roll-calls, more than a test has


class Client:
    """Of a cluster that is ours or foreign; its workers come and go as listed, a roll-call each."""

    def __init__(self, ours, *workers, told=()):
        self.cluster, self.workers, self.told = ours or None, list(workers), list(told)

    @property
    def status(self):
        return "running" if self.workers else "closed"


class Workers:
    """A workers of as many as the client's cluster has."""

    def __init__(self, client, _on_event, _on_end, on_warm, _kept):
        self.client, self.slots = client, {}
        for told in client.told:
            on_warm(told)

    def look(self):
        if self.client.workers:
            count = self.client.workers.pop(0)
            self.slots = dict.fromkeys(range(count))

    def working(self):
        return {}

    def free(self):
        return []

    def warm_up(self):
        return []


class Questions:
    at_work = False

    def __init__(self, *given):
        pass

    def open(self):
        pass

    def close(self):
        pass

    def warm_up(self, after):
        pass


@pytest.fixture
def engine(store, monkeypatch):
    monkeypatch.setattr(cluster, "DESERTED", 0.02)
    for name, value in (("TICK", 0.001), ("LOOK", 0.0), ("PATIENCE", 0.0)):
        monkeypatch.setattr(engines, name, value)
    monkeypatch.setattr(engines, "Workers", Workers)
    monkeypatch.setattr(engines, "Questions", Questions)
    monkeypatch.setattr(engines, "quick_worker", lambda client: None)
    return TrainingEngine(store, acquire(store.engine), idle_seconds=0.3)


@pytest.fixture
def seen(engine, monkeypatch):
    """What everyone could read of the engine, in order."""
    statuses, tell = [], engine.lease.tell

    def told(state, **facts):
        tell(state, **facts)
        statuses.append(engine.store.engine_status())

    monkeypatch.setattr(engine.lease, "tell", told)
    return statuses


def connected(monkeypatch, *clients):
    """Hand out these clients in order, or raise; returns those that were closed."""
    waiting, closed = list(clients), []

    def connect():
        client = waiting.pop(0)
        if isinstance(client, Exception):
            raise client
        return client

    monkeypatch.setattr(engines, "connect", connect)
    monkeypatch.setattr(engines, "close", closed.append)
    return closed


def test_a_cluster_without_workers_is_replaced(engine, monkeypatch):
    empty, staffed = Client("ours", *[0] * MANY), Client("ours", *[2] * MANY)
    closed = connected(monkeypatch, empty, staffed)
    engine.run()
    assert closed == [empty, staffed]


def test_a_foreign_cluster_is_waited_for(engine, monkeypatch):
    foreign = Client(None, *[0] * MANY)
    closed = connected(monkeypatch, foreign)
    engine.run()
    assert closed == [foreign]


def test_a_foreign_cluster_whose_scheduler_was_lost_is_looked_for_again(engine, monkeypatch):
    lost, found = Client(None, 1, 1), Client(None, *[1] * MANY)
    closed = connected(monkeypatch, lost, found)
    engine.run()
    assert closed == [lost, found]


def test_a_scheduler_that_does_not_answer_is_waited_for(engine, monkeypatch, seen):
    connected(monkeypatch, OSError("no route"), TimeoutError(), Client(None, *[3] * MANY))
    engine.run()
    assert [status.state for status in seen] == ["waiting", "waiting", "ready"]


def test_everyone_can_read_how_many_workers_there_are_now(engine, monkeypatch, seen):
    connected(monkeypatch, Client(None, 0, 2, 2, *[3] * MANY, told=[{"device": "GPU"}]))
    engine.run()
    assert [status.workers for status in seen][-2:] == [2, 3]
    assert {status.device for status in seen if status.workers} == {"GPU"}, "it is not forgotten"
