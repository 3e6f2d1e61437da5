"""Seasons too long for models with states are taken apart and put back, from the fit rows alone."""

import numpy as np
import pytest
from statsforecast.models import MSTL, AutoETS

from core.evaluate.baseline_forecasts import baseline_forecasts
from core.evaluate.limits import LONGEST_SEASON, limits, taken_apart
from core.evaluate.mstl import season_apart

RNG = np.random.default_rng(4)
WEEK, DAY = 42, 6
STEPS = np.arange(600)
VALUES = (
    np.sin(STEPS * 2 * np.pi / WEEK) * 4
    + np.cos(STEPS * 2 * np.pi / DAY)
    + 0.1 * RNG.normal(size=600).cumsum()
)
ASKED = {"first_origins": np.arange(419, 590, 5), "horizon": 8, "fit_rows": 420}


@pytest.mark.parametrize("seasons", [[WEEK], [DAY, WEEK]])
def test_the_first_forecast_is_that_of_statsforecasts_mstl(seasons):
    model = MSTL(season_length=seasons, trend_forecaster=AutoETS(model="ZZN"))
    theirs = model.fit(VALUES[:420]).predict(h=8)["mean"]
    found = baseline_forecasts(VALUES, period=WEEK, only=("ets",), within=tuple(seasons[:-1]), **ASKED)
    np.testing.assert_allclose(found.forecasts["ets"][0], theirs, rtol=1e-9)


@pytest.mark.parametrize("name", ["ets", "theta", "auto_arima"])
def test_a_long_season_is_told_and_its_rows_ahead_are_not_looked_at(name):
    before = baseline_forecasts(VALUES, period=WEEK, only=(name,), **ASKED).forecasts[name]
    truth = VALUES[ASKED["first_origins"][:, None] + np.arange(1, 9)]
    assert np.abs(before - truth).mean() < 0.5 * np.abs(truth - VALUES.mean()).mean()
    shocked = VALUES.copy()
    shocked[ASKED["first_origins"][9] + 1 :] += 1000
    after = baseline_forecasts(shocked, period=WEEK, only=(name,), **ASKED).forecasts[name]
    np.testing.assert_array_equal(before[:10], after[:10])


def test_what_is_removed_is_restored_at_any_row():
    season = season_apart(VALUES, [DAY, WEEK], 420)
    plain, rows = season.removed(VALUES), np.array([100, 419, 500])
    ahead = rows[:, None] + np.arange(1, 9)
    np.testing.assert_allclose(season.restored(plain[ahead], rows), VALUES[ahead])
    np.testing.assert_allclose(season.at(np.array([430])), season.at(np.array([430 + WEEK])))


def test_limits_say_what_is_left_out_and_of_whom():
    told = [
        (one.method, one.reason, one.rows or one.season)
        for one in limits(("mean", "ets", "auto_arima"), 3000, 7)
    ]
    assert told == [("auto_arima", "last_rows", 2000)]
    assert [one.reason for one in limits(("ets", "theta"), 6000, 168)] == ["last_rows", "season_apart"] * 2
    assert [one.reason for one in limits(("auto_arima",), 1500, 24)] == ["sums_of_squares"]
    assert [one.reason for one in limits(("theta",), 300, 168)] == ["season_left_out"]
    assert not taken_apart(LONGEST_SEASON, 10_000)
