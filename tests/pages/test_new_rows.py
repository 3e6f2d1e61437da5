"""New rows on a forecast's page: brought, told apart, drawn over what happened, saved."""

import json

import numpy as np
import pytest
from sqlalchemy import insert

from app.i18n import translator
from app.numbers import room
from core.data.samples import load_sample
from core.store.database import writing
from core.store.forecasts import kept_forecasts
from core.store.schema import artifacts
from core.store.store import Store

SAMPLE = "airline_passengers"


@pytest.fixture
def answered(monkeypatch):
    """The worker's part: every method tells the last value; counts how often it was asked."""
    asked = []

    def told(database, asked_id, patience):
        asked.append(asked_id)
        horizon = 12
        cells = {cell: (400.0 + np.arange(horizon)).tolist() for cell in ("rnn", "lstm", "gru")}
        simple = {name: np.full(horizon, 410.0).tolist() for name in ("last_value", "mean", "ridge")}
        return {"cells": cells, "simple": simple, "skipped": {}, "seconds": {"networks": 1.0, "simple": 1.0}}

    monkeypatch.setattr("core.tasks.forecast.new_rows.predicting.answer", told)
    return asked


def later_rows(count, times=1.0):
    """The last known year once more, and so many months behind it, as a person pastes them."""
    frame = load_sample(SAMPLE).frame
    lines = [f"{time:%Y-%m-%d},{times * value:.6g}" for time, value in frame.iloc[-12:, 0].items()]
    ahead = [f"1961-{month:02d}-01,{times * (430 + month):.6g}" for month in range(1, count + 1)]
    return "\n".join([f"month,{frame.columns[0]}", *lines, *ahead])


def press(shown, text):
    shown.text_area(key="new_rows.text").set_value(text)
    return shown.button(key="new_rows.forecast").click().run()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_pasted_rows_are_forecast_drawn_and_scored(page, filled_store, answered, language):
    _, id = filled_store("done", SAMPLE)
    t = translator(language)
    shown = page("forecast", experiment=id, lang=language, tab="new_rows")
    assert not shown.exception and t("rows.none_yet", last="1960-12") in [c.value for c in shown.caption]
    shown = press(shown, later_rows(3, times=0.5))
    assert not shown.exception and not shown.error and len(answered) == 1
    assert any("0.5" in note.value and "12" in note.value for note in shown.info), shown.info
    (figure,) = [
        json.loads(one.proto.spec) for one in shown.get("plotly_chart") if "new_rows" in one.proto.id
    ]
    names = {trace.get("name") for trace in figure["data"]}
    assert {t("chart.actual"), t("chart.earlier")} <= names
    kept = kept_forecasts(Store().engine, id)
    assert [one.way for one in kept] == ["first", "trained"]
    newer = t("rows.newer", origin="1961-03", tab=t("tab.new_rows"))
    assert newer in [one.value for one in page("forecast", experiment=id, lang=language).info]
    again = press(shown, later_rows(3, times=0.5))
    assert [("03-01" in error.value) for error in again.error] == [True], [
        error.value for error in again.error
    ]
    assert len(answered) == 1


def test_what_is_wrong_is_one_sentence_and_nothing_is_kept(page, filled_store, answered):
    _, id = filled_store("done", SAMPLE)
    shown = press(page("forecast", experiment=id, tab="new_rows"), "")
    assert [one.value for one in shown.warning] == [translator("en")("rows.nothing")]
    shown = press(shown, "month,other\n1961-01-01,5\n1961-02-01,6")
    assert any("lack columns" in error.value for error in shown.error)
    assert not answered and len(kept_forecasts(Store().engine, id)) == 1


def test_an_experiment_that_is_still_trained_asks_to_wait(page, filled_store):
    _, id = filled_store("refitting", SAMPLE)
    shown = page("forecast", experiment=id, tab="new_rows")
    assert any("still being trained" in error.value for error in shown.error) and not shown.exception


@pytest.mark.parametrize("language", ["en", "zh"])
def test_networks_are_taken_away_with_their_size_and_dropped_by_choice(page, filled_store, language):
    store, id = filled_store("done", SAMPLE)
    t, (run, *_) = translator(language), store.runs(id)
    with writing(store.engine) as connection:
        connection.execute(insert(artifacts).values(run=run.id, name="weights", body=bytes(2_000_000)))
    shown = page("forecast", experiment=id, lang=language, tab="take_home")
    said = [one.value for one in shown.caption]
    assert not shown.exception and t("kept.size", size=room(2_000_000)) in said
    offered = {one.proto.label for one in shown.get("download_button")}
    assert {t("kept.take"), t("kept.torch"), t("kept.torch_book")} <= offered
    assert t("kept.onnx_how") in said or t("kept.onnx") in offered
    shown = shown.checkbox(key="kept.drop.certain").check().run()
    shown = shown.button(key="kept.drop.now").click().run()
    assert not shown.exception and t("kept.none") in [one.value for one in shown.caption]
    listed = page("experiments", lang=language)
    assert not listed.exception and t("bring.title") in [one.label for one in listed.expander]


def test_a_file_that_asks_what_the_first_did_not_is_asked_about_and_the_record_is_taken_home(
    page, filled_store, answered
):
    _, id = filled_store("done", SAMPLE)
    lines = [f"{1 + month:02d}/01/1961 00:00,{430 + month}" for month in range(0, 11)]
    shown = press(page("forecast", experiment=id, tab="new_rows"), "\n".join(["month,passengers", *lines]))
    assert not shown.exception
    if not answered:
        shown = shown.segmented_control(key=day_first_of(shown)).set_value("md").run()
        shown = shown.button(key="new_rows.answered").click().run()
    assert len(answered) == 1 and not shown.error
    home = page("forecast", experiment=id, tab="take_home")
    assert translator("en")("take_home.record") in [one.label for one in home.get("download_button")]


def day_first_of(shown):
    return next(one.key for one in shown.segmented_control if one.key.endswith("day_first"))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_track_record_tells_of_every_forecast_that_was_followed(page, filled_store, answered, language):
    _, id = filled_store("done", SAMPLE)
    t = translator(language)
    assert t("track_page.none") in [one.value for one in page("track", lang=language).info]
    press(page("forecast", experiment=id, lang=language, tab="new_rows"), later_rows(3))
    press(page("forecast", experiment=id, lang=language, tab="new_rows"), later_rows(6))
    shown = page("track", lang=language)
    assert not shown.exception and any("Holm" in one.value for one in shown.caption)
    assert any("Airline" in one.label or "航" in one.label for one in shown.button)


def test_the_converter_is_offered_where_it_is_installed_and_pytorch_where_it_has_the_layers(
    page, filled_store, monkeypatch
):
    store, id = filled_store("done", SAMPLE)
    t, (run, *_) = translator("en"), store.runs(id)
    with writing(store.engine) as connection:
        connection.execute(insert(artifacts).values(run=run.id, name="weights", body=bytes(9)))
    for there in (True, False):
        monkeypatch.setattr("app.tasks.forecast.kept_networks.onnx_is_there", lambda there=there: there)
        monkeypatch.setattr("app.tasks.forecast.kept_networks.torch_can", lambda spec, there=there: there)
        shown = page("forecast", experiment=id, tab="take_home")
        assert not shown.exception
        offered = {one.proto.label for one in shown.get("download_button")}
        assert (t("kept.onnx") in offered) == there and (t("kept.torch") in offered) == there
        said = [one.value for one in shown.caption]
        assert (t("kept.onnx_how") in said) != there
        assert (t("kept.no_torch", activation="tanh") in said) != there
