"""Translate: pairs, a button that trains, and in every state a page."""

import json

import pytest

from app.i18n import translator
from core.examples import example
from core.store.store import Store
from core.tasks.translate.spec import TranslateSpec
from core.text.pairs_samples import load_pair_sample

TOLD = {
    "words": ["3", " ", "M", "☃"],
    "known": [True, True, True, False],
    "cells": {
        cell: {
            "seed": 1,
            "found": [
                {"text": "2024-<b>", "words": ["2", "<"], "score": -0.1, "ended": True,
                 "weights": [[0.7, 0.1, 0.1, 0.1], [0.1, 0.1, 0.1, 0.7], [0.25] * 4]},
                {"text": "2025", "words": ["2"], "score": -0.9, "ended": True, "weights": None},
            ],
        }
        for cell in ("rnn", "lstm", "gru")
    },
}  # fmt: skip


def told(shown):
    kinds = ("markdown", "caption", "error", "info", "title", "subheader", "warning")
    return " ".join(element.value for kind in kinds for element in getattr(shown, kind))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("sample", ["dates", "phrases"])
def test_a_sample_is_shown_before_anything_is_trained(page, sample, language):
    shown, t = page("translate", sample=sample, lang=language), translator(language)
    assert not shown.exception
    assert t(f"pair_sample.{sample}.about") in told(shown)
    first = load_pair_sample(sample).facts().shown[0]
    assert first == tuple(shown.dataframe[0].value.iloc[0])


def test_train_queues_what_was_chosen_and_opens_it(page, home):
    shown = page("translate", sample="phrases")
    chosen = next(w.key for w in shown.selectbox if w.key.endswith(".attention"))
    shown.selectbox(key=chosen).set_value("bahdanau")
    shown.button(key="setup.train").click().run()
    store = Store(home)
    (line,) = store.experiments()
    assert not shown.exception
    assert line.experiment.spec.of(TranslateSpec).attention == "bahdanau" and line.data_name == "phrases"
    assert [run.kind for run in store.runs(line.experiment.id)] == ["simple"] + ["backtest"] * 6


@pytest.mark.parametrize(
    ("pasted", "key", "facts"),
    [
        ("Good morning. Guten Morgen.", "pair_without_tab", {"line": 1}),
        ("Tea?\tTee?\nHi.\t", "pair_side_empty", {"line": 2}),
        ("Tea?\tTee?", "too_few_pairs", {"have": 1, "need": 50}),
    ],
)
def test_pairs_that_cannot_be_learnt_from_are_said_in_a_sentence(page, pasted, key, facts):
    shown = page("translate")
    shown.segmented_control(key="pairs_picker.source").set_value("paste").run()
    shown.text_area(key="pairs_picker.paste").set_value(pasted).run()
    assert not shown.exception
    assert translator("en")(f"error.{key}", **facts) in told(shown)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_example_has_its_verdict_and_translates_what_is_typed(page, home, language, monkeypatch):
    known = example(Store(home), "translate", "An example")
    shown, t = page("translate", experiment=known.id, lang=language), translator(language)
    assert not shown.exception
    assert t("method.nearest_sentence") in told(shown) and t("translate.use.about") in told(shown)
    asked = []
    monkeypatch.setattr(
        "app.tasks.translate.use.translated",
        lambda experiment, text, beam: asked.append((text, beam)) or TOLD,
    )
    next(w for w in shown.text_input if w.key.endswith(".text")).set_value("3 M☃")
    next(w for w in shown.button if w.label == t("translate.go")).click().run()
    assert not shown.exception and asked == [("3 M☃", 5)]
    assert [one.value for one in shown.code[2:]] == ["2024-<b>"] * 3
    assert "☃" in told(shown) and "2025" in told(shown)
    charts = [json.loads(one.proto.spec) for one in shown.get("plotly_chart")]
    maps = [chart for chart in charts if chart["data"][0]["type"] == "heatmap"]
    assert len(maps) == 3
    assert maps[0]["layout"]["xaxis"]["ticktext"] == ["3", "␣", "M", "☃"]
    assert maps[0]["layout"]["yaxis"]["ticktext"] == ["2", "‹", t("translate.end")]
    lines = next(chart for chart in charts if chart["data"][0]["type"] == "scatter")
    assert {trace["name"] for trace in lines["data"]} >= {t("cell.lstm"), t("method.dictionary")}


def test_the_examples_go_from_the_best_to_the_worst(page, home):
    known = example(Store(home), "translate", "An example")
    shown, t = page("translate", experiment=known.id), translator("en")
    first = [frame.value for frame in shown.dataframe if t("translate.said") in frame.value][0]
    last = shown.slider(key="translate.example").max
    shown.slider(key="translate.example").set_value(last).run()
    worst = [frame.value for frame in shown.dataframe if t("translate.said") in frame.value][0]
    said = t("translate.said")
    assert (first[said][2:] == first[said][1]).any() and not worst[said].equals(first[said])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_experiments_stand_beside_each_other_by_length_and_on_one_sentence(page, home, language, monkeypatch):
    store, t = Store(home), translator(language)
    known = example(store, "translate", "An example")
    runs = ",".join(run.id for run in store.runs(known.id) if run.kind == "backtest")
    shown = page("compare", runs=runs, tab="example", lang=language)
    assert not shown.exception
    charts = [json.loads(one.proto.spec) for one in shown.get("plotly_chart")]
    (lengths,) = [chart for chart in charts if len(chart["data"][0]["x"]) == 4]
    assert {trace["name"] for trace in lengths["data"]} == {
        t(f"cell.{cell}") for cell in ("rnn", "lstm", "gru")
    }
    monkeypatch.setattr(
        "app.tasks.translate.one_sentence.translated", lambda experiment, text, beam: TOLD if text else None
    )
    shown.text_input(key="compare.sentence").set_value("3 M☃")
    next(w for w in shown.button if w.label == t("translate.go")).click().run()
    assert not shown.exception and [one.value for one in shown.code] == ["2024-<b>"] * 3
