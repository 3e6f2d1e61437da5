"""The engine's picture of its workers: nobody is missed because an answer is late or half empty."""

from types import SimpleNamespace

from core.engine.workers import Workers
from core.tasks.job import TOPIC


class Client:
    """Dask's client, as the workers uses it; its own memory of the workers is empty now and then."""

    def __init__(self):
        self.workers = {"tcp://a": {"name": 0}, "tcp://b": {"name": 1}, "tcp://kept": {"name": 2}}
        self.scheduler = SimpleNamespace(identity=self.identity)
        self.silent, self.id, self.heard = False, "Scheduler-1", []

    def subscribe_topic(self, topic, handler):
        self.heard.append((self.id, topic))

    def identity(self, n_workers):
        if self.silent:
            raise OSError("timed out")
        return {"id": self.id, "workers": self.workers if n_workers == -1 else {}}

    def sync(self, ask, callback_timeout, **given):
        assert callback_timeout < 10, "the engine does nothing else meanwhile"
        return ask(**given)

    def scheduler_info(self, n_workers=-1):
        return {"workers": {}}


def crew_of(client):
    lost = []
    workers = Workers(client, lost.append, lambda job, ended: lost.append(job), lost.append, kept=2)
    workers.look()
    for slot in workers.slots.values():
        slot.working, slot.future = f"job at {slot.address}", SimpleNamespace(cancel=lambda: None)
    return workers, lost


def test_workers_are_not_missed_when_the_clients_own_table_is_empty():
    workers, lost = crew_of(Client())
    workers.look()
    assert set(workers.slots) == {"tcp://a", "tcp://b"} and lost == []


def test_no_answer_is_no_news():
    client = Client()
    workers, lost = crew_of(client)
    client.silent = True
    workers.look()
    assert set(workers.slots) == {"tcp://a", "tcp://b"} and lost == []


def test_a_scheduler_that_came_back_is_asked_again_for_the_workers_news():
    client = Client()
    workers, _ = crew_of(client)
    workers.look()
    client.id = "Scheduler-2"
    workers.look()
    workers.look()
    assert client.heard == [("Scheduler-1", TOPIC), ("Scheduler-2", TOPIC)]


def test_a_worker_that_left_is_missed_with_its_job():
    client = Client()
    workers, lost = crew_of(client)
    del client.workers["tcp://b"]
    workers.look()
    assert set(workers.slots) == {"tcp://a"} and lost == ["job at tcp://b"]
