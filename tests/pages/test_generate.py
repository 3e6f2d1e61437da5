"""Write: a text, a button that trains, and in every state a page."""

import json

import pytest

from app.i18n import translator
from app.tasks.generate.surprise import tinted
from app.tasks.generate.write import copied, first_line
from core.examples import example
from core.store.store import Store
from core.tasks.generate.spec import GenerateSpec
from core.text.long_samples import load_long_sample


def told(shown):
    kinds = ("markdown", "caption", "error", "info", "title", "subheader", "warning")
    return " ".join(element.value for kind in kinds for element in getattr(shown, kind))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("sample", ["alice", "tang"])
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
        lambda experiment, wanted, texts, letters: dict.fromkeys(texts, "<b>" * (letters // 3)),
    )
    prompt = next(w for w in shown.text_area if w.key.endswith(".prompt"))
    prompt.set_value("Alice \u2603")
    next(w for w in shown.button if w.label == t("generate.go")).click().run()
    assert not shown.exception and "\u2603" in told(shown)
    assert [one.value for one in shown.code] == ["Alice \u2603" + "<b>" * 100] * 3


def test_what_was_written_is_looked_for_in_the_training_text():
    assert copied("the cat sat", "on the cat sat down") == 1.0
    assert copied("the cat ran", "on the cat sat down") == 0.25  # one of four: "the cat "
    assert copied("short", "shorter") is None


def test_a_prompt_begins_where_a_line_of_the_text_does():
    assert first_line("one, two, three, four, five\nsix seven eight nine ten") == "six seven eight nine"
    assert first_line("白日依山盡\n黃河入海流\n欲窮千里目") == "欲窮千里目"


def test_a_tinted_text_takes_nothing_for_markup():
    html = tinted("<b>", [0.0, 4.0, 9.0], translator("en"))
    assert "<b>" not in html and "&lt;" in html
    assert "0.38" in html and "0.75" in html
