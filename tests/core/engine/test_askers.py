"""Many questions of one person do not keep another's waiting."""

from types import SimpleNamespace

import pytest

from core.engine import questions as module
from core.engine.lease import acquire
from core.engine.ledger import Ledger
from core.engine.questions import Questions
from core.store.requests import ask, waiting


class Worker:
    """Takes questions in order, and answers when told to."""

    def __init__(self):
        self.taken = []

    def submit(self, task, question, **_how):
        future = SimpleNamespace(status="finished", result=lambda: {"told": question.name})
        future.add_done_callback = lambda told: self.taken.append((question.name, lambda: told(future)))
        return future

    def answer(self):
        name, told = self.taken.pop(0)
        told()
        return name


@pytest.fixture
def questions(store, monkeypatch):
    worker = Worker()
    questions = Questions(store, Ledger(store.engine, acquire(store.engine)), worker, quick=0)

    def question(request):
        name = request.question["texts"][0]
        return SimpleNamespace(name=name, light=lambda: SimpleNamespace(name=name, kind="explain"))

    monkeypatch.setattr(questions, "_question", question)
    return questions, worker


def test_one_question_is_answered_soon_however_many_another_person_has(store, create, questions):
    questions, worker = questions
    experiment = create()
    for number in range(300):
        ask(store.engine, experiment, "explain", texts=[f"ann {number}"])
    questions._take()
    assert len(worker.taken) == module.AT_ONCE  # the rest waits where it can be told apart
    ask(store.engine, experiment, "explain", asker="ben", texts=["ben"])
    order = []
    while "ben" not in order:
        order.append(worker.answer())
        questions._take()
    assert len(order) <= module.AT_ONCE + 1
    assert len(waiting(store.engine)) == 300 - len(order) + 1


def test_a_sentence_waits_for_what_is_at_work_however_many_pages_others_ask_about(store, create, questions):
    questions, worker = questions
    experiment = create()
    for number in range(20):
        ask(store.engine, experiment, "score", asker=f"key {number}", texts=[f"{number} " + "good " * 39_000])
    questions._take()
    ask(store.engine, experiment, "score", asker="ben", texts=["ben"])
    worker.answer()
    questions._take()
    assert [name for name, _ in worker.taken][-1] == "ben"


def test_a_question_that_was_taken_back_is_passed_over(store, create, questions, monkeypatch):
    questions, worker = questions
    ask(store.engine, create(), "explain", texts=["gone"])
    monkeypatch.setattr(module, "request_of", lambda *_: None)
    questions.store, looks = store, []
    monkeypatch.setattr(module, "questions_waiting", lambda engine: looks.pop() if looks else [])
    looks.append(waiting(store.engine))
    questions._take()
    assert worker.taken == [] and questions._open == {}
