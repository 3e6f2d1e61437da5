"""An engine whose local cluster has lost all workers for good builds another; with a foreign one it waits."""

from types import SimpleNamespace

import pytest

from core.engine import engine as engines
from core.engine.engine import TrainingEngine
from core.engine.lease import acquire


class Crew:
    """A crew of as many as the client's cluster has."""

    def __init__(self, client, *_rest):
        self.client, self.posts = client, {}

    def look(self):
        self.posts = dict.fromkeys(range(self.client.workers))

    def working(self):
        return {}

    def free(self):
        return []

    def warm_up(self):
        return []


class Desk:
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
    for name, value in (("DESERTED", 0.02), ("TICK", 0.001), ("LOOK", 0.0)):
        monkeypatch.setattr(engines, name, value)
    monkeypatch.setattr(engines, "Crew", Crew)
    monkeypatch.setattr(engines, "Desk", Desk)
    monkeypatch.setattr(engines, "quick_worker", lambda client: None)
    return TrainingEngine(store, acquire(store.engine), idle_seconds=0.3)


def connected(monkeypatch, *clients):
    """Hand out these clients in order; returns those that were closed."""
    waiting, closed = list(clients), []
    monkeypatch.setattr(engines, "connect", lambda: waiting.pop(0))
    monkeypatch.setattr(engines, "close", closed.append)
    return closed


def test_a_cluster_without_workers_is_replaced(engine, monkeypatch):
    empty = SimpleNamespace(cluster="ours", workers=0)
    staffed = SimpleNamespace(cluster="ours", workers=2)
    closed = connected(monkeypatch, empty, staffed)
    engine.run()
    assert closed == [empty, staffed]


def test_a_foreign_cluster_is_waited_for(engine, monkeypatch):
    foreign = SimpleNamespace(cluster=None, workers=0)
    closed = connected(monkeypatch, foreign)
    engine.run()
    assert closed == [foreign]
