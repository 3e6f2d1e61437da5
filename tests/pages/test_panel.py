"""Many series: all of them in, a button that trains, one table of answers out."""

import io
import zipfile
from types import SimpleNamespace

import pandas as pd
import pytest

from app.exports.bundle import bundle, typical_runs
from app.i18n import translator
from app.tasks.panel.export import book, long_table, panel_exports
from app.tasks.panel.findings import panel_report_html
from app.tasks.panel.inside import columns_of
from app.tasks.panel.methods import limits_of
from app.tasks.panel.verdict import headline, sent_line
from core.data.panel.parquet import facts_of
from core.data.panel.samples import load_panel_sample
from core.examples import example
from core.store.store import Store
from core.tasks.panel.keeping import panel_of_store
from core.tasks.panel.outcome import PanelMethod
from core.tasks.panel.results import panel_outcome
from core.tasks.panel.sizes import widths_of
from core.tasks.panel.spec import PanelSpec

TABS = ("series", "totals", "methods", "learning", "data", "settings", "take_home")


def told(shown):
    kinds = ("markdown", "caption", "error", "info", "title", "subheader", "warning")
    return " ".join(element.value for kind in kinds for element in getattr(shown, kind))


def test_the_sample_is_shown_and_train_queues_what_was_chosen(page, home):
    shown, t = page("panel"), translator("en")
    assert not shown.exception and not shown.error
    assert t("panel_sample.shops.about") in told(shown)
    assert [one.proto.alt for one in shown.get("plotly_chart")] != [""]
    horizon = next(w.key for w in shown.number_input if w.key.endswith(".horizon"))
    assert "promotion, price) joins the last hidden state" in told(shown).replace("\\", "")
    shown.number_input(key=horizon).set_value(14)
    shown.selectbox(key=horizon.replace(".horizon", ".holidays")).set_value("DE")
    shown.button(key="setup.train").click().run()
    (line,) = Store(home).experiments()
    task = line.experiment.spec.of(PanelSpec)
    assert not shown.exception and (task.horizon, task.holidays) == (14, "DE")
    kinds = {run.kind for run in Store(home).runs(line.experiment.id)}
    assert kinds == {"simple", "backtest", "refit", "final"}


def test_one_network_for_all_series_at_once_is_chosen_with_a_switch(page, home):
    shown, t = page("panel"), translator("en")
    switch = next(w.key for w in shown.toggle if w.key.endswith(".together"))
    assert t("panel.together.about", series=12) in told(shown)
    shown.toggle(key=switch).set_value(True).run()
    assert t("panel.head.together", series=12) in told(shown)
    shown.button(key="setup.train").click().run()
    (line,) = Store(home).experiments()
    assert not shown.exception and line.experiment.spec.of(PanelSpec).together


@pytest.mark.parametrize("block", [1, 7])
def test_every_number_that_networks_read_has_a_name(block):
    data, t = load_panel_sample("shops"), translator("en")
    for together in (False, True):
        task = PanelSpec(lookback=14, season=7, block=block, together=together, holidays="DE")
        names = columns_of(t, data, task)
        assert len(names) == len(set(names)) == widths_of(facts_of(data), task).step
    assert names[-1] == f"Lakeside: holiday less its mean{' 7' if block > 1 else ''}"


def test_what_is_known_ahead_and_does_not_reach_is_said_in_a_sentence(page):
    shown = page("panel")
    horizon = next(w.key for w in shown.number_input if w.key.endswith(".horizon"))
    shown.number_input(key=horizon).set_value(35).run()
    assert "28" in told(shown) and "promotion" in told(shown) and shown.button(key="setup.train").disabled


