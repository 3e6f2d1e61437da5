"""A file of new texts on a classifier's page: scored, and set beside the texts of the test."""

import json

import pytest

from app.i18n import translator
from core.store.store import Store
from core.tasks.sentiment import scoring
from core.tasks.sentiment.new_texts import learning
from core.tasks.sentiment.new_texts.anew import trained_anew
from core.tasks.sentiment.new_texts.learning import last_learnt
from core.tasks.sentiment.new_texts.record import recorded
from core.text.languages import script_of
from core.text.samples import load_text_sample
from tests.texts import fill_texts

ASKED = 150
CLASSES = ("negative", "positive")


@pytest.fixture
def store(home, monkeypatch):
    """A store, and networks that know English words alone and call everything else negative."""

    def answer(database, asked, patience):
        texts = json.loads(asked)
        foreign = [script_of(text) == "zh" for text in texts]
        about = [
            {"words": 9, "read": 9, "unknown": 9 if strange else 1, "language": "zh" if strange else "en",
             "foreign": strange}
            for strange in foreign
        ]  # fmt: skip
        rows = [[0.9, 0.1] if strange or n % 2 else [0.2, 0.8] for n, strange in enumerate(foreign)]
        cells = {cell: {"seeds": [1, 2], "probabilities": rows} for cell in ("rnn", "lstm", "gru")}
        return {"cells": cells, "texts": about, "sent": "gru", "others": {}}

    monkeypatch.setattr(scoring, "ensure_engine", lambda *_, **__: None)
    monkeypatch.setattr(scoring, "ask", lambda db, id, kind, texts, asker=None: json.dumps(texts))
    monkeypatch.setattr(scoring, "answer", answer)
    store = Store(home)
    yield store
    store.close()


def scored(page, store, sample, language):
    """The page once a file of the sample's texts was scored."""
    texts = load_text_sample(sample).frame["text"][:ASKED]
    lines = ["text", *(json.dumps(text, ensure_ascii=False) for text in texts)]
    shown = page("sentiment", experiment=fill_texts(store), lang=language)
    given = ("new.csv", "\n".join(lines).encode(), "text/csv")
    shown = shown.file_uploader(key="scoring.file").set_value(given).run()
    return shown.button(key="scoring.file.ask").click().run()


def warnings(shown):
    return [one.value for one in shown.warning if one.icon == ":material/warning:"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_texts_of_another_language_are_warned_of_above_their_counts(page, store, language):
    shown, t = scored(page, store, "sentences_zh", language), translator(language)
    assert not shown.exception and not shown.error
    first = t("texts_moved.warning", texts=ASKED, of=128)
    (warning,) = warnings(shown)
    assert warning.startswith(first)
    assert t("language.zh") in warning and t("language.en") in warning
    assert t("texts_moved.title") in [one.label for one in shown.expander]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_texts_like_those_of_the_test_are_said_to_be_so(page, store, language):
    shown, t = scored(page, store, "sentences_en", language), translator(language)
    assert not shown.exception and not shown.error and not warnings(shown)
    assert t("texts_moved.none", of=128) in [one.value for one in shown.caption]


def labelled(page, store, language):
    """The page once a file of new labelled texts was scored: other sentences, that networks know."""
    frame = load_text_sample("sentences_en").frame[:ASKED]
    lines = ["text,label"]
    lines += [f'"{text} {n}",{CLASSES[label]}'.replace("'", "") for n, (text, label) in enumerate(
        zip(frame["text"].str.replace('"', ""), frame["label"], strict=True))]  # fmt: skip
    id = fill_texts(store)
    shown = page("sentiment", experiment=id, lang=language)
    given = ("march.csv", "\n".join(lines).encode(), "text/csv")
    shown = shown.file_uploader(key="scoring.file").set_value(given).run()
    return id, shown.button(key="scoring.file.ask").click().run()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_labelled_texts_are_held_against_the_promise_and_trained_anew_with(page, store, language):
    t = translator(language)
    id, shown = labelled(page, store, language)
    assert not shown.exception and not shown.error
    assert any(t("new_texts.worse") in frame.value.to_string() for frame in shown.dataframe)
    (one,) = recorded(store, id)
    assert one.body["name"] == "march.csv" and one.body["labelled"] == ASKED
    again = page("sentiment", experiment=id, lang=language)  # it survives a reload
    assert any("march.csv" in frame.value.to_string() for frame in again.dataframe)
    shown = shown.button(key="new_texts.anew").click().run()
    assert not shown.exception and not shown.error
    (after,) = trained_anew(store, id)
    assert len(store.texts(store.experiment(after).data).frame) == 1280 + ASKED
    waiting = page("sentiment", experiment=id, lang=language)
    assert t("labels.compared.waiting") in [info.value for info in waiting.info]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_networks_learn_on_and_what_was_kept_may_answer(page, store, monkeypatch, language):
    t = translator(language)
    score = {"accuracy": 0.8, "log_loss": 0.5}
    cells = {"gru": {"before": score, "after": score | {"accuracy": 0.9}, "kept": True},
             "rnn": {"before": score, "after": score | {"accuracy": 0.7}, "kept": False}}  # fmt: skip
    monkeypatch.setattr(learning, "ask", lambda *_, **__: "")
    monkeypatch.setattr(learning, "answer", lambda *_: {"cells": cells, "learnt": 100, "held": 50})
    id, shown = labelled(page, store, language)
    shown = shown.button(key="new_texts.continued").click().run()
    assert not shown.exception and not shown.error and last_learnt(store, id).kept == ["gru"]
    told = [frame.value.to_string() for frame in shown.dataframe]
    assert any(t("new_texts.kept") in one and t("new_texts.dropped") in one for one in told)
    asked = []
    monkeypatch.setattr(
        scoring,
        "ask",
        lambda db, id, kind, texts, asker=None, **more: asked.append(more) or json.dumps(texts),
    )
    shown = shown.run()
    shown = shown.toggle(key="new_texts.answer").set_value(True).run()
    shown = shown.button(key="scoring.file.ask").click().run()
    assert not shown.exception
    assert {"data": last_learnt(store, id).data, "learnt": ["gru"]} in asked
