"""Audits name what was planted; the clean twin of each plant goes through."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.data.frame import canonical
from core.evaluate.seasons import detect_period
from core.tasks.forecast import prepare as forecast
from core.tasks.forecast.audits import leakage_audit, look_ahead_audit
from core.tasks.forecast.choosing import choose
from core.tasks.forecast.prepare import Prepared, prepare
from core.tasks.forecast.spec import ForecastSpec

ROWS = 400
TASK = ForecastSpec(target="y", horizon=3, lookback=12, covariates=("z",), transform="differences")
AUTO = replace(TASK, transform="auto", calendar="auto")
RNG = np.random.default_rng(8)
STEPS = np.arange(ROWS)
SERIES = {
    "walk": 50 + RNG.normal(size=ROWS).cumsum(),
    "season": 20 + 5 * np.sin(STEPS * 2 * np.pi / 12) + RNG.normal(size=ROWS),
    "noise": RNG.normal(size=ROWS),
    "trend": 0.3 * STEPS + RNG.normal(size=ROWS).cumsum(),
    "price": 100 * np.exp(0.02 * RNG.normal(size=ROWS).cumsum()),
}


def series(y, z):
    index = pd.date_range("2020-01-01", periods=len(y), freq="D")
    frame = pd.DataFrame({"y": y, "z": z}, index=index)
    return canonical(frame, name="y", source="upload", target="y")


def clean(data, chosen):
    return prepare(data, TASK, chosen=chosen)


def scaled_on_all_rows(data, chosen):
    """The scaler is fitted as for the final refit, which comes after the test."""
    found = prepare(data, TASK, before=len(data.frame), chosen=chosen)
    return replace(prepare(data, TASK, chosen=chosen), scaling=found.scaling)


def period_of_all_rows(data, chosen):
    prepared = prepare(data, TASK, chosen=chosen)
    period = detect_period(prepared.values, data.frequency)
    return replace(prepared, source=replace(prepared.source, period=period))


def transform_of_all_rows(data, chosen):
    source = prepare(data, AUTO).source
    end = source.cuts.rows
    found = choose(replace(source, cuts=replace(source.cuts, stop_end=end)), 1, 1)
    return prepare(data, AUTO, chosen=found.networks)


class OneMore(Prepared):
    """Training takes one window whose last step to forecast is a validation row."""

    def everything(self):
        origins = super().everything().origins
        return self.examples(np.append(origins, origins[-1] + 1))


def a_validation_row_in_training(data, chosen):
    return OneMore(**vars(prepare(data, TASK, chosen=chosen)))


LATER_SEASON = np.where(STEPS < 280, RNG.normal(size=ROWS), 9 * np.sin(STEPS * 2 * np.pi / 10))
PLANTS = {
    scaled_on_all_rows: {"input_mean", "input_deviation", "answer_deviation"},
    a_validation_row_in_training: {"training_answers"},
    period_of_all_rows: {"period"},
}


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__)
def test_what_saw_the_future_is_named_and_its_clean_twin_is_not(plant):
    data = series(LATER_SEASON, SERIES["walk"])
    audit = leakage_audit(data, plant)
    assert PLANTS[plant] <= set(audit.moved)
    twin = leakage_audit(data, clean)
    assert twin.moved == () and twin.compared > 280


def test_what_is_chosen_on_all_rows_is_named():
    data = series(SERIES["noise"], SERIES["walk"])
    assert "error of levels" in leakage_audit(data, transform_of_all_rows).moved
    assert leakage_audit(data, lambda other, chosen: prepare(other, AUTO, chosen=chosen)).moved == ()


def centred(values, width):
    return pd.Series(values).rolling(width, center=True).mean().to_numpy()


KNOWS = {
    "the target shifted by -1": lambda y: np.append(y[1:], np.nan),
    "shifted by -5": lambda y: np.append(y[5:], [np.nan] * 5),
    "a centred moving average of 3": lambda y: centred(y, 3),
    "a centred moving average of 7": lambda y: centred(y, 7),
    "half of tomorrow's change": lambda y: y + 0.5 * np.append(np.diff(y), np.nan),
}
DOES_NOT = {
    "the target shifted by +1": lambda y: np.append(np.nan, y[:-1]),
    "shifted by +5": lambda y: np.append([np.nan] * 5, y[:-5]),
    "a trailing moving average of 7": lambda y: pd.Series(y).rolling(7).mean().to_numpy(),
    "the target in other units": lambda y: 3 * y + 1,
    "the target and noise": lambda y: y + np.std(np.diff(y)) * RNG.normal(size=len(y)),
    "noise": lambda y: RNG.normal(size=len(y)),
    "a walk of its own": lambda y: RNG.normal(size=len(y)).cumsum(),
    "a flag that never changes": lambda y: np.ones(len(y)),
    "a weekday": lambda y: STEPS % 7.0,
}


TWINS = KNOWS["the target shifted by -1"], DOES_NOT["the target shifted by +1"]


@pytest.mark.parametrize("name", SERIES)
@pytest.mark.parametrize("plant", KNOWS)
def test_a_column_that_knows_the_future_is_named(name, plant):
    (found,) = look_ahead_audit(series(SERIES[name], KNOWS[plant](SERIES[name])), TASK, "differences")
    assert found.knows and found.with_column < found.without / 2, found


@pytest.mark.parametrize("name", SERIES)
@pytest.mark.parametrize("plant", DOES_NOT)
def test_a_column_that_does_not_know_it_is_not_named(name, plant):
    (found,) = look_ahead_audit(series(SERIES[name], DOES_NOT[plant](SERIES[name])), TASK, "differences")
    assert not found.knows, found


def test_each_column_is_tried_by_itself_so_that_two_that_know_cannot_cover_for_each_other():
    y = SERIES["walk"]
    frame = pd.DataFrame({"y": y, "a": np.append(y[1:], np.nan), "b": np.append(y[2:], [np.nan] * 2), "c": 1})
    frame["c"] = RNG.normal(size=ROWS)
    data = canonical(frame, name="y", source="upload", target="y")
    found = look_ahead_audit(data, replace(TASK, covariates=("a", "b", "c")), "differences")
    assert [one.knows for one in found] == [True, True, False]


def test_without_covariates_there_is_nothing_to_look_at():
    task = replace(TASK, covariates=())
    assert look_ahead_audit(series(SERIES["walk"], SERIES["noise"]), task, "levels") == []


def test_a_column_that_knows_is_named_also_where_wild_values_hide_it_from_ridge():
    y = SERIES["walk"] + np.where(np.random.default_rng(5).random(ROWS) < 0.04, -500.0, 0.0)
    knows, does_not = (look_ahead_audit(series(y, make(y)), TASK, "differences")[0] for make in TWINS)
    assert knows.knows and knows.lead > 0.9 > knows.own and not does_not.knows


def test_a_season_that_both_share_is_no_knowledge_of_the_future():
    y = np.sin(STEPS * 2 * np.pi / 24)
    (found,) = look_ahead_audit(series(y, np.cos(STEPS * 2 * np.pi / 24)), TASK, "levels")
    assert found.lead > 0.99 and not found.knows


def test_values_that_turn_negative_after_the_train_end_neither_stop_auto_nor_count_as_leak():
    y = np.exp(0.01 * STEPS + 0.002 * SERIES["walk"])
    auto = replace(TASK, transform="auto", covariates=())
    assert prepare(series(y, y), auto).scaling.transform == "log_returns"
    y[-5:] = -1.0
    data = series(y, y)
    assert prepare(data, auto).scaling.transform != "log_returns"
    assert leakage_audit(data, lambda other, chosen: prepare(other, auto, chosen=chosen)).moved == ()


@given(st.integers(0, 10_000))
@settings(max_examples=20)
def test_shuffling_the_rows_after_a_cut_changes_nothing_before_it(seed):
    """At the train end nothing fitted or trained on moves; at the test start no forecast before it does."""
    rng = np.random.default_rng(seed)
    data = series(60 + rng.normal(size=200).cumsum(), rng.normal(size=200))
    task = AUTO
    before = forecast.prepare(data, task)
    for cut in (before.cuts.train_end, before.cuts.calibration_end):
        values = data.frame.to_numpy().copy()
        values[cut:] = rng.permutation(values[cut:])
        frame = pd.DataFrame(values, columns=data.frame.columns, index=data.frame.index)
        after = forecast.prepare(replace(data, frame=frame), task, chosen=before.chosen)
        if cut == before.cuts.calibration_end:
            assert forecast.prepare(replace(data, frame=frame), task).chosen == before.chosen
        for name, fitted in before.fitted().items():
            np.testing.assert_array_equal(fitted, after.fitted()[name], err_msg=name)
        np.testing.assert_array_equal(before.features[:cut], after.features[:cut])
