"""The first lines of a result: whether they are the last word, and how their times are told."""

from dataclasses import replace

import pandas as pd
import pytest

from app.charts.theme import ACTUAL, SIMPLE
from app.i18n import translator
from app.tasks.forecast.charts.forecast import forecast_chart, forecast_facts
from app.tasks.forecast.send_card import may_change, send_lines
from app.tasks.forecast.settings import settings_rows
from core.data.samples import load_sample
from core.tasks.forecast.results import outcome

EN = translator("en")


def known(filled_store, state="done", sample="chaotic"):
    store, id = filled_store(state, sample)
    runs = store.runs(id)
    return outcome(store, store.experiment(id), runs), runs


@pytest.mark.parametrize(
    ("state", "changes"), [("provisional", "method"), ("refitting", "figures"), ("done", "")]
)
def test_what_may_still_change_is_said(filled_store, state, changes):
    found, runs = known(filled_store, state)
    assert may_change(found, runs) == changes
    assert not changes or EN(f"send.awaits.{changes}")


def test_a_simple_method_that_is_settled_changes_no_more(filled_store):
    found, runs = known(filled_store, "refitting")
    assert may_change(replace(found, chosen=replace(found.sent, name="ridge", kind="simple")), runs) == ""


def test_hours_are_told_at_midnight_too(filled_store):
    found, _ = known(filled_store)
    hours = pd.date_range("2024-04-30", periods=len(found.future.times), freq="h")
    before = pd.date_range(end="2024-04-29 23:00", periods=len(found.history), freq="h")
    moved = replace(
        found, history=found.history.set_axis(before), future=replace(found.future, times=pd.Index(hours))
    )
    assert " for 2024-04-30 00:00 (" in send_lines(EN, moved)[0]


def test_a_simple_forecast_to_send_is_not_the_palest_line(filled_store):
    found, _ = known(filled_store)
    facts = replace(forecast_facts(found), sent="ridge")
    drawn = {line.name: line for line in forecast_chart(facts, EN, "x").data}
    assert ACTUAL.color in {line.line.color for name, line in drawn.items() if name and "to send" in name}
    assert SIMPLE.color != ACTUAL.color


def test_the_longer_test_of_a_short_series_is_what_the_settings_say(filled_store):
    store, id = filled_store("done", "airline_passengers")
    experiment, runs = store.experiment(id), store.runs(id)
    data = load_sample("airline_passengers")
    rows = settings_rows(EN, experiment, outcome(store, experiment, runs), data)
    told = {row[EN("report.what")]: row[EN("report.value")] for row in rows}
    assert told[EN("spec.test_share")] == EN("setting.chosen", value="29.9\u00a0%")


def test_a_lookback_that_was_rounded_to_whole_blocks_is_the_one_that_the_settings_say(filled_store):
    store, id = filled_store("done", "airline_passengers")
    experiment, runs = store.experiment(id), store.runs(id)
    found = outcome(store, experiment, runs)
    rounded = replace(found, facts=dict(found.facts) | {"lookback": 63})
    name, data = EN("spec.lookback"), load_sample("airline_passengers")
    asked = str(experiment.spec.task.lookback)
    for one, said in ((found, asked), (rounded, EN("setting.chosen", value="63"))):
        rows = settings_rows(EN, experiment, one, data)
        assert {row[EN("report.what")]: row[EN("report.value")] for row in rows}[name] == said
