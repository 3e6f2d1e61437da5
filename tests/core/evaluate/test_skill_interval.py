"""The interval of a skill holds the true one as often as it says."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t as student

from core.evaluate.block_bootstrap import studentised
from core.evaluate.significance import diebold_mariano, skill_gain_interval, skill_interval

RNG = np.random.default_rng(0)


def test_the_interval_is_repeatable_and_widens_with_the_level():
    losses, reference = np.abs(RNG.normal(size=(4, 100))), np.abs(RNG.normal(size=100))
    narrow = skill_interval(losses, reference, block=5, seed=1, level=0.8)
    wide = skill_interval(losses, reference, block=5, seed=1)
    assert wide == skill_interval(losses, reference, block=5, seed=1)
    assert wide[0] < narrow[0] < narrow[1] < wide[1]


@given(st.integers(0, 1000), st.floats(1e-5, 1e5))
@settings(max_examples=20)
def test_units_do_not_matter(seed, unit):
    losses, reference = np.abs(np.random.default_rng(seed).normal(1, 0.3, size=(2, 80)))
    plain = skill_interval(losses[None], reference, block=2, seed=1, draws=200)
    assert skill_interval(unit * losses[None], unit * reference, block=2, seed=1, draws=200) == pytest.approx(
        plain, rel=1e-6, abs=1e-9
    )


def test_a_gain_against_itself_is_zero_and_against_the_reference_is_the_skill():
    losses, reference = np.abs(RNG.normal(size=(3, 100))), np.abs(RNG.normal(size=100))
    one = losses[:1]
    assert skill_gain_interval(one, one, reference, block=5, seed=1) == (0.0, 0.0)
    against = skill_gain_interval(losses, reference[None], reference, block=5, seed=1)
    assert against == skill_interval(losses, reference, block=5, seed=1)


def test_swapping_turns_the_interval_of_a_gain():
    rng = np.random.default_rng(4)
    ours, theirs, reference = np.abs(rng.normal(size=(3, 1, 200))) + 1
    low, high = skill_gain_interval(ours, theirs, reference[0], block=4, seed=1)
    turned = skill_gain_interval(theirs, ours, reference[0], block=4, seed=1)
    assert (low, high) == pytest.approx((-turned[1], -turned[0]))


def test_it_is_not_defined_below_three_blocks_or_without_error():
    assert skill_interval(np.ones((2, 14)), np.ones(14), block=5, seed=0) == (None, None)
    assert skill_interval(np.ones((2, 50)), np.zeros(50), block=5, seed=0) == (None, None)


def test_where_one_origin_alone_differs_nothing_is_told():
    reference = np.ones(300)
    loss = reference.copy()
    loss[150] = 0.2
    assert skill_interval(loss[None], reference, block=1, seed=0) == (None, None)


def test_seeds_that_differ_widen_it():
    rng = np.random.default_rng(5)
    reference = rng.gamma(2.0, 1.0, 300)
    same = np.repeat((0.8 * reference + 0.1 * rng.normal(size=300))[None], 4, axis=0)
    apart = same * np.array([0.8, 0.95, 1.05, 1.2])[:, None]
    alike, unlike = (skill_interval(each, reference, block=3, seed=1) for each in (same, apart))
    assert unlike[1] - unlike[0] > 3 * (alike[1] - alike[0])
    assert alike == pytest.approx(skill_interval(same[:1], reference, block=3, seed=1), abs=0.003)


def test_the_bootstrap_finds_the_tails_of_students_t_where_origins_are_independent():
    sizes = [
        studentised(np.random.default_rng(n).normal(size=343), [], length=7, count=7, draws=2000, seed=n)
        for n in range(10)
    ]
    found = np.mean([np.quantile(each, 0.95) for each in sizes])
    assert found == pytest.approx(student.ppf(0.975, 14), abs=0.06)


@given(st.integers(0, 500))
@settings(max_examples=25)
def test_an_interval_far_from_zero_and_a_small_p_go_together(seed):
    rng = np.random.default_rng(seed)
    reference = rng.gamma(4.0, 1.0, 200)
    loss = 0.7 * reference + 0.2 * rng.normal(size=200)
    low, _ = skill_interval(loss[None], reference, block=1, seed=seed)
    assert low > 0 and diebold_mariano(loss, reference, horizon=1).p < 0.001


def test_gaps_between_origins_are_heeded():
    rng = np.random.default_rng(6)
    kept = np.flatnonzero(rng.random(500) < 0.3)
    reference = np.convolve(rng.gamma(2.0, 1.0, 505), np.ones(6) / 6, "valid")[kept]
    loss = 0.9 * reference + np.convolve(rng.normal(size=505), np.ones(6) / 6, "valid")[kept]
    joined = skill_interval(loss[None], reference, block=1, seed=1)
    assert skill_interval(loss[None], reference, block=1, seed=1, rows=kept) != pytest.approx(joined)
    even = skill_interval(loss[None], reference, block=1, seed=1, rows=3 * np.arange(len(kept)), stride=3)
    assert even == pytest.approx(joined)
