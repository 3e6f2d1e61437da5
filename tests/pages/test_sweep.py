"""The page of sweeps: what is tried, how far it is, what was found; Stop, restart, two tabs, bad input."""

import json
from dataclasses import replace

import pytest
import streamlit as st

from app.experiments.to_compare import address_of
from app.i18n import translator
from core.specs import ExperimentSpec, to_json
from core.store.across import latest_runs
from core.store.store import Store
from core.sweeps.records import best_of_each_cell
from core.sweeps.rows import delete_sweep, latest_sweeps, sweep_of, trials_of
from core.tasks.memory.spec import MemorySpec
from tests.sweeps import begin, fill_sweep, try_settings
from tests.texts import fill_texts

T = translator("en")


def words(shown):
    kinds = ("title", "subheader", "markdown", "caption", "info", "error", "warning")
    return " ".join(element.value for kind in kinds for element in getattr(shown, kind))


def field(shown, name):
    return next(widget for widget in shown.text_input if widget.key.endswith(f".{name}"))


@pytest.fixture
def store(home):
    store = Store(home)
    yield store
    store.close()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_finished_sweep_is_told_in_every_language(page, store, language):
    shown, t = page("sweep", sweep=fill_sweep(store), lang=language), translator(language)
    assert not shown.exception and not shown.error
    told = words(shown)
    use = t("sweep.use.winner", setting=f"LSTM · {t('sweep.value.units', value='16')}", reference="Ridge")
    assert use.split("LSTM")[0] in told and t("sweep.chosen", tried=6, settings=6) in told
    assert t("sweep.tests.about", tests=3, judged=t("sweep.judged.forecast", judged=200)) in told
    ranking, tests = (frame.value for frame in shown.dataframe)
    assert list(ranking[t("sweep.column.rank")]) == ["1", "2", "3", "4", "5", "6"]
    assert list(ranking[t("audit.column.cell")])[0] == "LSTM" and len(tests) == 3
    assert t("sweep.pair.apart") in list(tests[t("column.finding")])
    (chart,) = shown.get("plotly_chart")
    assert "6" in chart.proto.alt and "LSTM" in chart.proto.alt
    assert len(shown.get("download_button")) == 1


def test_the_picture_has_an_axis_for_all_that_varies(page, store):
    shown = page("sweep", sweep=fill_sweep(store))
    drawn = json.loads(shown.get("plotly_chart")[0].proto.spec)["data"][0]
    assert [axis["label"] for axis in drawn["dimensions"]] == ["Cell", "Units", T("sweep.loss.forecast")]
    assert drawn["dimensions"][0]["ticktext"] == ["RNN", "LSTM", "GRU"]
    assert drawn["dimensions"][1]["ticktext"] == ["16", "32"]


def test_a_sweep_of_classifiers_is_told(page, store):
    shown = page("sweep", sweep=fill_sweep(store, task="sentiment"))
    assert not shown.exception and not shown.error
    ranking = shown.dataframe[0].value
    assert {T("sweep.loss.sentiment"), T("sweep.column.accuracy"), T("spec.longest")} <= set(ranking)
    assert "accuracy" in words(shown)


def test_it_begins_with_the_setup_of_the_sample_and_says_what_it_costs(page, store):
    shown = page("sweep")
    assert not shown.exception and field(shown, "units").value.count(",") == 1
    assert "= 18 trainings" in words(shown) and T("sweep.cost.unknown") in words(shown)
    field(shown, "units").set_value("4, 8, 16").run()
    assert "= 27 trainings" in words(shown)
    shown.button(key="sweep.start").click().run()
    (asked,) = latest_sweeps(store.engine)
    assert asked.spec.units == (4, 8, 16) and asked.state == "running"
    assert shown.query_params["sweep"] == [asked.id] or shown.query_params["sweep"] == asked.id
    assert T("sweep.begins") in words(shown)


def test_a_result_can_be_varied(page, filled_store):
    store, id = filled_store(name="Mine")
    shown = page("forecast", experiment=id)
    shown.button(key="forecast.sweep").click().run()
    assert not shown.exception and "**Mine**" in words(shown)
    shown = page("sweep", experiment=id)
    assert not shown.exception and "**Mine**" in words(shown)
    assert "About" in words(shown), "trainings of this data have been timed"
    shown.button(key="sweep.start").click().run()
    (asked,) = latest_sweeps(store.engine)
    assert asked.spec.base == store.experiment(id).spec and asked.name == "Mine"


