"""One text, one answer: a score, an explanation and every view of Inside say the same of it."""

import numpy as np
import pytest
from sqlalchemy import insert

from core.engine.open_questions import open_question_of
from core.evaluate.bag import Bag, bag_to_bytes
from core.store.database import writing
from core.store.schema import artifacts
from core.store.store import Store
from core.tasks.classified.answers import best_bag, halves
from core.tasks.results import shared_runs, typical_seed
from core.tasks.sentiment.results import text_outcome
from tests.insides import asked_here, give_weights
from tests.texts import fill_texts

pytestmark = pytest.mark.keras
TEXTS = [
    "The room was lovely",
    "bad",
    "Das Zimmer war schmutzig, das Personal aber freundlich.",
    "😀 good",
]


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """Asks an experiment on the sample whose networks have first weights."""
    store = Store(tmp_path_factory.mktemp("home"))
    id = fill_texts(store)
    give_weights(store, id)
    yield store, id, lambda kind, **more: asked_here(store, id, kind, **more)
    store.close()


def test_every_kind_of_question_gives_the_same_answer(asked):
    _, _, ask = asked
    scored = ask("score", texts=[TEXTS[0]])["cells"]
    views = {
        "explain": ask("explain", texts=[TEXTS[0]])["cells"],
        "attribution": ask("attribution", texts=[TEXTS[0]], output=1)["cells"],
    }
    traced = ask("trace", texts=[TEXTS[0]])["cells"]
    for cell, one in scored.items():
        assert one["seeds"] == [1, 2, 3] and len(one["single"]) == 1
        for told in views.values():
            assert (
                told[cell]["probabilities"] == one["probabilities"] and told[cell]["single"] == one["single"]
            )
        assert np.allclose(traced[cell]["together"], one["probabilities"][0], atol=1e-5)
        assert np.allclose(traced[cell]["answer"], one["single"][0], atol=1e-4)
        assert views["explain"][cell]["label"] == int(np.argmax(one["probabilities"][0]))


def test_a_cell_with_the_bag_is_half_of_either(asked):
    store, id, ask = asked
    simple = next(run for run in store.runs(id) if run.kind == "simple")
    bag = Bag(("lovely", "good", "bad"), np.array([[-2.0, 2.0], [-1.0, 1.0], [1.0, -1.0]]), np.zeros(2))
    body = bag_to_bytes(bag)
    with writing(store.engine) as connection:
        connection.execute(insert(artifacts).values(run=simple.id, name="weights", body=body))
    told = ask("score", texts=TEXTS)
    words = [["the", "room", "was", "lovely"], ["bad"], ["das"], ["good"]]
    kept = best_bag(store.arrays(simple.id))
    np.testing.assert_allclose(told["others"][kept], bag.probabilities(words), atol=1e-5)
    for cell, one in told["cells"].items():
        both = halves(np.array(one["probabilities"]), bag.probabilities(words))
        np.testing.assert_allclose(told["others"][f"{cell}+bag"], both, atol=1e-4)
    runs = store.runs(id)
    assert told["sent"] == text_outcome(store, store.experiment(id), runs).sent.name
    question, _ = open_question_of(store, store.experiment(id))
    assert question.bag.body == body and question.light().bag.body is None


def test_an_answer_does_not_depend_on_the_texts_beside_it(asked):
    _, _, ask = asked
    together = ask("score", texts=TEXTS)["cells"]
    for place, text in enumerate(TEXTS):
        alone = ask("score", texts=[text])["cells"]
        for cell in alone:
            assert np.allclose(
                alone[cell]["probabilities"][0], together[cell]["probabilities"][place], atol=2e-5
            )


def test_the_one_network_is_the_median_seed_of_those_that_are_averaged(asked):
    store, id, _ = asked
    question, _ = open_question_of(store, store.experiment(id))
    of_cell = shared_runs(store.runs(id), ("rnn", "lstm", "gru"))
    assert [kept.run for kept in question.typical] == [
        typical_seed(runs, cell).id for cell, runs in of_cell.items()
    ]
    assert len(question.together) == 9 and set(question.networks) == {r.run for r in question.together}
    assert all(kept.weights is None for kept in question.light().networks.values())


def test_another_language_is_told_and_signs_are_not_taken_for_one(asked):
    _, _, ask = asked
    about = ask("score", texts=TEXTS)["texts"]
    assert [one["foreign"] for one in about] == [False, False, True, False]
    assert about[2]["language"] == "de" and about[0]["unknown"] <= about[0]["read"] == 4
