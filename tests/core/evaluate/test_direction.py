"""Directions are counted as by hand, and their interval is Wilson's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from core.evaluate.direction import direction, wilson


def test_hits_are_counted_and_zero_changes_left_out():
    last = np.zeros(6)
    actual = np.array([1.0, -1.0, 2.0, 0.0, -3.0, 4.0])
    forecast = np.array([0.1, 0.1, 5.0, 1.0, -0.1, 0.0])  # the last one foresees no change
    found = direction(forecast, last, actual)
    assert (found.hits, found.counted, found.unchanged, found.rises) == (3, 5, 1, 3)
    assert found.rate == 0.6


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_agrees_with_scipy(counts):
    theirs = binomtest(*counts).proportion_ci(method="wilson")
    assert wilson(*counts) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


def test_a_series_that_never_changes_has_no_rate():
    found = direction(np.ones(5), np.zeros(5), np.zeros(5))
    assert (found.rate, found.low, found.counted, found.unchanged) == (None, None, 0, 5)
