"""Scores agree with the libraries that others use, and are never infinite."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.metrics import mean_absolute_error, mean_pinball_loss, root_mean_squared_error
from utilsforecast import losses

from core.evaluate.metrics import (
    interval_score,
    mae,
    mase,
    mase_scale,
    rmse,
    scores,
    scores_by_step,
    smape,
)

RNG = np.random.default_rng(0)
TRUTH, GUESS = RNG.normal(5, 2, (40, 6)), RNG.normal(5, 2, (40, 6))
TRAIN = RNG.normal(5, 2, 200)
FRAME = pd.DataFrame({"unique_id": 0, "y": TRUTH.ravel(), "m": GUESS.ravel()})
values = arrays(float, (5, 3), elements=st.floats(-1e6, 1e6))


def test_scores_agree_with_scikit_learn():
    truth, guess = TRUTH.ravel(), GUESS.ravel()
    assert mae(TRUTH, GUESS) == pytest.approx(mean_absolute_error(truth, guess), abs=1e-9)
    assert rmse(TRUTH, GUESS) == pytest.approx(root_mean_squared_error(truth, guess), abs=1e-9)


@pytest.mark.parametrize("period", [1, 7])
def test_scores_agree_with_utilsforecast(period):
    train = pd.DataFrame({"unique_id": 0, "y": TRAIN})
    theirs = losses.mase(FRAME, ["m"], seasonality=period, train_df=train)["m"].iloc[0]
    assert mase(TRUTH, GUESS, mase_scale(TRAIN, period)) == pytest.approx(theirs, abs=1e-9)
    assert smape(TRUTH, GUESS) == pytest.approx(200 * losses.smape(FRAME, ["m"])["m"].iloc[0], abs=1e-9)


def test_the_interval_score_is_the_mean_of_the_two_quantile_losses_scaled():
    low, high = GUESS - 1, GUESS + 2
    quantiles = mean_pinball_loss(TRUTH, low, alpha=0.1) + mean_pinball_loss(TRUTH, high, alpha=0.9)
    assert interval_score(TRUTH, low, high, 0.8) == pytest.approx(quantiles * 2 / 0.2)


@given(values, values, st.floats(0, 1e6))
def test_no_score_is_ever_infinite_or_nan(truth, guess, scale):
    assert all(s is None or math.isfinite(s) for s in scores(truth, guess, scale).values())


def test_a_scale_of_zero_is_not_defined():
    assert scores(TRUTH, GUESS, 0.0)["mase"] is None
    assert scores_by_step(TRUTH, GUESS, 0.0)["mase"] == [None] * 6


@pytest.mark.parametrize("train", [np.full(50, 3.0), np.sin(np.arange(96) * np.pi / 12) * 1e6, np.ones(5)])
def test_a_series_that_repeats_itself_or_is_too_short_has_no_scale(train):
    assert mase_scale(train, 24) == 0.0


@given(values, values)
def test_smape_lies_between_0_and_200(truth, guess):
    assert 0 <= smape(truth, guess) <= 200 + 1e-9


def test_scores_by_step_average_to_the_score_over_all_steps():
    by_step, overall = scores_by_step(TRUTH, GUESS, 2.0), scores(TRUTH, GUESS, 2.0)
    for name in ("mae", "smape", "mase"):
        assert len(by_step[name]) == 6
        assert np.mean(by_step[name]) == pytest.approx(overall[name])
