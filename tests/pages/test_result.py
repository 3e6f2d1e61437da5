"""An experiment at its address: working, done, failed, stopped, unknown."""

import json

import pytest
import streamlit as st
from sqlalchemy import update

from app.i18n import translator
from app.numbers import NONE
from core.store.schema import runs
from core.store.store import Store

T = translator("en")


def words(shown):
    return " ".join(
        element.value
        for kind in ("title", "subheader", "markdown", "caption", "info", "error")
        for element in getattr(shown, kind)
    )


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("sample", ["chaotic", "airline_passengers", "weekly_stocks"])
def test_a_finished_experiment_is_told_in_every_language(page, filled_store, sample, language):
    _, id = filled_store("done", sample)
    shown = page("forecast", experiment=id, lang=language)
    assert not shown.exception and not shown.error
    t = translator(language)
    assert [tab.label.split(": ")[-1].split(":")[-1].strip() for tab in shown.tabs] == [
        t(f"tab.{name}") for name in
        ("learning", "methods", "backtest", "by_step", "audits", "data", "settings", "take_home", "new_rows")
    ]  # fmt: skip
    if sample == "airline_passengers":
        (headline, *_) = (m.value for m in shown.markdown if m.value.startswith("## "))
        month = {"en": " for 1961-01 (", "zh": "1961 年 1 月为 "}[language]
        assert month in headline
    assert len(shown.get("plotly_chart")) == 8 and len(shown.get("download_button")) == 9
    line, python = (one.value for one in shown.code[:2])
    assert line.startswith(f"unrolled forecast --sample {sample} --spec plain ")
    assert "import unrolled" in python


def test_what_to_send_comes_first_then_the_verdict_with_its_evidence(page, filled_store):
    _, id = filled_store()
    shown = page("forecast", experiment=id)
    told = [m.value for m in shown.markdown]
    sent, verdict = (place for place, text in enumerate(told) if text.startswith("## "))
    assert told[sent].startswith("## Send the “LSTM” forecast: ") and "off by" in told[sent + 1]
    assert told[verdict].startswith("## LSTM beats every simple method")
    assert told[verdict].endswith(" the hardest to beat. GRU and RNN do too.")
    assert "95 % interval" in told[verdict + 1] and "after Holm over 3 cells" in told[verdict + 1]
    assert T("audit.leakage.clean", moved=0, compared="61") in words(shown)


@pytest.mark.parametrize(("asked", "place"), [("audits", 4), ("take_home", 7), ("no such tab", 0), ("", 0)])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_tab_is_in_the_address_whatever_the_language(page, filled_store, language, asked, place):
    _, id = filled_store()
    shown = page("forecast", experiment=id, lang=language, tab=asked)
    (tabs,) = shown.get("tab_container")
    assert tabs.proto.tab_container.default_tab_index == place and not shown.exception


def test_every_chart_has_a_text_alternative(page, filled_store):
    _, id = filled_store()
    charts = page("forecast", experiment=id).get("plotly_chart")
    assert all(chart.proto.alt for chart in charts)


def test_the_slider_moves_through_the_backtest(page, filled_store):
    _, id = filled_store()
    shown = page("forecast", experiment=id)
    slider = shown.select_slider[0]
    before = next(c.value for c in shown.caption if c.value.startswith("Forecasts made at"))
    slider.set_value(3).run()
    after = next(c.value for c in shown.caption if c.value.startswith("Forecasts made at"))
    assert before != after and not shown.exception


def test_while_it_works_curves_and_stop_are_there_and_stop_stops(page, filled_store):
    store, id = filled_store("running")
    shown = page("forecast", experiment=id)
    assert (
        len(shown.get("plotly_chart")) == 3 and "144 updates" in words(shown) and "samples/s" in words(shown)
    )
    assert not any(button.key == "forecast.again" for button in shown.button)
    shown.button(key="progress.stop").click().run()
    assert store.experiment(id).stop_requested is not None
    assert T("progress.stopping") in words(shown) and not shown.exception


def test_a_click_on_stop_counts_also_if_the_page_is_drawn_anew_before_it_comes_to_the_button(
    page, filled_store, monkeypatch
):
    store, id = filled_store("running")
    shown = page("forecast", experiment=id)
    monkeypatch.setattr("app.experiments.live.status", lambda *_: st.stop())
    shown.button(key="progress.stop").click().run()
    assert store.experiment(id).stop_requested is not None and not shown.exception


def test_the_place_in_the_queue_is_told(page, filled_store):
    filled_store("running", "random_walk")
    places = [filled_store("queued")[1] for _ in range(2)]
    told = []
    for id in places:
        shown = page("forecast", experiment=id)
        told += [bar.proto.text for bar in shown.get("progress")]
    assert told == [T("progress.next"), T("progress.queued", ahead=1)], (
        "whoever has no run at work goes first"
    )


