"""Adaptive intervals are finite, nested, know nothing early, and follow what changes."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.evaluate.adaptive import adaptive_widths, known_counts
from core.evaluate.intervals import conformal_widths, interval_scores

sizes = st.sampled_from([0.0, 1e-300, 1e-9, 1.0, 3.0, 1e9])
wild = st.integers(12, 40).flatmap(lambda n: arrays(float, (n, 3), elements=sizes))


def counted(rows, row, step):
    return sum(origin + step <= row for origin in rows)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=20), st.integers(1, 6))
def test_a_residual_of_h_steps_is_known_h_rows_later_not_before(gaps, horizon):
    rows = np.cumsum(gaps)
    known = known_counts(rows, horizon)
    for place, row in enumerate(rows):
        assert known[place].tolist() == [counted(rows, row, step) for step in range(1, horizon + 1)]


@given(wild)
def test_every_width_is_finite_not_negative_and_grows_with_the_level(residuals):
    widths = adaptive_widths(residuals, np.arange(len(residuals)), 8)
    assert all(np.isfinite(w).all() and (w >= 0).all() for w in widths.values())
    assert (widths[0.95] >= widths[0.8]).all()
    assert widths[0.8].shape == (len(residuals) - 8, 3)


@given(st.integers(0, 1000), st.integers(1, 4))
@settings(max_examples=30)
def test_no_width_changes_when_what_is_not_yet_known_does(seed, stride):
    rng = np.random.default_rng(seed)
    residuals, rows, horizon = rng.normal(size=(60, 5)), np.arange(60) * stride, 5
    place = int(rng.integers(30, 60))
    before = adaptive_widths(residuals, rows, 25)
    later = residuals.copy()
    for step in range(1, horizon + 1):
        later[rows + step > rows[place], step - 1] *= 100
    after = adaptive_widths(later, rows, 25)
    for level in before:
        np.testing.assert_array_equal(before[level][: place - 24], after[level][: place - 24])


def test_the_last_known_residual_does_count():
    residuals = np.random.default_rng(0).normal(size=(60, 2))
    later = residuals.copy()
    later[49, 0], later[48, 1] = 100.0, 100.0  # known at origin 50
    before, after = (adaptive_widths(r, np.arange(60), 20)[0.95][30] for r in (residuals, later))
    assert (after > before).all()


def test_units_do_not_matter():
    residuals = np.random.default_rng(3).normal(size=(80, 2))
    one, thousand = (adaptive_widths(residuals * unit, np.arange(80), 30)[0.8] for unit in (1, 1000))
    np.testing.assert_allclose(one * 1000, thousand)


def test_on_steady_noise_coverage_is_what_was_promised():
    covered = {0.8: [], 0.95: []}
    for seed in range(20):
        residuals = np.random.default_rng(seed).normal(size=(600, 1))
        for level, widths in adaptive_widths(residuals, np.arange(600), 100).items():
            covered[level].append(interval_scores(residuals[100:], widths, level).coverage)
    np.testing.assert_allclose([np.mean(found) for found in covered.values()], [0.8, 0.95], atol=0.01)


def test_when_the_noise_doubles_coverage_comes_back_where_split_conformal_loses_it():
    rng = np.random.default_rng(1)
    residuals = rng.normal(size=(600, 3)) * np.where(np.arange(600) < 250, 1.0, 2.5)[:, None]
    along = adaptive_widths(residuals, np.arange(600), 200)
    split = conformal_widths(residuals[:200])
    late = slice(400, None)
    for level in (0.8, 0.95):
        ours = interval_scores(residuals[late], along[level][200:], level)
        theirs = interval_scores(residuals[late], split[level], level)
        assert abs(ours.coverage - level) < 0.06 < level - theirs.coverage
        assert ours.score < theirs.score
