"""Simple forecasts know nothing of the future, and are what their names say."""

import time
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
import pytest
from statsforecast import StatsForecast
from statsforecast.models import AutoARIMA, AutoETS, DynamicOptimizedTheta

from core.evaluate.baseline_forecasts import baseline_forecasts
from core.evaluate.baselines import BASELINES

SERIES = [name for name, row in BASELINES.items() if not row.windows]  # those that read a bare series
RNG = np.random.default_rng(0)
WALK = 50 + RNG.normal(size=260).cumsum()
SEASONAL = 20 + 3 * np.sin(np.arange(260) * 2 * np.pi / 12) + RNG.normal(size=260) * 0.3
ORIGINS = np.arange(199, 250, 3)
RULED = partial(AutoARIMA, approximation=None)  # approximates where R does
ASKED = {"first_origins": ORIGINS, "horizon": 5, "fit_rows": 200}


def test_all_methods_answer_in_the_tables_order_with_one_row_per_origin():
    found = baseline_forecasts(SEASONAL, period=12, intermittent=True, **ASKED)
    assert tuple(found.forecasts) == tuple(SERIES) and found.skipped == {}
    assert {f.shape for f in found.forecasts.values()} == {(len(ORIGINS), 5)}


def test_simple_formulas_are_what_their_names_say():
    found = baseline_forecasts(WALK, period=3, **ASKED).forecasts
    slope = (WALK[199] - WALK[0]) / 199
    o = ORIGINS[4]
    np.testing.assert_array_equal(found["last_value"][4], [WALK[o]] * 5)
    np.testing.assert_allclose(found["mean"], WALK[:200].mean())
    np.testing.assert_allclose(found["drift"][4], WALK[o] + slope * np.arange(1, 6))
    np.testing.assert_array_equal(found["seasonal_naive"][4], WALK[[o - 2, o - 1, o, o - 2, o - 1]])


@pytest.mark.parametrize(("values", "period"), [(WALK, 1), (SEASONAL, 12), (SEASONAL - 30, 12)])
def test_no_forecast_changes_when_the_rows_after_its_origin_do(values, period):
    before = baseline_forecasts(values, period=period, **ASKED).forecasts
    shocked = values.copy()
    shocked[ORIGINS[8] + 1 :] += 1000
    after = baseline_forecasts(shocked, period=period, **ASKED).forecasts
    for name in before:
        np.testing.assert_array_equal(before[name][:9], after[name][:9], err_msg=name)


def test_parameters_come_from_the_fit_rows_even_if_the_first_origin_is_later():
    late = {**ASKED, "first_origins": ORIGINS[5:]}
    early, later = (baseline_forecasts(SEASONAL, period=12, **a).forecasts for a in (ASKED, late))
    for name in early:
        np.testing.assert_allclose(early[name][5:], later[name], rtol=1e-12, err_msg=name)


MODELS = [(AutoETS, "ets"), (DynamicOptimizedTheta, "theta"), (AutoARIMA, "auto_arima")]


def rolled(model, values, season):
    """What statsforecast tells from our origins, fitted on the rows up to the first one."""
    rows = values[: ORIGINS[-1] + 6]
    frame = pd.DataFrame({"unique_id": 0, "ds": np.arange(len(rows)), "y": rows})
    told = StatsForecast(models=[model(season_length=season)], freq=1).cross_validation(
        5, frame, n_windows=len(ORIGINS), step_size=3, refit=False
    )
    return told.iloc[:, -1].to_numpy().reshape(len(ORIGINS), 5)


@pytest.mark.parametrize(("model", "name"), MODELS)
def test_rolling_forward_agrees_with_statsforecast(model, name):
    ours = baseline_forecasts(WALK, period=1, only=(name,), **ASKED).forecasts[name]
    np.testing.assert_allclose(ours, rolled(model, WALK, 1), rtol=1e-9)


@pytest.mark.parametrize(("model", "name"), [(AutoETS, "ets"), (RULED, "auto_arima")])
@pytest.mark.parametrize("trend", [0.0, 0.05])
def test_rolling_seasons_forward_agrees_with_statsforecast(model, name, trend):
    values = SEASONAL + trend * np.arange(len(SEASONAL))
    ours = baseline_forecasts(values, period=12, only=(name,), **ASKED).forecasts[name]
    np.testing.assert_allclose(ours, rolled(model, values, 12), rtol=1e-9)


