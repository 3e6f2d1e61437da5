"""Write: a text, a button that trains, and in every state a page."""

import json

import pytest

from app.i18n import translator
from app.tasks.generate.known import copied, first_line
from app.tasks.generate.surprise import tinted
from core.examples import example
from core.store.store import Store
from core.tasks.generate.advice import advised
from core.tasks.generate.keeping import keep_text
from core.tasks.generate.spec import GenerateSpec
from core.text.long_samples import load_long_sample
from core.text.long_text import LongText


def told(shown):
    kinds = ("markdown", "caption", "error", "info", "title", "subheader", "warning")
    return " ".join(element.value for kind in kinds for element in getattr(shown, kind))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("sample", ["alice", "tang", "shop"])
def test_a_sample_is_shown_with_its_licence_before_anything_is_trained(page, sample, language):
    shown, t = page("generate", sample=sample, lang=language), translator(language)
    assert not shown.exception
    assert t(f"generate.licence.{sample}") in told(shown)
    assert any(load_long_sample(sample).text[:40] in text.value for text in shown.text)


def test_train_queues_what_was_chosen_and_opens_it(page, home):
    shown = page("generate", sample="tang")
    window = next(w.key for w in shown.number_input if w.key.endswith(".window"))
    shown.number_input(key=window).set_value(32)
    shown.button(key="setup.train").click().run()
    store = Store(home)
    (line,) = store.experiments()
    assert not shown.exception
    assert line.experiment.spec.of(GenerateSpec).window == 32 and line.data_name == "tang"
    assert [run.kind for run in store.runs(line.experiment.id)] == ["simple"] + ["backtest"] * 6


@pytest.mark.parametrize(
    ("pasted", "key"),
    [("a" * 200, "long_text_one_letter"), ("So it goes. " * 20, "generate_text_short")],
)
def test_a_text_that_cannot_be_learnt_from_is_said_in_a_sentence(page, pasted, key):
    shown = page("generate")
    shown.segmented_control(key="generate_picker.source").set_value("paste").run()
    shown.text_area(key="generate_picker.paste").set_value(pasted).run()
    assert not shown.exception
    begins = translator("en")(f"error.{key}", letter="a", have=len(pasted.strip()), need="{need}")
    assert begins.split("{need}")[0] in told(shown)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_example_has_its_verdict_its_bars_and_writes_on(page, home, language, monkeypatch):
    store = Store(home)
    known = example(store, "generate", "An example")
    shown, t = page("generate", experiment=known.id, lang=language), translator(language)
    assert not shown.exception
    assert t("generate.verdict.no_better", reference=t("method.ngram_4")) in told(shown)
    charts = [json.loads(one.proto.spec) for one in shown.get("plotly_chart")]
    names = {trace["y"][0] for trace in charts[0]["data"]}
    assert {t("method.ngram_4"), t("method.zlib"), t("cell.gru")} <= names
    monkeypatch.setattr(
        "app.tasks.generate.write.gone_on",
        lambda experiment, wanted, texts, letters, written: dict.fromkeys(texts, "<b>" * (letters // 3)),
    )
    likely = [["h", 0.6], [" ", 0.3], ["<", 0.1]]
    monkeypatch.setattr(
        "app.tasks.generate.places.told",
        lambda experiment, kind, texts: {"cells": dict.fromkeys(texts, likely)} if kind == "next" else {},
    )
    prompt = next(w for w in shown.text_area if w.key.endswith(".prompt"))
    prompt.set_value("Alice \u2603")
    next(w for w in shown.button if w.label == t("generate.go")).click().run()
    assert not shown.exception and "\u2603" in told(shown)
    assert [one.value for one in shown.code[2:]] == ["Alice \u2603" + "<b>" * 100] * 3
    monkeypatch.setattr("app.tasks.generate.places.clicked_text", lambda pieces, label, **how: 8)
    shown.run()
    assert not shown.exception
    charts = [json.loads(one.proto.spec) for one in shown.get("plotly_chart")]
    rows = next(trace for chart in charts for trace in chart["data"] if trace["y"] == ["<", "␣", "h"])
    assert rows["x"] == [0.1, 0.3, 0.6]


def test_what_was_written_is_looked_for_in_the_training_text(home, monkeypatch):
    monkeypatch.setattr("core.text.long_text.PIECE", 10)
    store = Store(home)
    text = "on the cat sat down" * 20 + "never trained on, this" * 2
    data = keep_text(store, LongText(text, "a", "upload"))
    spec = advised(data)
    assert copied("the cat sat", spec, 8) == 1.0
    assert copied("the cat ran", spec, 8) == 0.25  # one of four: "the cat "
    assert copied("never trained on", spec, 8) == 0.0
    assert copied("short", spec, 8) is None


def test_a_prompt_begins_where_a_line_of_the_text_does():
    assert first_line("four, five\nsix seven eight nine ten") == "six seven eight nine"
    assert first_line("黃河入海流\n\n欲窮千里目，更上\n") == "欲窮千里目，"
    assert first_line("no line ends here") == "no line ends"


def test_a_text_is_tinted_by_its_bits():
    found = tinted(["<", "b", "\n"], [0.0, 4.0, 9.0], translator("en"), 8.0)
    assert [one.text for one in found] == ["<", "b", "⏎\n"]
    assert [one.tint[-5:-1] for one in found] == ["0.00", "0.38", "0.75"]
