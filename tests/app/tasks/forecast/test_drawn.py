"""Which methods a chart begins with, how they look, and in which order tables have them."""

from dataclasses import replace

import pytest

from app.charts.theme import CELL_MARKS, FAR_OFF, is_cell, is_mixed, mark
from app.i18n import translator
from app.tasks.forecast.charts.backtest import backtest_chart, backtest_facts
from app.tasks.forecast.charts.drawn import drawn_first, judged, line_word
from app.tasks.forecast.methods import method_rows, seeds_below
from core.cells import USUAL
from core.tasks.forecast.results import outcome
from core.words.locales import languages
from core.words.methods import with_ridge

T = translator("en")


@pytest.fixture
def found(filled_store):
    store, id = filled_store()
    return outcome(store, store.experiment(id), store.runs(id))


@pytest.mark.parametrize("cell", CELL_MARKS)
def test_a_cell_with_ridge_has_its_cells_colour_and_looks_of_its_own(cell):
    whole, half = mark(cell), mark(with_ridge(cell))
    assert half.color == whole.color and half.symbol == f"{whole.symbol}-open" and half.dash != whole.dash
    assert is_mixed(with_ridge(cell)) and not is_mixed(cell) and not is_cell(with_ridge(cell))
    assert not is_mixed("ridge")


def test_charts_begin_with_what_is_sent_the_cells_and_what_they_are_measured_by(found):
    first = drawn_first(found)
    assert {found.sent.name, *USUAL, found.reference, found.beforehand, "last_value"} - {*FAR_OFF} == {*first}
    assert set(first) < set(judged(found)) and len(set(judged(found))) == len(judged(found))
    assert {with_ridge(cell) for cell in USUAL} <= set(judged(found))


def test_a_legend_says_which_forecast_is_to_be_sent():
    assert line_word(T, "gru", "gru") == T("chart.sent", method="GRU") and line_word(T, "gru", None) == "GRU"


def test_only_the_methods_that_were_chosen_are_drawn(found):
    facts = backtest_facts(found, 2, ["gru", "ridge"])
    assert set(facts.lines) == {"gru", "ridge"} and facts.band is not None
    assert not [line for line in backtest_chart(facts, T, "").data if line.visible == "legendonly"]


def test_without_anything_to_send_there_is_no_band(found):
    facts = backtest_facts(replace(found, chosen=None), 2, ["gru"])
    assert facts.band is None and len(backtest_chart(facts, T, "").data) == 3


def test_single_seeds_stand_below_their_cell_and_the_rest_keeps_its_order(found):
    rows = seeds_below(found.methods)
    assert [m for m in rows if m.kind != "seeds"] == [m for m in found.methods if m.kind != "seeds"]
    for place, method in enumerate(rows):
        if method.kind == "seeds":
            assert (rows[place - 1].name, rows[place - 1].kind) == (method.name, "cell")
    assert len(rows) == len(found.methods)


@pytest.mark.parametrize("language", sorted(languages()))
def test_every_row_is_named_apart_and_p_belongs_to_cells(found, language):
    t = translator(language)
    rows = method_rows(t, found)
    names = [row[t("column.method")] for row in rows]
    assert len(set(names)) == len(names)
    for row, method in zip(rows, seeds_below(found.methods), strict=True):
        assert bool(row[t("column.p")]) == (method.kind == "cell")
        assert ("±" in row[t("metric.mae")]) == (method.kind == "seeds" and bool(method.deviation["mae"]))