def test_the_best_cells_script_is_offered_first(page, filled_store):
    _, id = filled_store("done")
    shown = page("forecast", experiment=id)
    assert "LSTM beats" in words(shown) and shown.selectbox(key="take_home.cell.lstm").value == "lstm"


def test_a_verdict_is_provisional_until_the_last_seed(page, filled_store):
    _, id = filled_store("provisional")
    shown = page("forecast", experiment=id)
    assert T("verdict.provisional", done=1, wanted=2) in words(shown)
    assert shown.button(key="progress.stop") and not shown.exception


def test_a_failure_says_what_happened_and_what_to_do_once(page, filled_store):
    _, id = filled_store("failed")
    shown = page("forecast", experiment=id)
    assert [e.value for e in shown.error] == [
        T(
            "words.because",
            names="GRU, LSTM, RNN",
            reason=f"{T('error.loss_not_finite', epoch=3)} {T('remedy.rate')}",
        )
    ]
    assert [i.value for i in shown.info] == [T("experiment.nothing")]
    assert not shown.exception and not shown.get("plotly_chart")


def test_what_was_stopped_says_so_with_what_is_there(page, filled_store):
    _, nothing = filled_store("stopped")
    assert [i.value for i in page("forecast", experiment=nothing).info] == [T("experiment.stopped")]
    _, partly = filled_store("stopped_partly")
    shown = page("forecast", experiment=partly)
    assert T("experiment.stopped_partly") in [i.value for i in shown.info]
    assert T("verdict.partial", done=1, wanted=2) in words(shown) and "Provisional" not in words(shown)
    assert len(shown.get("plotly_chart")) == 8 and not shown.exception


