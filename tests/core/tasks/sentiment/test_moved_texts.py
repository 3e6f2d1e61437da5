"""Texts of another language than those that networks were trained on are never told without a word."""

import json

import numpy as np
import pytest

from core.evaluate.bag import bag_to_bytes
from core.store.findings import kept_findings
from core.store.store import Store
from core.tasks.question import KeptBag, Question
from core.tasks.sentiment import inside, scoring
from core.tasks.sentiment.advice import advised
from core.tasks.sentiment.baselines import all_baselines
from core.tasks.sentiment.moved_texts import MOST, moved_summary, moved_texts
from core.tasks.sentiment.moved_words import moved_sentences
from core.tasks.sentiment.scoring import score
from core.tasks.sentiment.spec import SentimentSpec
from core.tasks.sentiment.texts import Texts
from core.text.facts import text_facts
from core.text.samples import load_text_sample
from core.words.english import T
from tests.texts import fill_texts

LANGUAGE = {"sentences_en": "en", "sentences_zh": "zh"}
OTHER = {"sentences_en": "sentences_zh", "sentences_zh": "sentences_en"}
ASKED = 150


@pytest.fixture
def fitted(home, monkeypatch):
    """Returns `fill(sample) -> (store, id)`; a bag of words that was fitted on the sample answers."""
    store, questions = Store(home), {}

    def fill(sample):
        data = load_text_sample(sample)
        task = advised(text_facts(data)).of(SentimentSpec)
        _, arrays, bag = all_baselines(task, data)
        words = tuple(arrays["vocabulary"].tobytes().decode().split("\n"))
        id = fill_texts(store, sample=sample)
        source = Texts(data.classes, (LANGUAGE[sample],), words)
        kept = KeptBag(id, "nb_svm", bag_to_bytes(bag))
        questions[id] = Question("score", store.experiment(id).spec, source, (), bag=kept, sent="nb_svm")
        return store, id

    def answer(database, asked, patience):
        id, texts = json.loads(asked)
        from dataclasses import replace

        return inside.ANSWERS["score"](replace(questions[id], asked={"texts": texts}))

    monkeypatch.setattr(scoring, "ensure_engine", lambda *_, **__: None)
    monkeypatch.setattr(scoring, "ask", lambda db, id, kind, texts, asker=None: json.dumps([id, texts]))
    monkeypatch.setattr(scoring, "answer", answer)
    yield fill
    store.close()


@pytest.mark.parametrize("sample", LANGUAGE)
def test_150_texts_of_another_language_are_warned_of(fitted, sample):
    store, id = fitted(sample)
    texts = load_text_sample(OTHER[sample]).frame["text"].tolist()[:ASKED]
    found = score(store, id, texts)
    assert {found.doubt(n) for n in range(ASKED)} <= {"foreign", "all_unknown", "mostly_unknown", "no_words"}
    moved = moved_texts(store, id, found)
    by_name = {one.name: one for one in moved.shifts}
    assert {"unknown", "languages", "classes"} <= {one.name for one in moved.moved}
    assert by_name["unknown"].now > 0.8 and by_name["unknown"].before < 0.5
    assert max(by_name["languages"].now, key=by_name["languages"].now.get) == LANGUAGE[OTHER[sample]]
    lines = moved_sentences(T, moved, lambda share: f"{share:.0%}", str)
    assert "need not hold" in lines[0] and any("unknown" in line for line in lines)
    assert any("Chinese" in line and "English" in line for line in lines)
    told = moved_summary(moved)
    assert "languages" in told["moved"] and json.dumps(told)


@pytest.mark.parametrize("sample", LANGUAGE)
def test_texts_like_those_of_the_test_are_not_warned_of_and_the_test_is_asked_about_once(fitted, sample):
    store, id = fitted(sample)
    (simple,) = [run for run in store.runs(id) if run.kind == "simple"]
    rows = np.random.default_rng(3).permutation(store.arrays(simple.id)["validation_rows"])
    found = score(store, id, store.texts_of(store.experiment(id).data, rows.tolist()))
    seen = []
    first = moved_texts(store, id, found, seen.append)
    again = moved_texts(store, id, found, seen.append)
    assert not first.moved and first == again and seen.count(0) == 1 and first.of <= MOST
    assert len(kept_findings(store.engine, id, "reference")) == 1
    assert moved_sentences(T, first, str, str) == []


def test_of_too_few_texts_nothing_is_said(fitted):
    store, id = fitted("sentences_en")
    moved = moved_texts(store, id, score(store, id, ["Das ist sehr schlecht."] * 3))
    assert moved.few and not moved.moved and moved_summary(moved)["moved"] == []