@pytest.mark.parametrize("language", ["en", "zh"])
def test_local_methods_that_were_not_fitted_are_named_with_the_reason(language):
    t = translator(language)
    facts = {"left_out": {"ets": 1000}, "failed": {"theta": 2}}
    left, failed = limits_of(t, SimpleNamespace(facts=facts))
    assert t("method.ets") in left and "1,000" in left
    assert t("method.theta") in failed and "2" in failed


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_example_has_its_verdict_its_table_and_its_pictures(page, home, language):
    store, t = Store(home), translator(language)
    known = example(store, "panel", "An example")
    shown = page("panel", experiment=known.id, lang=language)
    assert not shown.exception and not shown.error
    assert [tab.label.split(":")[-1].strip() for tab in shown.tabs] == [t(f"tab.{name}") for name in TABS]
    assert all(chart.proto.alt for chart in shown.get("plotly_chart"))
    outcome = panel_outcome(store, known, store.runs(known.id))
    assert headline(t, outcome).split(" ")[0] in told(shown) and t("panel_send.headline") in told(shown)


@pytest.mark.parametrize(("gain", "word"), [(0.025, "below"), (-0.025, "above")])
def test_what_is_sent_is_below_or_above_the_reference_by_a_positive_share(gain, word):
    row = PanelMethod("sent", "sent", 1, 0, {"mase": 1.0}, gain=gain)
    outcome = SimpleNamespace(
        chosen=("ets", "gru"), words="", sent_row=row, reference="theta", measure="mase", coverage={0.8: 0.8}
    )
    assert f"2.5\u00a0% {word} that of Theta" in sent_line(translator("en"), outcome)


def test_what_is_taken_home_has_every_series_and_time(home):
    store, t = Store(home), translator("en")
    known = example(store, "panel", "An example")
    outcome, data = panel_outcome(store, known, store.runs(known.id)), panel_of_store(store, known.data)
    table = long_table(t, known, outcome, data)
    assert len(table) == 12 * 28 and table["Time"].iloc[0] == "2025-12-29"
    sheets = pd.read_excel(io.BytesIO(book(t, known, outcome, data)), sheet_name=None, engine="calamine")
    assert list(sheets) == [
        "Read me", "Forecasts", "Low 80 %", "High 80 %", "Low 95 %", "High 95 %", "What to send", "Totals",
        "Methods",
    ]  # fmt: skip
    total = sheets["Totals"]
    assert len(total) == 28 and total["Forecast"].sum() == pytest.approx(table["Forecast"].sum())
    assert (total["Low 80 %"] < total["Forecast"]).all() and (total["Forecast"] < total["High 80 %"]).all()
    report = panel_report_html(t, known, store.runs(known.id), outcome).decode()
    assert "joins the last hidden state" in report
    assert headline(t, outcome) in report and "Totals" in report and report.count("<figure") == 5
    assert sheets["Forecasts"].shape == (12, 29) and list(sheets["Forecasts"]["Series"]) == list(data.ids)


def test_the_zip_holds_a_script_for_each_cell_with_its_series_and_weights(home):
    store, t = Store(home), translator("en")
    known = example(store, "panel", "An example")
    runs = store.runs(known.id)
    exports = panel_exports(t, known, runs, panel_outcome(store, known, runs))
    with zipfile.ZipFile(io.BytesIO(bundle(t, known, runs, exports))) as archive:
        names, scripts = archive.namelist(), {cell: archive.read(f"{cell}.py") for cell in known.spec.cells}
        series = pd.read_csv(archive.open("all_series.csv"))
    assert {"report.html", "workbook.xlsx", "forecasts.csv", "methods.csv"} < set(names)
    assert len(series) == 12 * (3 * 364 + 28) and list(series)[-3:] == ["sales", "promotion", "price"]
    for cell, run in typical_runs(known, runs).items():
        script = scripts[cell].decode()
        assert f"{cell}.weights.h5" in names and f'WEIGHTS = "{cell}.weights.h5"' in script
        looks = round(run.facts["best_updates"] / run.facts["check"])
        assert script.count(f"    [{run.seed}, ") > 0 and len(run.facts["rates"]) == looks
        assert set(exports.figures) == {"gains", "best_series"}
