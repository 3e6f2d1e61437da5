"""Conformal intervals are finite, nested, and cover what they promise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.metrics import mean_pinball_loss

from core.evaluate.intervals import conformal_widths, interval_scores, weighted_score

residuals = st.integers(1, 60).flatmap(lambda n: arrays(float, (n, 3), elements=st.floats(-1e9, 1e9)))


@given(residuals)
def test_every_width_is_finite_and_grows_with_the_level(found):
    widths = conformal_widths(found, (0.5, 0.8, 0.95, 0.999))
    ordered = np.stack(list(widths.values()))
    assert np.isfinite(ordered).all()
    assert (np.diff(ordered, axis=0) >= 0).all()


def test_the_rank_is_the_finite_sample_one():
    found = np.arange(1.0, 20)[:, None]  # 19 residuals: 1 .. 19
    assert conformal_widths(-found) == {0.8: np.array([16.0]), 0.95: np.array([19.0])}


def test_too_few_origins_give_the_largest_residual():
    assert conformal_widths(np.array([[3.0], [-5.0]]), (0.95,))[0.95] == [5.0]


def test_coverage_is_what_was_promised_on_average():
    rng = np.random.default_rng(0)
    found = []
    for _ in range(200):
        widths = conformal_widths(rng.standard_t(3, (39, 1)))
        missed = rng.standard_t(3, (500, 1))
        found.append([interval_scores(missed, w, level).coverage for level, w in widths.items()])
    np.testing.assert_allclose(np.mean(found, axis=0), [0.8, 0.95], atol=0.015)


def test_each_step_ahead_has_its_own_width():
    spread = np.array([1.0, 2.0, 4.0])
    found = np.random.default_rng(1).normal(size=(4000, 3)) * spread
    np.testing.assert_allclose(conformal_widths(found)[0.95] / spread, 1.96, rtol=0.06)


def test_an_interval_is_scored_by_coverage_width_and_misses():
    missed = np.array([[0.0, 0.0], [0.0, 10.0]])
    found = interval_scores(missed, np.array([1.0, 2.0]), 0.8)
    assert (found.coverage, found.width) == (0.75, 3.0)
    assert found.score == pytest.approx(3 + 2 / 0.2 * 8 / 4)


def test_the_weighted_score_is_the_mean_loss_of_the_quantiles_that_bound_the_intervals():
    missed = np.random.default_rng(2).normal(size=200)
    widths = {0.8: np.full(200, 1.2), 0.95: np.full(200, 1.7)}
    sums = [
        mean_pinball_loss(missed, -w, alpha=(1 - level) / 2)
        + mean_pinball_loss(missed, w, alpha=(1 + level) / 2)
        for level, w in widths.items()
    ]
    assert weighted_score(missed, widths) == pytest.approx(np.mean(sums))
