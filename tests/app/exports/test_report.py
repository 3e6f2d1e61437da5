"""The report stands alone, says what was found, and shows hostile names as text."""

from dataclasses import replace

import pytest

from app.i18n import speaking, translator
from app.tasks.forecast.export.report import report_html
from app.tasks.forecast.verdict import headline
from core.notes import Note
from core.words.locales import languages
from core.words.methods import row_word
from tests.app.exports.seen import Seen


@pytest.fixture(params=sorted(languages()))
def language(request):
    return request.param


@pytest.fixture
def body(outcome, experiment, data, runs, language):
    return report_html(outcome, experiment, data, runs, translator(language), language).decode()


def test_the_report_stands_alone(body, language):
    seen = Seen(body)
    assert seen.fetched == [] and not {"link", "iframe", "img"} & set(seen.tags)
    assert f'lang="{language}"' in body and "default-src 'none'" in body
    assert body.count("plotly.js v") == 1 and body.count("Plotly.newPlot(") == 2


def test_a_hostile_name_is_text(body, data):
    seen = Seen(body)
    assert data.name in "".join(seen.texts)
    assert data.name not in body


def test_the_report_says_what_was_found_and_from_what(body, outcome, data, language):
    told, t = " ".join(Seen(body).texts), translator(language)
    with speaking(language):
        assert headline(t, outcome) in told
    assert t("cell.gru") in told and t(f"method.{outcome.reference}") in told
    assert data.sha256 in told
    for method in outcome.methods:
        assert row_word(t, method.name, method.kind) in told


def test_charts_are_light_on_white_whatever_the_page_was(body):
    assert "#FF9A57" not in body and "#D55E00" in body


def test_notes_and_leaks_are_told(outcome, experiment, data, runs, language):
    t = translator(language)
    leaking = replace(outcome, leakage={"compared": 900, "moved": ["input_mean"]})
    noted = replace(data, notes=(Note("sorted"),))
    told = " ".join(Seen(report_html(leaking, experiment, noted, runs, t, language).decode()).texts)
    assert "input_mean" in told and t("note.sorted") in told
