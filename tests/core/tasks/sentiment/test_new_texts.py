"""New labelled texts: set beside the promise, learnt on from, trained anew with."""

import json

import numpy as np
import pytest

from core.errors import UserError
from core.store.store import Store
from core.tasks.sentiment.new_texts import learning
from core.tasks.sentiment.new_texts.anew import old_against_new, train_anew, trained_anew
from core.tasks.sentiment.new_texts.labelled import JOINED, new_labelled
from core.tasks.sentiment.new_texts.learning import last_learnt, learn_on
from core.tasks.sentiment.new_texts.promised import promises
from core.tasks.sentiment.new_texts.record import record, recorded
from core.tasks.sentiment.new_texts.told import anew_summary, promised_summary
from core.tasks.sentiment.results import text_outcome
from core.tasks.sentiment.scored_file import Totals
from core.tasks.sentiment.scoring import Scored
from core.text.samples import load_text_sample
from tests.texts import fill_texts

OLD = load_text_sample("sentences_en")
NEW = load_text_sample("sentences_zh")


def file_of(count=90):
    """Texts and labels of a file."""
    frame = NEW.frame.iloc[:count]
    return frame["text"].tolist(), [NEW.classes[label] for label in frame["label"]]


@pytest.fixture
def store(home):
    store = Store(home)
    yield store
    store.close()


def test_only_new_texts_with_a_label_count_and_each_once():
    known = OLD.frame["text"].iloc[0]
    texts = [known, "eins", "zwei", "eins", "", "drei", "vier"]
    labels = ["positive", "Positive ", "nonsense", "negative", "positive", "", "0"]
    found = new_labelled(OLD, texts, labels, {"0": "negative"}, "new.csv")
    assert found.data.frame["text"].tolist() == ["eins", "vier"] and found.places.tolist() == [1, 6]
    assert [OLD.classes[label] for label in found.data.frame["label"]] == ["positive", "negative"]
    assert found.known == 1
    with pytest.raises(UserError, match="too_few_new_texts"):
        found.require_enough()


def test_the_texts_that_judge_follow_from_what_they_say():
    texts, labels = file_of()
    found = new_labelled(OLD, texts, labels, {}, "new.csv")
    again = new_labelled(OLD, texts[::-1], labels[::-1], {}, "new.csv")
    held = {text for text, one in zip(texts, found.held, strict=True) if one}
    assert held == {text for text, one in zip(texts[::-1], again.held, strict=True) if one}
    assert 15 <= len(held) <= 45
    found.require_enough()


def test_a_promise_is_kept_or_not_by_the_interval_of_the_difference(store):
    id = fill_texts(store)
    outcome = text_outcome(store, store.experiment(id), store.runs(id))
    share = float((outcome.probabilities["gru"].argmax(axis=1) == outcome.truth).mean())

    def finding(right, labelled):
        counted = {"gru": Totals({}, 0, 0, right, labelled), "nb_svm": Totals({}, 0, 0, None, 0)}
        (one,) = promises(counted, outcome)
        assert one.promised == pytest.approx(share) and one.low <= one.accuracy <= one.high
        json.dumps(promised_summary([one]))
        return one.finding

    assert finding(round(200 * share), 200) == "as_promised"
    assert finding(100, 200) == "worse" and finding(3, 5) == "few"
    assert promises({"gru": Totals({}, 0, 0)}, outcome) == [] and promised_summary([]) == {}


def test_what_was_scored_is_recorded_once_and_the_newest_comes_first(store):
    id = fill_texts(store)
    outcome = text_outcome(store, store.experiment(id), store.runs(id))
    found = promises({"gru": Totals({}, 0, 0, 90, 100), "rnn": Totals({}, 0, 0, 80, 100)}, outcome)
    record(store, id, "a" * 64, "march.csv", "rnn", found, None)
    made = recorded(store, id)[0].made
    record(store, id, "a" * 64, "march.csv", "rnn", found, None)
    assert [one.made for one in recorded(store, id)] == [made]
    record(store, id, "b" * 64, "april.csv", "bag", found, None)
    names = [(one.body["name"], one.body["method"]) for one in recorded(store, id)]
    assert names == [("april.csv", "gru"), ("march.csv", "rnn")]


def test_learning_on_is_asked_for_with_the_new_texts_and_remembered(store, monkeypatch):
    id, asked = fill_texts(store), []
    reply = {
        "learnt": 60, "held": 30,
        "cells": {
            "gru": {"before": {"accuracy": 0.8, "log_loss": 0.5}, "after": {"accuracy": 0.9, "log_loss": 0.4},
                    "kept": True},
            "rnn": {"before": {"accuracy": 0.8, "log_loss": 0.5}, "after": {"accuracy": 0.7, "log_loss": 0.4},
                    "kept": False},
        },
    }  # fmt: skip
    monkeypatch.setattr(learning, "ensure_engine", lambda *_, **__: None)
    monkeypatch.setattr(learning, "ask", lambda db, id, kind, asker=None, **one: asked.append((kind, one)))
    monkeypatch.setattr(learning, "answer", lambda *_: reply)
    assert last_learnt(store, id) is None
    texts, labels = file_of()
    found = learn_on(store, id, new_labelled(OLD, texts, labels, {}, "new.csv"))
    assert asked == [("continue", {"data": found.data})] and found.kept == ["gru"]
    assert store.texts(found.data).frame["text"].tolist() == texts
    assert last_learnt(store, id) == found


