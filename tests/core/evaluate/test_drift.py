"""Inputs that have moved are found, and rows that follow each other are not taken for a move."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import ks_2samp

from core.evaluate.drift import drifts, kolmogorov_smirnov

SAMPLES = st.lists(st.integers(-5, 5).map(float), min_size=1, max_size=30).map(np.array)


@settings(max_examples=60)
@given(SAMPLES, SAMPLES)
def test_the_statistic_is_that_of_scipy(one, other):
    assert kolmogorov_smirnov(one, other) == pytest.approx(ks_2samp(one, other).statistic)


def walks(seed, rows, pull=0.7):
    """A series whose rows follow each other, (rows, 2)."""
    rng, found = np.random.default_rng(seed), np.zeros((rows, 2))
    for row in range(1, rows):
        found[row] = pull * found[row - 1] + rng.normal(size=2)
    return found


def test_what_has_not_moved_is_seldom_called_moved_and_what_has_is():
    alarms = found = 0
    for seed in range(20):
        rows = walks(seed, 1020)
        before, now = rows[:1000], rows[1000:]
        alarms += any(one.moved for one in drifts(before, now, ("a", "b")))
        shifted = drifts(before, now + np.array([0.0, 6.0]), ("a", "b"))
        found += shifted[1].moved and not shifted[0].moved
        assert shifted[1].shift > 1
    assert alarms <= 3 and found >= 17


def test_of_a_short_history_nothing_is_said():
    rows = walks(1, 40)
    (one, _) = drifts(rows[:30], rows[30:] + 50.0, ("a", "b"))
    assert (one.p, one.moved) == (None, False)