@pytest.mark.parametrize(
    ("state", "key", "done"), [("refitting", "going", 3), ("not_refitted", "missing", 0)]
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_verdict_waits_for_the_networks_that_are_trained_again_before_the_test(
    page, filled_store, state, key, done, language
):
    _, id = filled_store(state)
    shown, t = page("forecast", experiment=id, lang=language), translator(language)
    assert t(f"refits.{key}", done=done, total=6) in words(shown) and not shown.exception
    _, id = filled_store("done", "random_walk")
    shown = page("forecast", experiment=id, lang=language)
    assert not any(t(f"refits.{one}", done=6, total=6) in words(shown) for one in ("going", "missing"))


def test_cells_that_never_ended_are_not_judged_in_silence(page, filled_store):
    _, id = filled_store("stopped_early")
    shown = page("forecast", experiment=id)
    assert "LSTM and GRU have no finished seed, so nothing is said of them." in words(shown)


def test_train_again_queues_the_same_once_more(page, filled_store, home):
    store, id = filled_store(name="Mine")
    shown = page("forecast", experiment=id)
    shown.button(key="forecast.again").click().run()
    newest = Store(home).experiments()[0].experiment
    assert newest.id != id and newest.name == "Mine" and newest.spec == store.experiment(id).spec
    assert shown.query_params["experiment"] == newest.id


def test_change_setup_begins_with_the_settings_as_they_were(page, filled_store, home):
    store, id = filled_store(seeds=4, match="parameters")
    shown = page("forecast", experiment=id)
    shown.button(key="forecast.change").click().run()
    assert shown.query_params["setup"] == "1" and not shown.exception
    units = next(w for w in shown.number_input if w.key.endswith(".units"))
    units.set_value(12).run().button(key="setup.train").click().run()
    newest = Store(home).experiments()[0].experiment
    assert newest.spec.model.units == 12 and newest.spec.seeds == 4 and newest.spec.match == "parameters"
    assert newest.spec.task == store.experiment(id).spec.task


def test_the_way_back_from_the_setup(page, filled_store):
    _, id = filled_store()
    shown = page("forecast", experiment=id, setup="1")
    shown.button(key="forecast.back").click().run()
    assert "setup" not in shown.query_params and len(shown.get("plotly_chart")) == 8


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("id", ["xyz", "", "0" * 32, "../../etc/passwd", "'; DROP TABLE runs; --", "é" * 32])
def test_an_address_without_an_experiment_gets_one_sentence_and_ways_on(page, id, language):
    shown = page("forecast", experiment=id, lang=language)
    assert [e.value for e in shown.error] == [translator(language)("error.unknown_experiment")]
    assert not shown.exception and not shown.get("plotly_chart")
    shown.button(key="forecast.new").click().run()
    assert "experiment" not in shown.query_params and shown.button(key="setup.train")


def test_lines_in_the_fan_are_told_apart_without_colour(page, filled_store):
    _, id = filled_store()
    chart = json.loads(page("forecast", experiment=id).get("plotly_chart")[0].proto.spec)
    looks = {
        trace["name"]: (trace["line"]["dash"], trace["marker"]["symbol"])
        for trace in chart["data"]
        if "marker" in trace
    }
    assert len({looks[cell] for cell in ("RNN", "LSTM (to send)", "GRU")}) == 3


@pytest.mark.parametrize("language", ["en", "zh"])
def test_cells_are_shown_with_and_without_the_further_columns(page, filled_store, language):
    _, id = filled_store("done", "tutorial_random_numbers")
    shown, t = page("forecast", experiment=id, lang=language), translator(language)
    assert not shown.exception and t("ablation.title") in words(shown)
    (table,) = [d.value for d in shown.dataframe if t("column.skill_gained") in d.value]
    assert list(table[t("audit.column.cell")]) == ["RNN", "LSTM", "GRU"]
    known = {t(f"ablation.{one}") for one in ("helps", "hurts", "no_difference")}
    assert set(table[t("column.finding")]) <= known
    assert t("ablation.about", columns="number\\_in", tests=3) in words(shown)
    assert len(shown.get("download_button")) == 10


@pytest.mark.parametrize(
    ("state", "key", "done"),
    [("without_running", "running", 3), ("provisional", "waiting", 0), ("stopped_partly", "stopped", 3)],
)
def test_what_is_missing_of_the_comparison_is_told(page, filled_store, state, key, done):
    _, id = filled_store(state, "tutorial_random_numbers")
    shown = page("forecast", experiment=id)
    assert T(f"ablation.{key}", done=done, total=6) in [i.value for i in shown.info]
    assert not shown.exception


def test_the_way_numbers_are_written_is_chosen_once_and_kept_for_every_file(page, filled_store):
    _, id = filled_store("done", "random_walk")
    shown = page("forecast", experiment=id, tab="take_home")
    assert shown.session_state["saving.choice.take_home"] == "comma"
    shown.segmented_control(key="saving.choice.take_home").set_value("semicolon").run()
    assert not shown.exception and shown.session_state["saving.dialect"] == "semicolon"
    about = T("saving.semicolon.about")
    told = [one.proto.help for one in shown.get("download_button") if "CSV" in one.proto.label]
    assert sum(about in help for help in told) == 3 and shown.get("plotly_chart")


@pytest.fixture
def from_before(filled_store):
    """Returns `fill(**changes) -> (store, id)`: an experiment that earlier rules scored."""

    def fill(**changes):
        store, id = filled_store(**changes)
        simple = next(run for run in store.runs(id) if run.kind == "simple")
        facts = {name: fact for name, fact in simple.facts.items() if name != "protocol"}
        with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
            connection.execute(update(runs).where(runs.c.id == simple.id).values(facts=json.dumps(facts)))
        return store, id

    return fill


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_earlier_rules_scored_has_scores_and_neither_verdict_nor_anything_to_send(
    page, from_before, language
):
    _, id = from_before()
    shown, t = page("forecast", experiment=id, lang=language), translator(language)
    assert not shown.exception and not shown.error
    told = [m.value for m in shown.markdown]
    assert [text for text in told if text.startswith("## ")] == [f"## {t('before.title')}"]
    assert t("before.why") in told
    assert t("tab.audits") not in " ".join(tab.label for tab in shown.tabs)
    (scores,) = [d.value for d in shown.dataframe if t("metric.mase") in d.value]
    assert t("method.ets") in set(scores[t("column.method")]) and set(scores[t("column.p")]) <= {"", NONE}
    assert not shown.get("download_button")


def test_one_click_trains_it_by_todays_rules_as_a_new_experiment(page, from_before, home):
    store, id = from_before(name="Mine")
    shown = page("forecast", experiment=id)
    shown.button(key="forecast.before.again").click().run()
    newest = Store(home).experiments()[0].experiment
    assert newest.id != id and newest.name == "Mine" and newest.spec == store.experiment(id).spec
    assert shown.query_params["experiment"] == newest.id and not shown.exception


@pytest.mark.parametrize("where", ["", "experiments"])
def test_lists_say_so_and_train_it_too(page, from_before, home, where):
    _, id = from_before()
    shown = page(where)
    assert T("before.short") in words(shown) and not shown.exception
    shown.button(key=f"experiments.again.{id}").click().run()
    assert Store(home).experiments()[0].experiment.id != id and not shown.exception


def test_methods_of_a_chart_are_chosen(page, filled_store):
    _, id = filled_store()
    shown = page("forecast", experiment=id)
    choice = shown.multiselect(key="result.backtest.methods")
    assert T("method.with_ridge", cell="GRU") in choice.options and len(choice.value) < len(choice.options)
    choice.set_value(["gru"]).run()
    charts = [json.loads(chart.proto.spec)["data"] for chart in shown.get("plotly_chart")]
    (chart,) = [one for one in charts if any(line.get("name") == T("chart.known") for line in one)]
    assert sum(line.get("name", "").startswith("GRU") for line in chart) == 1
    assert not any(line.get("name", "").startswith("LSTM") for line in chart) and not shown.exception
