"""What has moved is told from chance, and what is as before from what has moved."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import ks_2samp, random_table

from core.evaluate.shifted import FEWEST, corrected, shift_of_numbers, shift_of_shares

COUNTS = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 60), min_size=1)


@given(st.integers(20, 60), st.integers(20, 60), st.integers(0, 99), st.floats(0, 3))
def test_the_test_of_numbers_is_that_of_smirnov(one, other, seed, apart):
    random = np.random.default_rng(seed)
    before, now = random.normal(size=one), random.normal(size=other) + apart
    found = shift_of_numbers("x", before, now, (0.0, 0.0))
    known = ks_2samp(before, now, method="exact")
    np.testing.assert_allclose(found.distance, known.statistic)
    assert (
        known.pvalue - 0.02 <= found.p <= known.pvalue + 0.12
    )  # the limit is careful where samples are small


@settings(max_examples=40)
@given(COUNTS, COUNTS)
def test_the_test_of_shares_is_that_of_drawn_tables_and_symmetric(before, now):
    found, back = shift_of_shares("x", before, now), shift_of_shares("x", now, before)
    np.testing.assert_allclose(found.distance, back.distance)
    assert (found.p is None) == (back.p is None)
    table = np.array([[each.get(kind, 0) for kind in "abcd"] for each in (before, now)])
    table = table[:, table.sum(axis=0) > 0]
    if found.p is None or table.shape[1] < 2:
        return
    drawn = random_table(table.sum(axis=1), table.sum(axis=0), seed=1).rvs(4000)
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    uneven, here = (((each - expected) ** 2 / expected).sum(axis=(-2, -1)) for each in (drawn, table))
    assert abs(found.p - (uneven >= here * (1 - 1e-9)).mean()) < 0.06


def test_little_is_no_reason_to_warn_however_sure_and_few_say_nothing():
    many = shift_of_shares("x", {"a": 50_000, "b": 50_000}, {"a": 52_000, "b": 48_000})
    assert many.p < 0.01 and not corrected([many])[0].moved
    few = shift_of_shares("x", {"a": 50}, {"b": FEWEST - 1})
    assert few.p is None and not corrected([few])[0].moved
    other = shift_of_shares("x", {"a": 50}, {"b": FEWEST})
    assert corrected([other])[0].moved and other.before == {"a": 1.0} and other.now == {"b": 1.0}
    same = shift_of_shares("x", {"a": 50}, {"a": 20})
    assert same.p == 1.0
