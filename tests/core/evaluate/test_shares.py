"""Intervals of shares, by the figures of those who made them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.evaluate.shares import difference, wilson

COUNTS = st.tuples(st.integers(0, 200), st.integers(0, 200)).map(lambda pair: (min(pair), max(max(pair), 1)))


def test_intervals_are_those_of_newcombe_1998():
    """His examples: 81 of 263, 15 of 148 (Stat. Med. 17, 857); 56 of 70 less 48 of 80, method 10 (873)."""
    np.testing.assert_allclose(wilson(81, 263), (0.2553, 0.3662), atol=5e-4)
    np.testing.assert_allclose(wilson(15, 148), (0.0624, 0.1605), atol=5e-4)
    np.testing.assert_allclose(difference(56, 70, 48, 80), (0.0524, 0.3339), atol=5e-4)


@given(COUNTS, COUNTS)
def test_an_interval_holds_the_share_and_the_difference_turns_with_its_sides(one, other):
    low, high = wilson(*one)
    assert 0 <= low <= one[0] / one[1] + 1e-12 and one[0] / one[1] - 1e-12 <= high <= 1
    there, back = difference(*one, *other), difference(*other, *one)
    np.testing.assert_allclose(there, (-back[1], -back[0]), atol=1e-12)


def test_of_nothing_everything_is_possible():
    assert wilson(0, 0) == (0.0, 1.0)
