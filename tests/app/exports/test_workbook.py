"""The workbook: every figure of the tables comes back, as a number; times as times; nothing runs."""

import io
import zipfile
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

import app.exports.workbook as written
from app.exports.headings import heading
from app.exports.workbook import Sheet, workbook
from app.i18n import translator
from app.tasks.forecast.export.backtest import backtest_table
from app.tasks.forecast.export.contents import forecast_exports
from app.tasks.forecast.export.tables import forecast_table
from app.tasks.forecast.send_card import send_lines
from app.tasks.sentiment.export.contents import text_exports
from core.store.store import Store
from core.tasks.sentiment.results import text_outcome
from core.words.locales import languages
from tests.app.exports.conftest import HOSTILE
from tests.texts import fill_texts

EN = translator("en")
DIGITS = 1e-15  # Excel keeps fifteen


@pytest.fixture
def arrays(outcome):
    """What each network left: its cell's forecasts, seeds a little apart."""

    def left(id):
        seed, cell = int(id[0]), id[1:]
        return {"test": outcome.backtest.forecasts[cell] + seed / 8}

    return left


@pytest.fixture(params=sorted(languages()))
def language(request):
    return request.param


def read(body):
    """Sheets by name, as rows of Python values."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def one(table, **about):
    return read(workbook("About", ["Title"], [Sheet("Sheet", "…", table, **about)], ("Sheet", "Holds")))[
        "Sheet"
    ]


def test_the_workbook_of_a_forecast_says_and_holds_what_the_files_do(
    language, experiment, data, runs, outcome, arrays
):
    t = translator(language)
    sheets = read(forecast_exports(t, language, experiment, runs, data, outcome, arrays).workbook())
    names = [t(f"sheet.tab.{one}") for one in "about forecast methods backtest data runs settings".split()]
    assert list(sheets) == names
    cover = [line for line in sheets[names[0]] if any(line)]
    assert cover[0][0] == experiment.name and [line[0] for line in cover[-6:]] == names[1:]
    assert all(line[1] for line in cover[-6:]), "each sheet is told of in a sentence"
    assert cover[1][0] == send_lines(t, outcome)[0], "what to send, before anything else"
    header, *lines = sheets[t("sheet.tab.forecast")]
    assert header[1] == t(f"method.{outcome.sent.name}")
    place = header.index(heading(t, "gru_hi95"))
    assert np.allclose([line[place] for line in lines], forecast_table(outcome)["gru_hi95"], rtol=DIGITS)
    assert [pd.Timestamp(line[0]) for line in lines] == list(outcome.future.times)
    assert dict(line[:2] for line in sheets[t("sheet.tab.settings")])[t("spec.horizon")] == 2
    values = sheets[t("sheet.tab.data")]
    assert values[0] == [t("sheet.time"), HOSTILE], "names that people brought stay"
    assert np.allclose([line[1] for line in values[1:]], data.frame[HOSTILE], rtol=DIGITS)


def test_the_backtest_has_a_line_per_origin_and_step_and_a_column_per_method_and_seed(outcome, runs, arrays):
    table = backtest_table(outcome, runs, arrays)
    origins, horizon = outcome.backtest.truth.shape
    assert len(table) == origins * horizon and table["step"].tolist()[:3] == [1, 2, 1]
    assert {"rnn_seed1", "rnn_seed2", "gru_seed2", "gru", "ridge", "historical_mean"} <= set(table)
    assert np.allclose(table["gru_seed2"] - table["gru"], 2 / 8)
    assert np.array_equal(table["actual"], outcome.backtest.truth.ravel())
    second = table.iloc[1]
    assert second["time"] - second["origin_time"] == pd.Timedelta(days=2)
    inside = table["actual"].between(table["gru_lo80"], table["gru_hi80"]).mean()
    drawn = next(one for one in outcome.covered_by_drawn("gru") if one.level == 0.8)
    assert inside == pytest.approx(drawn.coverage)


def test_ends_of_intervals_are_cut_where_values_cannot_be_negative(outcome, runs, arrays):
    backtest = replace(outcome.backtest, non_negative=True)
    backtest = replace(backtest, forecasts={name: 0 * one for name, one in backtest.forecasts.items()})
    table = backtest_table(replace(outcome, backtest=backtest), runs, arrays)
    low = [name for name in table if "_lo" in name]
    assert len(low) >= 4 and (table[low] == 0).all(axis=None)


def test_what_was_never_measured_is_an_empty_cell(outcome, runs, arrays):
    truth = outcome.backtest.truth.copy()
    truth[0, 1] = np.nan
    blank = replace(outcome, backtest=replace(outcome.backtest, truth=truth))
    table = backtest_table(blank, runs, arrays).reset_index()
    header, first, second = one(table)[:3]
    place = header.index("actual")
    assert second[place] == "" and first[place] == pytest.approx(truth[0, 0], rel=DIGITS)


def test_text_is_text_and_figures_are_figures():
    table = pd.DataFrame(
        {
            "=1+1": ["=HYPERLINK(\"http://x\")", "http://example.org", "123", "+1"],
            "n": [1.5, None, -0.0, np.inf],
            "when": pd.to_datetime(["1899-12-31", "1950-01-01 10:30", None, "2026-11-29"], format="ISO8601"),
            "yes": [True, False, True, None],
            "big": [10**12, 2, 3, 4],
        }
    )  # fmt: skip
    header, *lines = one(table)
    assert header == ["=1+1", "n", "when", "yes", "big"]
    assert [line[0] for line in lines] == list(table["=1+1"]), "as they were, and never a formula"
    assert [line[1] for line in lines] == [1.5, "", 0, ""]
    assert lines[0][2] == "1899-12-31" and str(lines[1][2]) == "1950-01-01 10:30:00" and lines[2][2] == ""
    assert [line[3] for line in lines] == [True, False, True, ""] and lines[0][4] == 10**12


def test_no_cell_holds_a_formula_or_a_link():
    table = pd.DataFrame({"text": ["=1+1", "@x", "https://example.org", "mailto:a@b"]})
    body = workbook("About", ["=2+2"], [Sheet("Sheet", "=3+3", table)], ("=4", "=5"))
    with zipfile.ZipFile(io.BytesIO(body)) as files:
        told = "".join(files.read(name).decode() for name in files.namelist() if "sheet" in name)
    assert "<f>" not in told and "<hyperlink" not in told


def test_times_with_a_zone_keep_their_clock():
    when = pd.date_range("2026-03-29 00:00", periods=2, freq="h", tz="Europe/Berlin")
    assert str(one(pd.DataFrame({"when": when}))[1][0]) == "2026-03-29 00:00:00".removesuffix(" 00:00:00")


def test_what_excel_cannot_hold_is_said_and_left_to_its_file(
    monkeypatch, experiment, data, runs, outcome, arrays
):
    monkeypatch.setattr(written, "MOST_CELLS", 400)
    sheets = read(forecast_exports(EN, "en", experiment, runs, data, outcome, arrays).workbook())
    assert EN("sheet.tab.backtest") not in sheets and EN("sheet.tab.forecast") in sheets
    assert any("backtest.csv" in str(line[1]) for line in sheets[EN("sheet.tab.about")])


def test_the_workbook_of_a_classifier_holds_its_tables(home, language):
    store, t = Store(home), translator(language)
    experiment = store.experiment(fill_texts(store, sample="sentences_en"))
    runs = store.runs(experiment.id)
    outcome, facts = text_outcome(store, experiment, runs), store.text_facts(experiment.data)
    sheets = read(text_exports(t, language, experiment, runs, facts, outcome, store).workbook())
    assert len(sheets[t("sheet.tab.predictions")]) == len(outcome.truth) + 1
    assert len(sheets[t("sheet.tab.methods")]) == len(outcome.methods) + 1
    store.close()


@pytest.mark.parametrize("language", sorted(languages()))
def test_every_column_of_ours_has_a_word_of_the_language(language, outcome, runs, arrays):
    t = translator(language)
    for table in (forecast_table(outcome), backtest_table(outcome, runs, arrays)):
        for name in [str(table.index.name), *table.columns]:
            assert heading(t, name) != name
