"""What was never measured (NaN) counts in no figure: each equals that of the measured values alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.evaluate import known
from core.evaluate.adaptive import adaptive_widths
from core.evaluate.baseline_forecasts import baseline_forecasts
from core.evaluate.direction import direction
from core.evaluate.intervals import conformal_widths, interval_scores
from core.evaluate.metrics import mae, mase_scale, rmse, scores, scores_by_step, smape
from core.evaluate.residuals import ljung_box
from core.evaluate.ridge import ridge_forecasts

SEEDS = st.integers(0, 10_000)


def holed(seed, shape, share=0.3):
    rng = np.random.default_rng(seed)
    values = rng.normal(10, 3, shape)
    return np.where(rng.random(shape) < share, np.nan, values), rng


@given(SEEDS)
@settings(max_examples=30)
def test_scores_are_those_of_the_measured_steps(seed):
    truth, rng = holed(seed, (20, 4))
    guess = rng.normal(10, 3, (20, 4))
    there = ~np.isnan(truth)
    for score in (mae, rmse, smape):
        assert score(truth, guess) == pytest.approx(score(truth[there], guess[there]), rel=1e-12)
    kept = known.some(truth)
    assert known.losses(guess[kept], truth[kept]).mean() == pytest.approx(mae(truth, guess), rel=1e-12)


def test_a_step_that_was_never_measured_has_no_score():
    truth = np.array([[1.0, np.nan], [2.0, np.nan]])
    assert scores_by_step(truth, np.zeros((2, 2)), 1.0)["mae"] == [1.5, None]
    assert scores(np.full((2, 2), np.nan), np.zeros((2, 2)), 1.0)["rmse"] is None


@given(SEEDS)
@settings(max_examples=20)
def test_figures_without_gaps_are_those_of_numpy_to_the_last_bit(seed):
    values = np.random.default_rng(seed).normal(size=(17, 5))
    assert known.mean(values) == values.mean() and known.deviation(values) == values.std()
    assert (known.mean(values, 0) == values.mean(axis=0)).all()
    assert (known.deviation(values, 0) == values.std(axis=0)).all()
    truth = np.zeros((17, 5))
    assert (known.losses(values, truth) == np.abs(values).mean(axis=-1)).all()
    assert known.filled(values[:, 0]) is not None and known.filled(row := values[:, 0].copy()) is row


@given(SEEDS)
@settings(max_examples=20)
def test_conformal_widths_are_those_of_the_measured_residuals(seed):
    residuals, _ = holed(seed, (40, 3))
    widths = conformal_widths(residuals)
    for step in range(3):
        alone = residuals[~np.isnan(residuals[:, step]), step, None]
        for level, width in conformal_widths(alone).items():
            assert widths[level][step] == width[0]
    told = interval_scores(residuals, widths[0.8], 0.8)
    inside = np.abs(residuals) <= widths[0.8]
    assert told.coverage == pytest.approx(inside.sum() / (~np.isnan(residuals)).sum())


@given(SEEDS)
@settings(max_examples=20)
def test_an_unknown_residual_never_becomes_known(seed):
    """Dropping the origins that nothing is known of changes no width at the others."""
    rng = np.random.default_rng(seed)
    residuals, rows = rng.normal(size=(80, 1)), np.arange(80, dtype=np.int64)
    gone = rng.random(80) < 0.3
    gone[:12] = gone[40] = False
    with_holes = np.where(gone[:, None], np.nan, residuals)
    along = adaptive_widths(with_holes, rows, 40)
    first = int((~gone[:40]).sum())
    without = adaptive_widths(residuals[~gone], rows[~gone], first)
    for level, width in along.items():
        np.testing.assert_allclose(width[~gone[40:]], without[level], rtol=1e-12)


def test_direction_and_residuals_leave_out_what_was_not_measured():
    last, actual = np.array([1.0, np.nan, 3.0, 4.0]), np.array([2.0, 3.0, np.nan, 3.0])
    assert direction(np.array([2.0, 9.0, 9.0, 3.5]), last, actual).counted == 2
    rng = np.random.default_rng(0)
    residuals = rng.normal(size=200)
    residuals[::7] = np.nan
    told = ljung_box(residuals, 5)
    assert told.p is not None and 0 < told.p < 1
    assert ljung_box(np.append(residuals, np.nan), 5).statistic == pytest.approx(told.statistic)


def test_the_scale_of_mase_takes_pairs_of_measured_values():
    values = np.array([1.0, 2.0, np.nan, 5.0, 7.0, 4.0])
    assert mase_scale(values, 1) == pytest.approx((1 + 2 + 3) / 3)
    assert mase_scale(values, 2) == pytest.approx((3 + 1) / 2)


def test_simple_methods_use_what_was_measured():
    values = np.array([1.0, 2, 3, 4, 1, 2, 3, 4, 1, np.nan, 3, 4, 1, 2, np.nan, np.nan, 1, 2])
    at = np.array([15, 16], dtype=np.int64)
    told = baseline_forecasts(
        values, first_origins=at, horizon=2, period=4, fit_rows=16,
        only=("last_value", "mean", "drift", "seasonal_naive"),
    ).forecasts  # fmt: skip
    assert told["last_value"].tolist() == [[2, 2], [1, 1]]
    assert told["mean"][0, 0] == pytest.approx(np.nanmean(values[:16]))
    assert told["drift"][0].tolist() == pytest.approx([2 + 1 / 13, 2 + 2 / 13])  # from row 0 to row 13
    assert told["seasonal_naive"].tolist() == [[1, 2], [2, 3]]  # row 14 was last measured a season before


@pytest.mark.parametrize("share", [0.02, 0.4])
def test_ridge_is_fitted_on_measured_answers(share):
    rng = np.random.default_rng(3)
    x = rng.normal(size=(400, 3, 1))
    y = x[:, :, 0] @ rng.normal(size=(3, 4)) + 0.01 * rng.normal(size=(400, 4))
    blank = rng.random(y.shape) < share
    wild = np.where(blank, 1e6, y)
    (told,), _ = ridge_forecasts(x[:300], np.where(blank, np.nan, wild)[:300], x[300:], y[300:], [x[300:]])
    assert np.abs(told - y[300:]).mean() < 0.02
