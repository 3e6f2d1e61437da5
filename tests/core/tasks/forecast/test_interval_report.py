"""Of the two versions of an interval the one that did better on calibration is drawn everywhere."""

from dataclasses import replace

import numpy as np
import pytest

from core.tasks.forecast.interval_report import ADAPTIVE, SPLIT, Residuals, better, intervals

RNG = np.random.default_rng(0)


def residuals(scale, horizon=3, calibration=120):
    """Residuals whose spread goes through `scale`, cut into calibration and test."""
    found = RNG.normal(size=(len(scale), horizon)) * np.asarray(scale)[:, None]
    rows = np.arange(len(scale))
    return Residuals(
        found[:calibration], found[calibration:], rows[:calibration], rows[calibration:], len(scale) + 9
    )


STEADY = residuals(np.ones(360))
WAVES = residuals(np.exp(1.5 * np.sin(np.arange(360) / 25)))


@pytest.mark.parametrize(("missed", "version"), [(STEADY, SPLIT), (WAVES, ADAPTIVE)])
def test_what_scored_better_on_calibration_is_drawn_in_the_backtest_and_ahead(missed, version):
    found = intervals(missed)
    assert found.drawn.version == version == min(found.drawn.scores, key=found.drawn.scores.get)
    for level in (0.8, 0.95):
        drawn = next(c for c in found.covered if c.version == version and c.level == level)
        assert 2 * found.test[level].mean() == pytest.approx(drawn.width)
        assert found.test[level].shape == missed.test.shape and found.future[level].shape == (3,)
        assert np.isfinite(found.future[level]).all()


def test_both_versions_are_scored_overall_and_by_step():
    found = intervals(STEADY).covered
    assert [(c.version, c.level) for c in found] == [
        (SPLIT, 0.8), (SPLIT, 0.95), (ADAPTIVE, 0.8), (ADAPTIVE, 0.95),
    ]  # fmt: skip
    for one in found:
        for name, steps in one.by_step.items():
            assert len(steps) == 3 and np.mean(steps) == pytest.approx(getattr(one, name))


def test_the_choice_never_sees_the_test_rows():
    other = Residuals(
        WAVES.calibration, WAVES.test * 100, WAVES.calibration_rows, WAVES.test_rows, WAVES.last_row
    )
    assert intervals(WAVES).drawn == intervals(other).drawn


def test_with_too_few_calibration_origins_to_compare_split_is_drawn():
    assert better(RNG.normal(size=(5, 12)), np.arange(5)).version == SPLIT
    assert better(RNG.normal(size=(20, 3)), np.arange(20)).scores == {}
    assert better(RNG.normal(size=(26, 3)), np.arange(26)).scores != {}


def test_the_future_of_the_adaptive_version_knows_all_residuals_and_starts_from_the_last_row():
    louder = Residuals(
        WAVES.calibration,
        np.concatenate([WAVES.test[:-30], 10 * WAVES.test[-30:]]),
        WAVES.calibration_rows,
        WAVES.test_rows,
        WAVES.last_row,
    )
    quiet, loud = intervals(WAVES).future, intervals(louder).future
    assert (loud[0.8] > 2 * quiet[0.8]).all()


def test_intervals_of_what_cannot_be_negative_end_at_zero_and_are_scored_there():
    told = {"calibration": np.full((40, 2), 1.0), "test": np.full((30, 2), 0.5)}
    rng = np.random.default_rng(1)
    missed = {name: rng.poisson(1.0, f.shape) - f for name, f in told.items()}
    rows = np.arange(40), np.arange(40, 70)
    free = Residuals(missed["calibration"], missed["test"], *rows, last_row=80)
    cut = replace(free, calibration_room=told["calibration"], test_room=told["test"])
    for one, other in zip(intervals(free).covered, intervals(cut).covered, strict=True):
        assert other.coverage == one.coverage  # nothing lies below 0
        assert other.width < one.width and other.score < one.score
    for level, width in intervals(cut).test.items():
        low = np.maximum(told["test"] - width, 0)
        covered = next(c for c in intervals(cut).covered if (c.version, c.level) == ("split", level))
        if intervals(cut).drawn.version == "split":
            assert covered.width == pytest.approx(float(np.mean(told["test"] + width - low)))
