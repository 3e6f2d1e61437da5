"""A question reaches whoever answers, and the answer whoever asked."""

import pytest

from core.engine.askers import Askers
from core.engine.lease import acquire
from core.engine.ledger import Ledger
from core.errors import UserError
from core.store.requests import KEPT, LARGE, Waiting, answer, ask, request_of, waiting

ON_BOTH = True


@pytest.fixture
def ledger(store):
    return Ledger(store.engine, acquire(store.engine))


def test_a_question_waits_until_it_is_answered(store, create, ledger):
    id = ask(store.engine, create(), "score", texts=["=1+1", "<b>好</b> \U0001f600"])
    (one,) = waiting(store.engine)
    asked = request_of(store.engine, one.id)
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
    assert len(waiting(store.engine)) == 1


def test_a_long_answer_is_not_kept_once_it_was_read(store, create, ledger):
    id = ask(store.engine, create(), "trace", origin=1)
    ledger.answer(id, {"arrays": "x" * LARGE})
    assert len(answer(store.engine, id, patience=1.0)["arrays"]) == LARGE
    with pytest.raises(UserError, match="no_answer"):
        answer(store.engine, id, patience=0.05)


def test_a_question_nobody_answers_ends(store, create):
    with pytest.raises(UserError, match="no_answer"):
        answer(store.engine, ask(store.engine, create(), "score", texts=["x"]), patience=0.1)
    assert waiting(store.engine) == []  # nor does it wait when nobody waits for it


def test_one_asks_no_more_than_may_wait_and_others_still_do(store, create, ledger, monkeypatch):
    monkeypatch.setenv("UNROLLED_MOST_QUESTIONS", "3")
    experiment = create()
    ids = [ask(store.engine, experiment, "score", asker="ann", texts=["x"]) for _ in range(3)]
    with pytest.raises(UserError) as refused:
        ask(store.engine, experiment, "score", asker="ann", texts=["x"])
    assert (refused.value.key, refused.value.facts) == ("quota_questions", {"have": 3, "most": 3})
    ask(store.engine, experiment, "score", asker="ben", texts=["x"])
    ledger.answer(ids[0], {"told": 1})
    ask(store.engine, experiment, "score", asker="ann", texts=["x"])
    for _ in range(9):  # on one's own machine
        ask(store.engine, experiment, "score", texts=["x"])


def test_everybody_together_asks_no_more_than_may_wait(store, create, ledger, monkeypatch):
    monkeypatch.setenv("UNROLLED_MOST_QUESTIONS_IN_ALL", "5")
    experiment = create()
    ids = [ask(store.engine, experiment, "score", asker=f"key {n}", texts=["x"]) for n in range(5)]
    with pytest.raises(UserError) as refused:
        ask(store.engine, experiment, "score", asker="another", texts=["x"])
    assert (refused.value.key, refused.value.facts) == ("quota_questions_in_all", {"have": 5, "most": 5})
    ledger.answer(ids[0], {"told": 1})
    ask(store.engine, experiment, "score", asker="another", texts=["x"])


def test_short_questions_pass_long_ones_though_not_for_ever():
    askers = Askers()
    waits = [Waiting(f"l{n}", f"key {n}", long=True) for n in range(20)]
    waits += [Waiting(f"s{n}", f"person {n}") for n in range(6)]
    order = []
    while waits:
        order.append(askers.next_question(waits, []))
        waits.remove(order[-1])
    assert [one.id for one in order][:8] == ["s0", "s1", "s2", "s3", "l0", "s4", "s5", "l1"]


def test_those_who_ask_take_turns_however_many_questions_one_has():
    askers, open = Askers(), {}
    waits = [Waiting(f"a{n}", "ann") for n in range(10_000)] + [Waiting("b", "ben"), Waiting("c", "cas")]
    order = []
    for _ in range(4):
        order.append(askers.next_question(waits, open.values()))
        waits.remove(order[-1])
    assert [one.id for one in order] == ["a0", "b", "c", "a1"]
    open = {one.id: one.asker for one in order[2:]}
    waits.append(Waiting("b2", "ben"))
    assert askers.next_question(waits, open.values()).id == "b2"
