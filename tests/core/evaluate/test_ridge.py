"""Ridge regression is scikit-learn's, and shared sums give what separate fits give."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import Ridge

from core.evaluate import ridge
from core.evaluate.ridge import (
    MEAN_ONLY,
    PENALTIES,
    Fold,
    best_penalty,
    fit_ridge,
    fold_errors,
    ridge_forecasts,
    ridge_path,
    thinned,
)

FOLDS = [Fold(slice(0, end), slice(end + 3, end + 40)) for end in (100, 140, 200, 260)]


def windows(n=300, inputs=12, seed=1):
    """Smooth windows, as those of a series are, and three answers to each."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, inputs)).cumsum(axis=1)
    return x, 5 + x[:, -3:] + 0.3 * rng.normal(size=(n, 3))


@pytest.mark.parametrize("n", [8, 300])
@pytest.mark.parametrize("penalty", [1e-6, 0.03, 10.0])
def test_a_fit_is_scikit_learns_with_a_penalty_for_each_window(n, penalty):
    x, y = windows(n)
    theirs = Ridge(alpha=penalty * n).fit(x, y).predict(x)
    np.testing.assert_allclose(fit_ridge(x, y, penalty).answers(x), theirs, rtol=1e-7)
    np.testing.assert_allclose(ridge_path(x, y, x)[PENALTIES < np.inf].shape, (15, n, 3))


def test_an_infinite_penalty_leaves_the_mean_of_the_answers():
    x, y = windows()
    np.testing.assert_allclose(fit_ridge(x, y, MEAN_ONLY).answers(x[:2]), [y.mean(axis=0)] * 2)
    assert PENALTIES[-1] == MEAN_ONLY and (np.diff(PENALTIES) > 0).all()


@given(st.integers(2, 6))
@settings(max_examples=5, deadline=None)
def test_a_penalty_means_the_same_for_more_windows(times):
    x, y = windows(40)
    once, more = (fit_ridge(np.tile(x, (n, 1)), np.tile(y, (n, 1)), 0.1) for n in (1, times))
    np.testing.assert_allclose(once.answers(x), more.answers(x), rtol=1e-9)


@pytest.mark.parametrize("inputs", [12, 150])
@pytest.mark.parametrize("blank", [0.0, 0.01, 0.4])
def test_errors_of_folds_are_those_of_separate_fits(inputs, blank):
    x, y = windows(inputs=inputs)
    y[np.random.default_rng(2).random(y.shape) < blank] = np.nan

    def error(answers, judge):
        return float(np.nanmean(np.abs(answers - y[judge])))

    found = fold_errors(x, y, FOLDS, error)
    for fold, row in zip(FOLDS, found, strict=True):
        path = ridge_path(x[fold.fit], y[fold.fit], x[fold.judge])
        np.testing.assert_allclose(row, [error(answers, fold.judge) for answers in path], rtol=1e-6)


def test_folds_that_do_not_grow_from_one_start_are_fitted_apart():
    x, y = windows()
    folds = [Fold(slice(0, 200), slice(210, 220)), Fold(slice(50, 150), slice(160, 170))]
    found = fold_errors(x, y, folds, lambda answers, judge: float(answers[0, 0]))
    np.testing.assert_allclose(found[1], ridge_path(x[50:150], y[50:150], x[160:161])[:, 0, 0], rtol=1e-7)


def test_the_penalty_with_the_lowest_error_wins_and_of_equals_the_largest():
    errors = np.full((2, len(PENALTIES)), 3.0)
    assert best_penalty(errors) == MEAN_ONLY
    errors[:, 4] = 1.0, 2.0
    assert best_penalty(errors) == PENALTIES[4]


def test_noise_is_best_told_by_its_mean():
    rng = np.random.default_rng(5)
    x, y = rng.normal(size=(300, 40)), rng.normal(size=(300, 2))
    errors = fold_errors(x, y, FOLDS, lambda answers, judge: float(np.abs(answers - y[judge]).mean()))
    assert best_penalty(errors) >= 1


@pytest.mark.parametrize("n", [8, 300])
def test_one_block_chooses_the_penalty_whose_error_there_is_lowest(n):
    (x, y), (x_stop, y_stop), (asked, _) = windows(n), windows(60, seed=3), windows(40, seed=5)
    errors = [np.abs(fit_ridge(x, y, p).answers(x_stop) - y_stop).mean() for p in PENALTIES]
    (found, none), penalty = ridge_forecasts(
        x[..., None], y, x_stop[..., None], y_stop, [asked[..., None], asked[:0, :, None]]
    )
    assert penalty == PENALTIES[np.argmin(errors)]
    np.testing.assert_allclose(found, fit_ridge(x, y, penalty).answers(asked), rtol=1e-6)
    assert none.shape == (0, 3)


def test_windows_that_would_not_fit_in_memory_are_thinned_evenly(monkeypatch):
    monkeypatch.setattr(ridge, "MOST_NUMBERS", 1200)
    kept = thinned(np.arange(500), 12)
    assert len(kept) == 100 and kept[-1] == 499 and set(np.diff(kept)) == {5}
    assert len(thinned(np.arange(80), 12)) == 80
