"""Differences that are luck are rarely called more than that."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import t as student

from core.evaluate.significance import (
    MIN_ORIGINS,
    diebold_mariano,
    holm,
    non_overlapping,
    skill,
)

RNG = np.random.default_rng(0)


def test_diebold_mariano_agrees_with_an_example_worked_by_hand():
    """d = 3, 1, 0, 0, mean 1, centred 2, 0, -1, -1: at the lowest frequency 2 + 0i + 1 - i, power 10 / 4.

    Neighbours resemble each other by (0 + 0 + 1) / 6, less what is lost to four of them
    (1 + 3/6) / 4: 13/24 = a. There the power is (1 + a²) / (1 - a)² times as large.
    """
    loss, other = np.array([3.0, 1.0, 0.0, 0.0]) + 4, np.full(4, 4.0)
    a = 1 / 6 + (1 + 3 / 6) / 4
    found = diebold_mariano(loss, other, horizon=1, alternative="two-sided", fewest=1)
    expected = 1 / np.sqrt(10 / 4 * (1 + a * a) / (1 - a) ** 2 / 4)
    assert found.statistic == pytest.approx(expected)
    assert found.p == pytest.approx(2 * student.sf(expected, 2))


def test_it_is_the_weighted_periodogram_where_neighbours_do_not_resemble_each_other():
    """Coroneo & Iacone 2020: mean over the root of 2 π f(0) / n, m = n^(1/3) frequencies, t with 2 m."""
    d = 0.4 + np.where(np.arange(125) % 2, 1.0, -1.0) + 0.2 * np.random.default_rng(3).normal(size=125)
    found = diebold_mariano(d + 5, np.full(125, 5.0), horizon=1, alternative="greater")
    power = np.abs(np.fft.fft(d)[1:6]) ** 2 / (2 * np.pi * 125)
    expected = np.sqrt(125) * d.mean() / np.sqrt(2 * np.pi * power.mean())
    assert found.statistic == pytest.approx(expected)
    assert found.p == pytest.approx(student.sf(expected, 10))


@pytest.mark.parametrize(
    ("origins", "critical"),
    [(30, 2.447), (64, 2.306), (125, 2.228), (216, 2.179), (343, 2.145), (512, 2.120)],
)
def test_the_critical_values_are_those_of_students_t_with_two_for_each_frequency(origins, critical):
    """Two-sided at 5 %, m = 3 ... 8 frequencies (tables of Student's t; Coroneo & Iacone 2020, section 3)."""
    wave = np.where(np.arange(origins) % 2, 1.0, -1.0) + np.cos(2 * np.pi * np.arange(origins) / origins)

    wave -= wave.mean()

    def p(mean):
        return diebold_mariano(wave + mean + 9, np.full(origins, 9.0), horizon=1, alternative="two-sided")

    unit = critical / p(1.0).statistic
    assert p(unit).statistic == pytest.approx(critical) and p(unit).p == pytest.approx(0.05, abs=1e-4)


@given(st.integers(0, 10_000), st.integers(1, 4), st.floats(1e-6, 1e6))
@settings(max_examples=40)
def test_swapping_the_methods_turns_the_statistic_and_units_do_not_matter(seed, horizon, unit):
    loss, other = np.abs(np.random.default_rng(seed).normal(size=(2, 200)))
    one = diebold_mariano(loss, other, horizon=horizon)
    turned = diebold_mariano(other * unit, loss * unit, horizon=horizon)
    assert turned.statistic == pytest.approx(-one.statistic)
    assert one.p + turned.p == pytest.approx(1)
    worse = diebold_mariano(loss, other, horizon=horizon, alternative="greater")
    both = diebold_mariano(loss, other, horizon=horizon, alternative="two-sided")
    assert worse.p == pytest.approx(1 - one.p)
    assert both.p == pytest.approx(2 * min(one.p, worse.p))


def test_equal_losses_are_no_evidence_and_a_constant_difference_cannot_be_tested():
    loss = np.abs(RNG.normal(size=100)) * 1e9
    assert diebold_mariano(loss, loss, horizon=3).p == 1.0
    assert diebold_mariano(np.ones(100), np.full(100, 2.0), horizon=3).p is None


@pytest.mark.parametrize("alternative", ["less", "greater", "two-sided"])
def test_what_float32_rounds_away_is_no_difference(alternative):
    truth = 1000 + RNG.normal(size=400).cumsum()
    loss = np.abs(truth[1:] - truth[:-1])
    rounded = np.abs(truth[1:].astype(np.float32).astype(float) - truth[:-1])
    assert not np.array_equal(loss, rounded)
    assert diebold_mariano(loss, np.minimum(loss, rounded), horizon=1, alternative=alternative).p == 1.0


def test_a_difference_in_half_of_the_origins_is_one_however_many_are_tied():
    loss = np.abs(RNG.normal(size=400)) + 1
    better = loss - np.where(np.arange(400) % 3 == 0, 0.1 * np.abs(RNG.normal(size=400)), 0.0)
    assert diebold_mariano(better, loss, horizon=1).p < 0.001


def test_with_too_few_origins_that_do_not_overlap_no_test_is_made():
    loss, other = np.abs(RNG.normal(size=(2, 145)))
    assert diebold_mariano(loss, other, horizon=5).p is None  # 29 of them
    assert diebold_mariano(loss, other, horizon=4).p is not None
    assert diebold_mariano(loss[:2], other[:2], horizon=1, fewest=1).p is None
    assert diebold_mariano(loss[:0], other[:0], horizon=1, fewest=0).p is None


@given(st.integers(1, 200), st.integers(1, 9), st.integers(1, 30))
def test_non_overlapping_origins_are_counted_as_by_taking_them_one_by_one(origins, stride, horizon):
    taken, free = 0, 0
    rows = np.arange(0, origins * stride, stride)
    for row in rows:
        if row >= free:
            taken, free = taken + 1, row + horizon
    assert non_overlapping(origins, stride, horizon) == taken
    assert non_overlapping(origins, stride, horizon, rows) == taken


@given(st.integers(0, 1000), st.integers(1, 4), st.integers(1, 9))
@settings(max_examples=30)
def test_rows_without_a_gap_change_nothing(seed, stride, horizon):
    loss, other = np.abs(np.random.default_rng(seed).normal(size=(2, 150)))
    rows = 40 + stride * np.arange(150)
    plain = diebold_mariano(loss, other, horizon=horizon, stride=stride)
    told = diebold_mariano(loss, other, horizon=horizon, stride=stride, rows=rows)
    assert told.p == (plain.p if plain.p is None else pytest.approx(plain.p))


def test_what_lies_beside_a_gap_is_not_taken_for_neighbours():
    """Two runs of equal differences: joined they are one long memory, apart they are what they are."""
    rng = np.random.default_rng(8)
    kept = np.flatnonzero(rng.random(600) < 0.25)
    slow = np.convolve(rng.normal(size=605), np.ones(6) / 6, "valid")[kept]
    joined = diebold_mariano(slow + 3, np.full(len(kept), 3.0), horizon=1)
    gaps = diebold_mariano(slow + 3, np.full(len(kept), 3.0), horizon=1, rows=kept)
    assert gaps.p != pytest.approx(joined.p)
    shifted = diebold_mariano(slow + 3, np.full(len(kept), 3.0), horizon=1, rows=kept + 77)
    assert shifted.p == pytest.approx(gaps.p)


@given(st.integers(0, 300), st.floats(0.3, 0.9))
@settings(max_examples=30)
def test_origins_left_out_at_random_hardly_move_the_statistic_of_a_clear_difference(seed, share):
    rng = np.random.default_rng(seed)
    kept = np.flatnonzero(rng.random(400) < share)
    assume(len(kept) > 60)
    loss = np.abs(rng.normal(size=400)) + 1
    better = loss - 0.5 + 0.3 * rng.normal(size=400)
    assert diebold_mariano(better[kept], loss[kept], horizon=1, rows=kept).p < 0.001


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


def test_thirty_origins_are_enough():
    assert MIN_ORIGINS == 30