def test_old_and_new_together_are_tested_on_the_old_test_and_on_the_new_texts_that_judge(store):
    id = fill_texts(store)
    known = store.experiment(id)
    outcome = text_outcome(store, known, store.runs(id))
    texts, labels = file_of()
    new = new_labelled(OLD, texts, labels, {}, "new.csv")
    told = {"gru": [[0.3, 0.7]] * len(texts), "unheard": [[0.3, 0.7]] * len(texts)}
    scored = Scored(texts, OLD.classes, told, {"gru": [1]}, [{}] * len(texts), "gru")
    after = train_anew(store, known, new, scored)
    data = store.texts(store.experiment(after).data)
    tested = data.frame[data.frame["test"]]
    assert len(data.frame) == len(OLD.frame) + len(texts) and data.notes[-1].key == JOINED
    assert set(tested["text"]) == set(OLD.frame["text"].iloc[outcome.rows]) | set(
        np.array(texts, dtype=object)[new.held]
    )
    assert data.frame["row"].iloc[-1] == len(OLD.frame) + len(texts) and trained_anew(store, id) == [after]
    assert old_against_new(store, store.experiment(after)) is None  # it is still to be trained
    assert anew_summary(None) is None


def test_old_is_set_against_new_once_that_is_trained(store, monkeypatch):
    id, other = fill_texts(store), fill_texts(store)
    outcome = text_outcome(store, store.experiment(other), store.runs(other))
    from core.store.findings import keep_finding

    wrong = {"gru": (1 - np.eye(2)[outcome.truth]).tolist()}
    body = {"experiment": id, "new": 7, "probabilities": wrong}
    keep_finding(store.engine, other, "anew_from", body)
    found = old_against_new(store, store.experiment(other))
    (one,) = found.methods
    assert one.before == 0 and one.finding == "better" and found.new == 7 and found.before == id
    json.dumps(anew_summary(found))


@pytest.mark.keras
def test_a_network_learns_on_from_new_texts_and_begins_from_its_training_each_time(store):
    """With real networks: what is learnt depends on the texts alone, and the held-back texts judge."""
    from core.networks.saved import weights_of
    from core.store.datasets import to_body
    from core.tasks.question import Question, TrainedNetwork
    from core.tasks.sentiment import inside
    from core.tasks.sentiment.advice import advised
    from core.tasks.sentiment.new_texts.continuing import UPDATES, continue_answer
    from core.tasks.sentiment.new_texts.question import WithNew
    from core.tasks.sentiment.texts import Texts
    from core.text.facts import text_facts

    words = ("good", "bad", "film", "hotel", "day")
    spec = advised(text_facts(OLD))
    plain = Texts(OLD.classes, ("en",), words)
    bare = TrainedNetwork("", "gru", 1, 4, kernel="standard")
    body = weights_of(inside.fresh(bare, spec, plain, spec.model))
    kept = TrainedNetwork("run", "gru", 1, 4, kernel="standard", weights=body)
    nouns = ("film", "hotel", "day")
    texts = [f"{'good' if n % 2 else 'bad'} {nouns[n % 3]} number {n}" for n in range(90)]
    labels = ["positive" if n % 2 else "negative" for n in range(90)]
    new = new_labelled(OLD, texts, labels, {}, "new.csv")
    source = WithNew(OLD.classes, ("en",), words, new=to_body(new.data))
    asked = {"data": new.data.sha256, "texts": ["good film", "bad film"], "learnt": ["gru"]}
    question = Question("continue", spec, source, (kept,), asked=asked, together=(kept,))
    told = continue_answer(question)
    assert told["held"] + told["learnt"] == 90 and told["held"] == int(new.held.sum()) and UPDATES == 30
    one = told["cells"]["gru"]
    assert one["kept"] == (
        (one["after"]["accuracy"], -one["after"]["log_loss"])
        >= (one["before"]["accuracy"], -one["before"]["log_loss"])
    )
    assert one["after"]["log_loss"] < one["before"]["log_loss"]
    assert continue_answer(question)["cells"] == told["cells"]
    learnt = inside.ANSWERS["score"](question)["cells"]["gru"]["probabilities"]
    from dataclasses import replace

    as_trained = inside.ANSWERS["score"](replace(question, source=plain, asked={"texts": asked["texts"]}))
    before = as_trained["cells"]["gru"]["probabilities"]
    assert learnt != before and learnt[0][1] - learnt[1][1] > before[0][1] - before[1][1]


def test_the_command_says_how_a_file_stands_to_the_test_and_wants_labels_to_learn_from(store, tmp_path):
    from core.store.findings import keep_finding
    from core.tasks.sentiment.new_texts_command import beside_the_test, further
    from core.tasks.sentiment.scored_file import totals

    id = fill_texts(store)
    known, file = store.experiment(id), tmp_path / "march.csv"
    file.write_text("text,label\n")
    texts = [f"text {n}" for n in range(40)]
    about = [{"words": 2, "read": 2, "unknown": 0, "language": "en", "foreign": False} for _ in texts]
    found = Scored(texts, OLD.classes, {"gru": [[0.3, 0.7]] * 40}, {"gru": [1]}, about, "gru")
    look = {"words": [2] * 40, "read": [2] * 40, "unknown": [0] * 40, "languages": ["en"] * 40}
    done = sum(run.state == "done" for run in store.runs(id))
    reference = {"done": done, "look": look | {"told": ["positive"] * 40}}
    keep_finding(store.engine, id, "reference", reference, key="gru")
    labels = ["positive"] * 30 + ["negative"] * 10
    told = beside_the_test(store, known, file.name, "c" * 64, found, totals(found, labels, {}))
    assert told["moved"]["moved"] == [] and [one["accuracy"] for one in told["promised"]] == [0.75]
    assert [one.body["name"] for one in recorded(store, id)] == ["march.csv"]
    assert further(store, known, found, texts, None, {}, file="march.csv", way="trained") == {}
    with pytest.raises(UserError, match="labels_wanted"):
        further(store, known, found, texts, None, {}, file="march.csv", way="anew")
