"""What is prepared for the networks: windows, scaling, and nothing from the future."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.data.frame import canonical
from core.errors import UserError
from core.tasks.forecast import transforms
from core.tasks.forecast.prepare import prepare
from core.tasks.forecast.spec import SCALED_AS, ForecastSpec

TASK = ForecastSpec(target="y", horizon=3, lookback=6)


def series(values, **more):
    index = pd.date_range("2020-01-01", periods=len(values), freq="D")
    return canonical(pd.DataFrame({"y": values, **more}, index=index), name="y", source="upload", target="y")


def walk(seed, rows=200):
    return 50 + np.random.default_rng(seed).normal(size=rows).cumsum()


@pytest.mark.parametrize("name", transforms.TRANSFORMS)
@given(st.integers(0, 10_000), st.integers(2, 10))
@settings(max_examples=20)
def test_answers_turn_back_into_the_future_they_came_from(name, seed, season):
    values = 100 + np.abs(walk(seed, 60))
    rows = np.arange(10, 50)
    y = transforms.asked(name, values, rows, 4, season)
    seasonal = name == transforms.SEASONAL
    start = transforms.seasonal_naive(values, rows, 4, season) if seasonal else values[rows, None]
    back = transforms.answered(name, y, start)
    np.testing.assert_allclose(back, transforms.asked("levels", values, rows, 4), rtol=1e-9)


@pytest.mark.parametrize("scaling", SCALED_AS)
@pytest.mark.parametrize("name", transforms.TRANSFORMS)
def test_scaled_answers_become_the_true_future(name, scaling):
    if name not in SCALED_AS[scaling]:
        with pytest.raises(UserError, match="window_scaling_and_transform"):
            replace(TASK, transform=name, window_scaling=scaling)
        return
    task = replace(TASK, transform=name, window_scaling=scaling)
    prepared = prepare(series(100 + np.abs(walk(1))), task)
    test = prepared.block("test")
    np.testing.assert_allclose(prepared.forecast(test.y, test.origins), test.truth, rtol=1e-9)


def test_a_window_ends_at_its_origin_and_the_future_follows():
    prepared = prepare(series(np.arange(100.0) ** 1.5), replace(TASK, transform="levels"))
    test = prepared.block("test")
    s = prepared.scaling
    shown = test.x.cut()[0, :, 0] * s.input_deviation[0] + s.input_mean[0]
    o = test.origins[0]
    np.testing.assert_allclose(shown, prepared.values[o - 5 : o + 1])
    np.testing.assert_allclose(test.truth[0], prepared.values[o + 1 : o + 4])


@given(st.integers(0, 10_000), st.floats(1e5, 1e6))
@settings(max_examples=20)
def test_nothing_that_is_fitted_sees_a_row_after_the_train_end(seed, shock):
    values = walk(seed)
    before = prepare(series(values), TASK)
    values[before.cuts.train_end :] += shock
    after = prepare(series(values), TASK, chosen=before.chosen)
    for name, fitted in before.fitted().items():
        np.testing.assert_array_equal(fitted, after.fitted()[name], err_msg=name)


def test_a_missing_value_is_filled_from_the_past():
    values = walk(3)
    values[150] = np.nan
    assert prepare(series(values, z=walk(4)), TASK).values[150] == values[149]


def test_prices_are_seen_as_changes_and_a_cycle_as_levels():
    assert prepare(series(np.exp(0.01 * walk(4, 600))), TASK).scaling.transform != "levels"
    noise = np.random.default_rng(0).normal(size=600)
    assert prepare(series(noise), TASK).scaling.transform == "levels"


def test_a_trend_is_never_seen_as_levels():
    trend = np.arange(300.0) + 20 * np.sin(np.arange(300) / 2) + 100
    assert prepare(series(trend), TASK).scaling.transform != "levels"


def test_log_returns_of_negative_values_are_refused():
    with pytest.raises(UserError) as error:
        prepare(series(walk(5) - 60), replace(TASK, transform="log_returns"))
    assert error.value.key == "log_returns_need_positive_values"


def test_covariates_and_calendar_are_further_columns():
    values = walk(6)
    task = replace(TASK, covariates=("z",), calendar="yes")
    prepared = prepare(series(values, z=values[::-1]), task)
    assert prepared.block("train").x.table.shape[1] == 2 + 2  # weekday, sine and cosine
    assert np.abs(prepared.features[-3:, 2:]).max() > 0  # the calendar of the steps ahead is known


def test_a_target_that_only_changes_later_is_refused():
    values = np.full(200, 5.0)
    values[190:] = 6.0
    with pytest.raises(UserError) as error:
        prepare(series(values), TASK)
    assert error.value.key == "constant_target"


@pytest.mark.parametrize("year", [1500, 2561])
@pytest.mark.parametrize("alias", ["D", "h", "MS"])
def test_years_beyond_nanoseconds_can_be_prepared(year, alias):
    index = pd.date_range("2001-01-01", periods=200, freq=alias, unit="us")
    moved = index + np.timedelta64(146_097 * round((year - 2001) / 400), "D")
    data = canonical(pd.DataFrame({"y": walk(3)}, index=moved), name="y", source="upload", target="y")
    prepared = prepare(data, replace(TASK, calendar="yes"))
    assert np.isfinite(prepared.features).all() and prepared.features.shape[1] > 1


def test_a_forecast_beyond_the_calendar_is_refused_before_training():
    index = pd.DatetimeIndex(np.datetime64("9999-06-20", "us") + np.arange(190) * np.timedelta64(1, "D"))
    data = canonical(pd.DataFrame({"y": walk(3, 190)}, index=index), name="y", source="upload", target="y")
    with pytest.raises(UserError) as caught:
        prepare(data, replace(TASK, horizon=10))
    assert caught.value.key == "future_beyond_calendar"
