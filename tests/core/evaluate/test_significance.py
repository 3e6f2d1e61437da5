"""Differences that are luck are rarely called more than that."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t as student
from scipy.stats import ttest_rel

from core.evaluate.significance import (
    MIN_ORIGINS,
    diebold_mariano,
    holm,
    non_overlapping,
    skill,
    skill_gain_interval,
    skill_interval,
)
from core.evaluate.verdict import Judged, verdict

RNG = np.random.default_rng(0)


def test_diebold_mariano_agrees_with_an_example_worked_by_hand():
    """d = 1, 3, 2, 6, centred -2, 0, -1, 3: γ0 = 14/4, γ1 = (0 + 0 - 3)/4; for h = 2 the variance is 2."""
    loss, other = np.array([1.0, 3.0, 2.0, 6.0]) + 4, np.full(4, 4.0)
    found = diebold_mariano(loss, other, horizon=2, alternative="two-sided", fewest=1)
    expected = 3 / np.sqrt(2 / 4) * np.sqrt((4 + 1 - 4 + 2 / 4) / 4)
    assert found.statistic == pytest.approx(expected)
    assert found.p == pytest.approx(2 * student.sf(expected, 3))


def test_a_negative_variance_is_replaced_by_bartlett_weights():
    """d = 2, -1, 2, -1, centred ±1.5: γ0 = 2.25, γ1 = -1.6875; 2.25 - 3.375 < 0, with half of it 0.5625."""
    loss = np.array([2.0, -1.0, 2.0, -1.0])
    found = diebold_mariano(loss, np.zeros(4), horizon=2, fewest=1)
    assert found.statistic == pytest.approx(0.5 / np.sqrt(0.5625 / 4) * np.sqrt((4 + 1 - 4 + 0.5) / 4))


def test_one_step_ahead_it_is_the_paired_t_test():
    loss, other = RNG.normal(size=50), RNG.normal(0.3, 1, size=50)
    ours = diebold_mariano(loss, other, horizon=1)
    theirs = ttest_rel(loss, other, alternative="less")
    assert (ours.statistic, ours.p) == pytest.approx((theirs.statistic, theirs.pvalue))


@given(st.integers(0, 10_000), st.integers(1, 4), st.floats(1e-6, 1e6))
@settings(max_examples=40)
def test_swapping_the_methods_turns_the_statistic_and_units_do_not_matter(seed, horizon, unit):
    loss, other = np.abs(np.random.default_rng(seed).normal(size=(2, 200)))
    one = diebold_mariano(loss, other, horizon=horizon)
    turned = diebold_mariano(other * unit, loss * unit, horizon=horizon)
    assert turned.statistic == pytest.approx(-one.statistic)
    assert one.p + turned.p == pytest.approx(1)


def test_equal_losses_are_no_evidence_and_a_constant_difference_cannot_be_tested():
    loss = np.abs(RNG.normal(size=100)) * 1e9
    assert diebold_mariano(loss, loss, horizon=3).p == 1.0
    assert diebold_mariano(np.ones(100), np.full(100, 2.0), horizon=3).p is None


def test_with_too_few_origins_that_do_not_overlap_no_test_is_made():
    loss, other = np.abs(RNG.normal(size=(2, 145)))
    assert diebold_mariano(loss, other, horizon=5).p is None  # 29 of them
    assert diebold_mariano(loss, other, horizon=4).p is not None


@given(st.integers(1, 200), st.integers(1, 9), st.integers(1, 30))
def test_non_overlapping_origins_are_counted_as_by_taking_them_one_by_one(origins, stride, horizon):
    taken, free = 0, 0
    for row in range(0, origins * stride, stride):
        if row >= free:
            taken, free = taken + 1, row + horizon
    assert non_overlapping(origins, stride, horizon) == taken


def test_holm_agrees_with_a_worked_example_and_leaves_out_tests_not_made():
    assert holm([0.01, None, 0.04, 0.03]) == pytest.approx([0.03, None, 0.06, 0.06])
    assert holm([0.6, 0.9]) == [1.0, 1.0]
    assert holm([]) == []


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_holm_never_lowers_a_p_value_nor_changes_their_order(ps):
    adjusted = holm(ps)
    assert all(p <= a <= 1 for p, a in zip(ps, adjusted, strict=True))
    assert [a for _, a in sorted(zip(ps, adjusted, strict=True))] == sorted(adjusted)


def test_skill_is_not_defined_against_a_perfect_reference():
    assert skill(1.0, 2.0) == 0.5
    assert skill(1.0, 0.0) is None


def test_the_skill_interval_covers_the_true_skill_as_often_as_it_says():
    rng, hits = np.random.default_rng(2), 0
    for draw in range(200):
        reference = rng.gamma(2.0, 1.0, 300)
        losses = 0.8 * reference + rng.normal(0, 0.3, (3, 300))
        low, high = skill_interval(losses, reference, block=3, seed=draw, draws=300)
        hits += low <= 0.2 <= high
    assert 0.85 <= hits / 200 <= 0.99


def test_the_skill_interval_is_repeatable_and_widens_with_the_level():
    losses, reference = np.abs(RNG.normal(size=(4, 100))), np.abs(RNG.normal(size=100))
    narrow = skill_interval(losses, reference, block=5, seed=1, level=0.8)
    wide = skill_interval(losses, reference, block=5, seed=1)
    assert wide == skill_interval(losses, reference, block=5, seed=1)
    assert wide[0] < narrow[0] < narrow[1] < wide[1]


def test_a_gain_against_itself_is_zero_and_against_the_reference_is_the_skill():
    losses, reference = np.abs(RNG.normal(size=(3, 100))), np.abs(RNG.normal(size=100))
    one = losses[:1]
    assert skill_gain_interval(one, one, reference, block=5, seed=1) == (0.0, 0.0)
    against = skill_gain_interval(losses, reference[None], reference, block=5, seed=1)
    assert against == skill_interval(losses, reference, block=5, seed=1)


def test_the_interval_of_a_gain_covers_the_true_gain_as_often_as_it_says():
    rng, hits = np.random.default_rng(3), 0
    for draw in range(200):
        reference = rng.gamma(2.0, 1.0, 300)
        with_, without = (share * reference + rng.normal(0, 0.3, (1, 300)) for share in (0.7, 0.8))
        low, high = skill_gain_interval(with_, without, reference, block=3, seed=draw, draws=300)
        hits += low <= 0.1 <= high
    assert 0.88 <= hits / 200 <= 0.99


def test_the_skill_interval_is_not_defined_below_two_blocks_or_without_error():
    assert skill_interval(np.ones((2, 9)), np.ones(9), block=5, seed=0) == (None, None)
    assert skill_interval(np.ones((2, 50)), np.zeros(50), block=5, seed=0) == (None, None)


@pytest.mark.parametrize("horizon", [1, 5])
def test_on_random_walks_better_is_found_in_at_most_five_percent(horizon):
    """The last value against forecasts that know nothing more, on 200 walks; binomial error is 3 sd."""
    rng, found = np.random.default_rng(4), 0
    for walk in range(200):
        values = rng.normal(size=400 + horizon).cumsum()
        steps = np.stack([values[h : 400 + h] - values[:400] for h in range(1, horizon + 1)], axis=1)
        reference = np.abs(steps).mean(axis=1)
        guesses = rng.normal(0, 0.05, (3, 400, 1))
        losses = np.abs(steps - guesses).mean(axis=2)
        test = diebold_mariano(losses.mean(axis=0), reference, horizon=horizon)
        low, high = skill_interval(losses, reference, block=horizon, seed=walk, draws=300)
        judged = Judged("lstm", 0.0, low, high, test.p, holm([test.p])[0])
        apart = non_overlapping(400, 1, horizon)
        assert apart >= MIN_ORIGINS
        found += verdict([judged], origins_non_overlapping=apart, provisional=False).outcome == "better"
    assert found <= 200 * 0.05 + 3 * np.sqrt(200 * 0.05 * 0.95)
