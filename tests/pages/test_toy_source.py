"""A source is added by one module and one row: it is offered on the page, asked for, repaired and kept."""

import pytest

from app.i18n import translator
from core.data.sources import SOURCES, Source
from core.words.locales import catalogue, languages
from tests.toy_source import WORDS


@pytest.fixture
def shown(page, monkeypatch):
    monkeypatch.setitem(SOURCES, "toy", Source("toy", "tests.toy_source.load"))
    for language in languages():
        for key, words in WORDS.items():
            monkeypatch.setitem(catalogue(language), key, words)
    return page("forecast", source="toy")


def test_a_source_with_a_row_is_picked_on_the_page(shown):
    assert shown.segmented_control(key="data_picker.source").options[-1] == "Toy"
    assert [one.value for one in shown.info][0] == translator("en")("data.empty")
    shown.text_input(key="data_picker.toy.named").set_value("150")
    shown.button(key="data_picker.toy.fetch").click().run()
    assert not shown.exception and not shown.error
    assert "150 numbers" in " ".join(one.value for one in shown.caption)
    assert not shown.button(key="setup.train").disabled
    shown.switch_page("pages/learn.py").run()
    shown.switch_page("pages/forecast.py").run()
    assert "150 numbers" in " ".join(one.value for one in shown.caption)


def test_what_it_refuses_is_one_sentence(shown):
    shown.text_input(key="data_picker.toy.named").set_value("many")
    shown.button(key="data_picker.toy.fetch").click().run()
    assert len(shown.error) == 1 and not shown.exception and not shown.get("plotly_chart")
