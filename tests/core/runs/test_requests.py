"""A question reaches whoever answers, and the answer whoever asked."""

import pytest

from core.engine.lease import acquire
from core.engine.ledger import Ledger
from core.errors import UserError
from core.runs.requests import KEPT, LARGE, answer, ask, waiting

ON_BOTH = True


@pytest.fixture
def ledger(store):
    return Ledger(store.engine, acquire(store.engine))


def test_a_question_waits_until_it_is_answered(store, create, ledger):
    id = ask(store.engine, create(), "score", texts=["=1+1", "<b>好</b> \U0001f600"])
    (asked,) = waiting(store.engine)
    assert (asked.id, asked.kind, asked.question["texts"]) == (id, "score", ["=1+1", "<b>好</b> \U0001f600"])
    ledger.answer(id, {"told": "好"})
    assert answer(store.engine, id, patience=1.0) == {"told": "好"} and waiting(store.engine) == []


def test_what_was_wrong_is_told_to_who_asked(store, create, ledger):
    id = ask(store.engine, create(), "score", texts=[])
    ledger.answer(id, {"error": {"key": "not_trained_yet", "facts": {}}})
    with pytest.raises(UserError) as error:
        answer(store.engine, id, patience=1.0)
    assert error.value.key == "not_trained_yet"


def test_old_questions_are_forgotten(store, create):
    experiment = create()
    ask(store.engine, experiment, "score", now=1.0, texts=[])
    ask(store.engine, experiment, "score", now=2.0 + KEPT, texts=[])
    assert [one.question for one in waiting(store.engine)] == [{"texts": []}]


def test_a_long_answer_is_not_kept_once_it_was_read(store, create, ledger):
    id = ask(store.engine, create(), "trace", origin=1)
    ledger.answer(id, {"arrays": "x" * LARGE})
    assert len(answer(store.engine, id, patience=1.0)["arrays"]) == LARGE
    with pytest.raises(UserError, match="no_answer"):
        answer(store.engine, id, patience=0.05)


def test_a_question_nobody_answers_ends(store, create):
    with pytest.raises(UserError, match="no_answer"):
        answer(store.engine, ask(store.engine, create(), "score", texts=["x"]), patience=0.1)
