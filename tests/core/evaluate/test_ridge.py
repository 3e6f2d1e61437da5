"""Ridge regression is scikit-learn's, and shared sums give what separate fits give."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import Ridge

from core.evaluate import ridge
from core.evaluate.ridge import MEAN_ONLY, PENALTIES, fit_ridge, ridge_forecasts, ridge_path


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


@pytest.mark.parametrize("inputs", [12, 250])
@pytest.mark.parametrize("blank", [0.01, 0.4])
def test_what_was_not_measured_teaches_nothing(inputs, blank):
    x, y = windows(inputs=inputs)
    gone = np.random.default_rng(2).random(y.shape) < blank
    found = ridge_path(x, np.where(gone, np.nan, y), x[:5])
    whole = ~gone.any(axis=1)
    if whole.mean() >= ridge.ENOUGH:
        theirs = ridge_path(x[whole], y[whole], x[:5])
    else:
        theirs = np.dstack([ridge_path(x[~gone[:, s]], y[~gone[:, s], s, None], x[:5]) for s in range(3)])
    np.testing.assert_allclose(found, theirs, rtol=1e-6)


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
