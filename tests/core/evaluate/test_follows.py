"""Who repeats the last value is seen to; noise, and whoever is better, is not accused."""

import numpy as np
import pytest

from core.evaluate.follows import follows_yesterday

HORIZON = 5


def origins(values, horizon=HORIZON):
    """Values at the origins, and what came after each."""
    rows = np.arange(len(values) - horizon)
    return values[rows], values[rows[:, None] + np.arange(1, horizon + 1)]


def noise(seed, rows):
    return np.random.default_rng(seed).normal(size=rows)


@pytest.mark.parametrize("horizon", [1, 5])
@pytest.mark.parametrize("rows", [80, 600])
def test_the_last_value_itself_follows_yesterday_on_a_random_walk(rows, horizon):
    last, truth = origins(noise(0, rows).cumsum(), horizon)
    found = follows_yesterday(np.repeat(last[:, None], horizon, axis=1), last, truth)
    assert found.follows is True and found.moves == found.skill == 0


@pytest.mark.parametrize("seed", range(10))
def test_a_noisy_copy_of_the_last_value_follows_yesterday(seed):
    last, truth = origins(noise(seed, 300).cumsum())
    copied = last[:, None] + 0.2 * np.random.default_rng(seed + 100).normal(size=truth.shape)
    assert follows_yesterday(copied, last, truth).follows is True


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("wobble", [0.0, 0.3])
def test_on_noise_nobody_is_accused(seed, wobble):
    last, truth = origins(noise(seed, 200))
    told = wobble * noise(seed + 100, truth.size).reshape(truth.shape) + 0.1 * last[:, None]
    found = follows_yesterday(told, last, truth)  # correlates with the last value (r = 0.1 ... 1) alone
    assert found.follows is False and found.skill > 0.15


@pytest.mark.parametrize("share", [0.5, 0.8, 1.0])
def test_a_strong_forecaster_is_not_accused(share):
    last, truth = origins(noise(3, 300).cumsum())
    found = follows_yesterday(last[:, None] + share * (truth - last[:, None]), last, truth)
    assert found.follows is False and found.skill == pytest.approx(share)


def test_a_forecaster_that_is_shown_to_be_a_little_better_is_not_accused():
    values = np.zeros(3000)
    for row, shock in enumerate(noise(5, 2999)):
        values[row + 1] = 0.9 * values[row] + shock
    last, truth = origins(values, 1)
    found = follows_yesterday(0.9 * last[:, None], last, truth)
    assert 0 < found.low and found.high < 0.05 and found.moves < 0.5 and found.follows is False


def test_steps_that_were_not_measured_count_for_nothing():
    last, truth = origins(noise(6, 300).cumsum())
    holes = truth.copy()
    holes[::3, 1], holes[10] = np.nan, np.nan
    copied = np.repeat(last[:, None], HORIZON, axis=1)
    assert follows_yesterday(copied, last, holes).follows is True


@pytest.mark.parametrize("truth", [np.full((50, 1), 3.0), np.full((50, 1), np.nan), np.zeros((1, 1))])
def test_where_nothing_moves_or_nothing_is_known_nothing_is_told(truth):
    assert follows_yesterday(np.full_like(truth, 3.1), np.full(len(truth), 3.0), truth).follows is None


@pytest.mark.parametrize("stride", [1, 2, 7])
def test_strides_and_origins_left_out_change_no_finding(stride):
    last, truth = origins(noise(7, 1500).cumsum())
    copied = last[:, None] + 0.1 * noise(8, truth.size).reshape(truth.shape)
    rows = np.arange(0, len(last), stride)
    rows = rows[np.random.default_rng(9).random(len(rows)) < 0.8]
    told = follows_yesterday(copied[rows], last[rows], truth[rows], stride=stride, rows=rows)
    assert told.follows is True
    ahead = follows_yesterday(0.5 * (copied + truth)[rows], last[rows], truth[rows], stride=stride, rows=rows)
    assert ahead.follows is False
