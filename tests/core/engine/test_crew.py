"""The engine's picture of its workers: nobody is missed because an answer is late or half empty."""

from types import SimpleNamespace

from core.engine.crew import Crew
from core.tasks.job import TOPIC


class Client:
    """Dask's client, as the crew uses it; its own memory of the workers is empty now and then."""

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
    crew = Crew(client, lost.append, lambda job, ended: lost.append(job), lost.append, kept=2)
    crew.look()
    for post in crew.posts.values():
        post.working, post.future = f"job at {post.address}", SimpleNamespace(cancel=lambda: None)
    return crew, lost


def test_workers_are_not_missed_when_the_clients_own_table_is_empty():
    crew, lost = crew_of(Client())
    crew.look()
    assert set(crew.posts) == {"tcp://a", "tcp://b"} and lost == []


def test_no_answer_is_no_news():
    client = Client()
    crew, lost = crew_of(client)
    client.silent = True
    crew.look()
    assert set(crew.posts) == {"tcp://a", "tcp://b"} and lost == []


def test_a_scheduler_that_came_back_is_asked_again_for_the_workers_news():
    client = Client()
    crew, _ = crew_of(client)
    crew.look()
    client.id = "Scheduler-2"
    crew.look()
    crew.look()
    assert client.heard == [("Scheduler-1", TOPIC), ("Scheduler-2", TOPIC)]


def test_a_worker_that_left_is_missed_with_its_job():
    client = Client()
    crew, lost = crew_of(client)
    del client.workers["tcp://b"]
    crew.look()
    assert set(crew.posts) == {"tcp://a"} and lost == ["job at tcp://b"]
