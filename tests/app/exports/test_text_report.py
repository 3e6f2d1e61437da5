"""A classifier's report stands alone, says what was found, and shows hostile texts as text."""

from dataclasses import replace

import pytest

from app.data_words import class_name
from app.i18n import speaking, translator
from app.tasks.sentiment.export.report import text_report_html
from app.tasks.sentiment.verdict import text_headline
from core.notes import Note
from core.store.store import Store
from core.tasks.sentiment.results import text_outcome
from core.tasks.sentiment.spec import SentimentSpec
from core.words.locales import languages
from core.words.methods import method_word, row_word
from tests.app.exports.seen import Seen
from tests.texts import fill_texts

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(params=sorted(languages()))
def language(request):
    return request.param


@pytest.fixture
def parts(home):
    """Outcome, experiment, facts and runs of an experiment on the sample."""
    store = Store(home)
    experiment = store.experiment(fill_texts(store, name=HOSTILE))
    runs = store.runs(experiment.id)
    yield text_outcome(store, experiment, runs), experiment, store.text_facts(experiment.data), runs
    store.close()


def written(parts, language, text="so\nso", **changes):
    outcome, experiment, facts, runs = parts
    some = outcome.mistakes | {outcome.verdict.cell: outcome.mistakes["rnn"]}  # the best cell may make none
    outcome = replace(outcome, **{"mistakes": some} | changes)
    texts = [text] * len(outcome.mistakes[outcome.verdict.cell])
    return text_report_html(outcome, experiment, facts, runs, texts, translator(language), language).decode()


def test_the_report_stands_alone(parts, language):
    body = written(parts, language)
    seen = Seen(body)
    assert seen.fetched == [] and not {"link", "iframe", "img"} & set(seen.tags)
    assert f'lang="{language}"' in body and "default-src 'none'" in body
    assert body.count("plotly.js v") == 1 and body.count("Plotly.newPlot(") == 2 + 3


def test_hostile_texts_classes_and_names_are_text(parts, language):
    outcome, experiment, facts, runs = parts
    facts = replace(facts, name=HOSTILE, source="upload", classes=(HOSTILE, "good"))
    noted = replace(facts.report, notes=(Note("stars_named", {"dropped": HOSTILE}),), counts={HOSTILE: 3})
    hostile = (outcome, experiment, replace(facts, report=noted), runs)
    calm, body = (
        written(parts, language),
        written(hostile, language, f"</td></script>{HOSTILE}", classes=(HOSTILE, "good")),
    )
    assert HOSTILE not in body and "<script>alert" not in body
    assert Seen(body).tags.count("script") == Seen(calm).tags.count("script")
    assert f"</td></script>{HOSTILE}" in "".join(Seen(body).texts)


def test_the_report_says_what_was_found_and_from_what(parts, language):
    outcome, experiment, facts, _ = parts
    told, t = " ".join(Seen(written(parts, language)).texts), translator(language)
    with speaking(language):
        headline = text_headline(t, outcome)
    assert headline in told and facts.sha256 in told and "so\nso" in told
    for method in outcome.methods:
        assert row_word(t, method.name, method.kind) in told
    assert (
        t("text_send.headline", method=method_word(t, outcome.sent.name), accuracy="~").split("~")[0] in told
    )
    for name, count in facts.report.counts.items():
        assert class_name(t, facts, name) in told and str(count) in told
    assert (
        t("spec.pooling") in told and t(f"option.pooling.{experiment.spec.of(SentimentSpec).pooling}") in told
    )


def test_a_cell_without_mistakes_is_told(parts, language):
    outcome, t = parts[0], translator(language)
    body = written(parts, language, mistakes={cell: () for cell in outcome.mistakes})
    assert t("text_result.no_mistakes") in " ".join(Seen(body).texts)
