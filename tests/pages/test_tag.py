"""Tag: sentences, a button that trains, and in every state a page."""

import json

import pytest

from app.i18n import translator
from app.tasks.tag.asking import Told
from app.tasks.tag.use import conll, tag_table
from app.tasks.tag.words import TaggedWord, tagged_words
from core.examples import example
from core.store.store import Store
from core.tasks.tag.spec import TagSpec

SENTENCE = "The/DET dog/NOUN sleeps/VERB\n"
SENTENCES = "".join(SENTENCE.replace("dog", f"dog{n}") for n in range(12))


def told(shown):
    kinds = ("markdown", "caption", "error", "info", "title", "subheader", "warning")
    return " ".join(element.value for kind in kinds for element in getattr(shown, kind))


def html(shown):
    return " ".join(one.proto.body for one in shown.get("html"))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("sample", ["english", "names_zh"])
def test_a_sample_says_that_it_was_made_before_anything_is_trained(page, sample, language):
    shown, t = page("tag", sample=sample, lang=language), translator(language)
    assert not shown.exception
    assert t(f"tagged_sample.{sample}.about") in told(shown)
    assert ("PROPN" if sample == "english" else "B-PER") in html(shown)


def test_train_queues_what_was_chosen_and_opens_it(page, home):
    shown = page("tag")
    units = next(w.key for w in shown.number_input if w.key.endswith(".letter_units"))
    shown.number_input(key=units).set_value(7)
    shown.button(key="setup.train").click().run()
    store = Store(home)
    (line,) = store.experiments()
    assert not shown.exception
    assert line.experiment.spec.of(TagSpec).letter_units == 7 and line.data_name == "english"
    assert [run.kind for run in store.runs(line.experiment.id)] == ["simple"] + ["backtest"] * 6


def test_pasted_sentences_are_shown_with_their_tags(page):
    shown = page("tag")
    shown.segmented_control(key="tagged_picker.source").set_value("paste").run()
    shown.text_area(key="tagged_picker.paste").set_value(SENTENCES).run()
    assert not shown.exception and ">sleeps<" in html(shown)
    assert next(button for button in shown.button if button.key == "setup.train").disabled is False


@pytest.mark.parametrize(
    ("pasted", "key"),
    [
        ("a/X b/X\n" * 12, "tagged_one_tag"),
        ("a X\nb Y\nc Y Z\n" * 12, "tagged_columns"),
        (SENTENCE * 3, "tagged_few_sentences"),
    ],
)
def test_what_cannot_be_learnt_from_is_said_in_a_sentence(page, pasted, key):
    shown, t = page("tag"), translator("en")
    shown.segmented_control(key="tagged_picker.source").set_value("paste").run()
    shown.text_area(key="tagged_picker.paste").set_value(pasted).run()
    assert not shown.exception
    sentence = t(
        f"error.{key}", tag="X", line=3, have=3 if key == "tagged_columns" else 1, wanted=2, fewest=10
    )
    assert sentence in told(shown)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_example_has_its_verdict_its_mistakes_and_tags(page, home, language, monkeypatch):
    known = example(Store(home), "tag", "An example")
    shown, t = page("tag", experiment=known.id, lang=language), translator(language)
    assert not shown.exception
    assert t("tag_verdict.better", cell="GRU", gain="·", reference="·").split("·")[0] in told(shown)
    assert t("tag.mistakes.about.words", method="GRU", wrong="4", all="1,522") in told(shown)
    charts = [json.loads(one.proto.spec) for one in shown.get("plotly_chart")]
    assert len(charts) >= 3
    words = [TaggedWord("<b>Go", "VERB", 0.9, (("VERB", 0.9), ("NOUN", 0.1)), known=False)]
    answered = Told(
        [["<b>Go"]], {cell: [words] for cell in known.spec.cells}, dict.fromkeys(known.spec.cells, [1])
    )
    monkeypatch.setattr("app.tasks.tag.use.tags_of", lambda *_: answered)
    next(w for w in shown.button if w.label == t("tag.use.go")).click().run()
    assert not shown.exception
    assert "&lt;b&gt;Go" in html(shown) and "<b>Go" not in html(shown)


def test_what_was_tagged_can_be_taken_home():
    words = [
        [TaggedWord("They", "PRON", 0.9), TaggedWord("go", "VERB", 0.8)],
        [TaggedWord("Stop", "VERB", 0.7)],
    ]
    found = Told([["They", "go"], ["Stop"]], {"gru": words})
    assert conll(found, "gru") == "They\tPRON\ngo\tVERB\n\nStop\tVERB\n"
    table = tag_table(found)
    assert table["sentence"].tolist() == [1, 1, 2] and table["tag_gru"].tolist() == ["PRON", "VERB", "VERB"]
    assert table["probability_gru"].tolist() == [0.9, 0.8, 0.7]


def test_neighbours_of_one_span_are_of_one_colour():
    names, t = ("O", "B-PER", "I-PER", "B-LOC"), translator("en")
    words = [
        TaggedWord(text, tag) for text, tag in zip("abcd", ("B-PER", "I-PER", "O", "B-LOC"), strict=True)
    ]
    first, second, outside, other = tagged_words(words, names, t).split("</span> ")[:4]
    hue = first.split("hsla(")[1].split(",")[0]
    assert hue in second and "hsla" not in outside and f"hsla({hue}," not in other
