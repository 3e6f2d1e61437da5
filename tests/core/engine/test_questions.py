"""Quick questions through the store: trained on the sample, asked, answered; also while training runs."""

import time
from dataclasses import replace

import numpy as np
import pytest

from core.errors import UserError
from core.store.kept_vectors import keep_vectors
from core.store.requests import answer, ask
from core.tasks.sentiment.advice import advised
from core.tasks.sentiment.sizes import text_ends
from core.tasks.sentiment.spec import SentimentSpec
from core.text.facts import text_facts
from core.text.samples import load_text_sample
from tests.engines import ended, workers

pytestmark = [pytest.mark.engine, pytest.mark.timeout(300)]


@pytest.fixture
def store(shared_engine):
    return shared_engine.store


@pytest.fixture
def trained(store):
    """An experiment on the English sample, two cells, some word vectors, two epochs."""
    data = load_text_sample("sentences_en")
    start = advised(text_facts(data))
    store.add_dataset(data)
    random = np.random.default_rng(1)
    known = "\n".join(
        f"{word} {' '.join(map(str, random.normal(size=6)))}" for word in ("good", "bad", "not")
    )
    vectors = keep_vectors(store, data.sha256, "words", known.encode())
    spec = replace(
        start, cells=("rnn", "gru"), seeds=1, training=replace(start.training, updates=10),
        model=replace(start.model, units=8),
        task=replace(start.of(SentimentSpec), vectors=vectors.sha256, embedding=vectors.width),
    )  # fmt: skip
    id = store.create_experiment(spec, "sample", text_ends(spec, 2))
    assert {run.state for run in ended(store, id)} == {"done"}
    return id


def test_texts_are_scored_explained_and_doubted(store, trained, shared_engine):
    id = trained

    def asked(kind, *texts, **more):
        return answer(store.engine, ask(store.engine, id, kind, texts=list(texts), **more), 60)

    told = asked("score", "A wonderful, lovely film.", "房间很干净", "qwxyz", "🙂")
    assert set(told["cells"]) == {"rnn", "gru"}
    for one in told["cells"].values():
        assert np.sum(one["probabilities"], axis=1) == pytest.approx(1, abs=1e-4)
    assert [text["foreign"] for text in told["texts"]] == [False, True, False, False]
    assert told["texts"][2] == {
        "words": 1, "read": 1, "unknown": 1, "language": "latin", "foreign": False,
    }  # fmt: skip

    strange = asked("explain", "A wonderful, lovely qwxyz.", cells=["gru"])["words"]
    assert [word["known"] for word in strange] == [True, True, True, False]

    why = asked("explain", "A wonderful, lovely film.", cells=["gru"])
    assert [word["text"] for word in why["words"]] == ["a", "wonderful", "lovely", "film"]
    one = why["cells"]["gru"]
    assert len(one["contributions"]) == len(one["occlusion"]) == 4 and one["gap"] < 0.2
    assert one["beginnings"][-1] == pytest.approx(
        asked("score", "A wonderful, lovely film.")["cells"]["gru"]["probabilities"][0], abs=1e-4
    )

    with pytest.raises(UserError, match="text_too_long"):
        asked("score", "word " * 30_000)

    for worker in workers(shared_engine.process):  # the one that is kept for questions too
        worker.kill()
    deadline = time.monotonic() + 60
    while True:
        try:
            id_again = ask(store.engine, id, "score", texts=["Good."])
            assert answer(store.engine, id_again, 5)["cells"]["gru"]["probabilities"]
            break
        except UserError:
            assert time.monotonic() < deadline, "no answer after the worker was lost"


def test_an_experiment_without_a_network_says_so(store):
    data = load_text_sample("sentences_en")
    spec = advised(text_facts(data))
    store.add_dataset(data)
    id = store.create_experiment(spec, "sample", text_ends(spec, 2))
    store.request_stop(id)
    with pytest.raises(UserError, match="not_trained_yet"):
        answer(store.engine, ask(store.engine, id, "score", texts=["Good."]), 60)