@pytest.mark.parametrize("values", [SEASONAL, SEASONAL - 30])
def test_a_seasonal_theta_agrees_with_statsforecast_at_the_end_of_the_fit_rows(values):
    theirs = DynamicOptimizedTheta(season_length=12).fit(values[:200]).predict(h=5)["mean"]
    ours = baseline_forecasts(values, period=12, only=("theta",), **ASKED).forecasts["theta"]
    np.testing.assert_allclose(ours[0], theirs, rtol=1e-9)


def test_a_noiseless_season_is_forecast_without_error():
    values = np.tile(np.arange(7.0), 40)
    found = baseline_forecasts(values, period=7, **ASKED).forecasts["seasonal_naive"]
    np.testing.assert_array_equal(found, values[ORIGINS[:, None] + np.arange(1, 6)])


@pytest.mark.parametrize(
    "values", [np.full(260, 3.0), np.zeros(260), np.r_[np.zeros(150), 1.0, np.zeros(109)], -np.abs(WALK)]
)
def test_odd_series_give_finite_forecasts_or_a_reason(values):
    found = baseline_forecasts(values, period=7, intermittent=True, **ASKED)
    assert set(found.forecasts) | set(found.skipped) == set(SERIES)
    assert all(np.isfinite(f).all() for f in found.forecasts.values())


def fails(*_):
    raise ZeroDivisionError


def blank(values, origins, horizon, *_):
    return np.full((len(origins), horizon), np.nan)


def test_a_method_that_fails_is_named_and_costs_the_others_nothing(monkeypatch):
    for name, computed in {"ets": fails, "mean": blank}.items():
        row = replace(BASELINES[name], computed=f"{computed.__module__}.{computed.__name__}")
        monkeypatch.setitem(BASELINES, name, row)
    found = baseline_forecasts(WALK, period=1, **ASKED)
    assert found.skipped == {"ets": "ZeroDivisionError", "mean": "not_finite"}
    assert {"last_value", "drift", "theta", "auto_arima"} == set(found.forecasts)


def test_without_a_period_there_is_no_seasonal_naive():
    assert "seasonal_naive" not in baseline_forecasts(WALK, period=1, **ASKED).forecasts


def test_the_final_forecast_starts_from_the_last_row_with_all_rows_known():
    last = {"first_origins": np.array([259]), "horizon": 5, "fit_rows": 260}
    found = baseline_forecasts(SEASONAL, period=12, **last).forecasts
    assert found["last_value"][0, 0] == SEASONAL[-1]
    np.testing.assert_allclose(
        found["ets"][0], AutoETS(season_length=12).fit(SEASONAL).predict(h=5)["mean"], rtol=1e-9
    )


def test_five_hundred_origins_on_five_thousand_rows_take_seconds():
    steps = np.arange(5524)
    values = 20 + 3 * np.sin(steps * 2 * np.pi / 24) + RNG.normal(size=5524).cumsum() * 0.1
    start = time.process_time()
    baseline_forecasts(values, first_origins=np.arange(4999, 5499), horizon=24, period=24, fit_rows=5000)
    assert time.process_time() - start < 10


def test_croston_smooths_demands_and_their_distances_and_takes_off_the_bias():
    values = np.array([0, 0, 3.0, 0, 0, 5, 0, np.nan, 0])
    asked = {"first_origins": np.array([5, 8]), "horizon": 2, "fit_rows": 5, "period": 1}
    found = baseline_forecasts(values, **asked, only=("croston_sba", "zero"), intermittent=True).forecasts
    rate = 0.95 * (0.1 * 5 + 0.9 * 3) / 3  # sizes 3 and 5, three steps apart
    np.testing.assert_allclose(found["croston_sba"], rate)
    assert not found["zero"].any()


def test_methods_of_demand_are_tried_on_intermittent_demand_only():
    assert not {"croston_sba", "zero"} & set(baseline_forecasts(WALK, period=1, **ASKED).forecasts)