def test_a_setup_can_be_varied_and_its_address_holds_it(page, store):
    shown = page("forecast")
    next(w for w in shown.number_input if w.key.endswith(".horizon")).set_value(3).run()
    shown.button(key="setup.sweep").click().run()
    assert not shown.exception and "3 steps ahead" in words(shown)
    given = shown.query_params["base"]
    again = page("sweep", base=given[0] if isinstance(given, list) else given)
    assert not again.error and "3 steps ahead" in words(again)


def test_texts_can_be_varied(page, store):
    id = fill_texts(store)
    shown = page("sentiment", experiment=id)
    shown.button(key="sentiment.sweep").click().run()
    assert not shown.exception
    shown = page("sweep", experiment=id)
    field(shown, "lookback").set_value("20, 40").run()
    assert not shown.exception and not shown.error
    shown.button(key="sweep.start").click().run()
    (asked,) = latest_sweeps(store.engine)
    assert asked.task == "sentiment" and asked.spec.lookback == (20, 40)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("units", "", T("error.sweep_dimension_empty", setting="Units")),
        ("units", "16, many", T("error.sweep_not_numbers", setting="Units", text="16, many")),
        ("units", "16.5", T("error.sweep_whole_numbers", setting="Units")),
        ("layers", "1, 4", T("error.setting_out_of_range", setting="Layers", value=4, low=1, high=3)),
        ("units", ",".join(map(str, range(1, 200))), T("error.sweep_too_many_settings", count=597, most=500)),
    ],
)
def test_bad_values_get_one_sentence_and_nothing_can_be_started(page, store, name, value, told):
    shown = page("sweep")
    field(shown, name).set_value(value).run()
    assert [e.value for e in shown.error] == [told] and shown.button(key="sweep.start").disabled
    assert not shown.exception


def test_a_lookback_that_is_too_long_is_refused_before_anything_is_queued(page, store, filled_store):
    _, id = filled_store("done", "airline_passengers")
    shown = page("sweep", experiment=id)
    field(shown, "lookback").set_value("12, 140").run()
    shown.button(key="sweep.start").click().run()
    assert len(shown.error) == 1 and "144" in shown.error[0].value and latest_sweeps(store.engine) == []


def test_while_it_works_it_fills_in_and_stop_stops_for_every_tab(page, store):
    id = fill_sweep(store, "running")
    first, second = page("sweep", sweep=id), page("sweep", sweep=id)
    bar = first.get("progress")[0].proto.text
    assert bar.startswith(T("sweep.progress", ended=4, total=12)) and "left" in bar
    ranking = first.dataframe[0].value
    assert list(ranking[T("sweep.column.rank")]) == ["1", "2", "–", "–"]
    assert T("sweep.use.unscored", setting="RNN · 16 units").split(":")[0] in words(first)
    first.button(key="sweep.stop").click().run()
    assert sweep_of(store.engine, id).state == "stopped"
    second.run()
    assert T("sweep.stopped", tried=2) in words(second) and not second.exception
    assert T("sweep.chosen", tried=2, settings=6) in words(second)  # what Stop cut off was not tried


def test_a_restarted_dashboard_shows_the_sweep_where_it_is(page, store):
    id = begin(store)
    assert T("sweep.begins") in words(page("sweep", sweep=id))
    st.cache_data.clear()
    st.cache_resource.clear()
    try_settings(store, id, 3)
    shown = page("sweep", sweep=id)
    assert len(shown.dataframe[0].value) == 3 and not shown.exception


def test_after_stop_the_best_so_far_can_be_scored(page, store):
    id = fill_sweep(store, "stopped")
    shown = page("sweep", sweep=id)
    shown.button(key="sweep.score").click().run()
    done = sweep_of(store.engine, id)
    assert done.state == "done" and store.experiment(done.winner).spec.cells == ("rnn",)
    assert not shown.exception and T("sweep.scoring") in words(shown)


def test_settings_that_failed_say_why_and_end_nothing(page, store):
    shown = page("sweep", sweep=fill_sweep(store, states={0: "failed", 3: "failed"}))
    (warning,) = shown.warning
    assert "RNN · 16 units; LSTM · 32 units" in warning.value.replace("\xa0", " ")
    assert T("error.loss_not_finite", epoch=3) in warning.value and not shown.error


def test_a_sweep_without_a_winner_says_so(page, store):
    shown = page("sweep", sweep=fill_sweep(store, "failed"))
    assert [e.value for e in shown.error] == [T("error.sweep_without_winner", tried=6)]
    assert not shown.exception


def test_while_the_winner_is_scored_that_is_told(page, store):
    shown = page("sweep", sweep=fill_sweep(store, "scoring"))
    assert T("sweep.scoring") in words(shown)
    assert shown.get("progress")[0].proto.text == T("sweep.progress.scoring", ended=0, total=7)


def test_the_winner_says_from_how_many_it_was_chosen_and_leads_back(page, store):
    id = fill_sweep(store)
    shown = page("sweep", sweep=id)
    shown.button(key="sweep.open_winner").click().run()
    assert T("sweep.chosen_by", tried=6) in words(shown) and not shown.exception
    shown = page("forecast", experiment=sweep_of(store.engine, id).winner)
    shown.button(key="sweep.back").click().run()
    assert len(shown.get("plotly_chart")) == 1 and not shown.exception


def test_a_deleted_winner_is_told(page, store):
    id = fill_sweep(store)
    store.delete(sweep_of(store.engine, id).winner)
    shown = page("sweep", sweep=id)
    assert T("sweep.winner_gone") in words(shown) and not shown.exception


def test_the_address_of_a_setting_leads_to_its_sweep(page, store):
    id = fill_sweep(store)
    shown = page("forecast", experiment=trials_of(store.engine, id)[0].experiment)
    assert not shown.exception and T("sweep.ranking") in words(shown)


@pytest.mark.parametrize("id", ["x", "0" * 32, "'; DROP TABLE sweeps; --"])
def test_an_address_without_a_sweep_gets_one_sentence_and_ways_on(page, store, id):
    shown = page("sweep", sweep=id)
    assert [e.value for e in shown.error] == [T("error.unknown_sweep")] and not shown.exception
    assert shown.button(key="sweep.start")


@pytest.mark.parametrize("query", [{"base": "{"}, {"base": '{"data": "x"}'}, {"experiment": "0" * 32}])
def test_an_address_without_a_setup_gets_one_sentence_and_the_sample(page, store, query):
    shown = page("sweep", **query)
    assert len(shown.error) == 1 and not shown.exception and not shown.button(key="sweep.start").disabled


def test_a_setup_whose_data_is_gone_is_told(page, store, filled_store):
    _, id = filled_store()
    spec = replace(store.experiment(id).spec, data="0" * 64)
    assert len(page("sweep", base=to_json(spec)).error) == 1


def test_sweeps_are_listed_renamed_and_deleted(page, store):
    id = fill_sweep(store, name="[x](http://x)")
    shown = page("sweep")
    assert r"\[x\]" in shown.button(key=f"sweep.open.{id}").label
    shown.session_state[f"sweep.{id}.more"] = True
    shown.run().text_input(key=f"sweep.{id}.name").set_value("Sizes")
    shown.button(key=f"sweep.{id}.rename").click().run()
    assert sweep_of(store.engine, id).name == "Sizes"
    shown.session_state[f"sweep.{id}.more"] = True
    shown.run().checkbox(key=f"sweep.{id}.sure").check().run()
    shown.button(key=f"sweep.{id}.delete").click().run()
    assert latest_sweeps(store.engine) == [] and not shown.exception


def test_a_sweep_that_is_deleted_in_another_tab_is_told(page, store):
    id = fill_sweep(store, "running")
    shown = page("sweep", sweep=id)
    delete_sweep(store.engine, id)
    shown.run()
    assert [e.value for e in shown.error] == [T("error.unknown_sweep")] and not shown.exception


def test_the_cells_best_settings_can_be_compared(page, store):
    id = fill_sweep(store)
    page("sweep", sweep=id).button(key="sweep.compare").click().run()
    best = best_of_each_cell(trials_of(store.engine, id))
    shown = page("compare", runs=address_of([run.id for trial in best for run in trial.runs]))
    assert not shown.exception and not shown.error


def test_the_settings_of_a_sweep_are_not_among_the_runs_to_choose_from(page, store):
    fill_sweep(store, "running")
    assert latest_runs(store.engine, None, 50) == [] and store.experiments() == []


def test_what_cannot_be_swept_is_told(page, store):
    base = ExperimentSpec(data="0" * 64, task=MemorySpec())
    shown = page("sweep", base=to_json(base))
    assert [e.value for e in shown.error] == [T("error.sweep_not_for_task")] and not shown.exception
