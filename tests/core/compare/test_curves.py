"""Curves along epochs and seconds."""

import numpy as np
import pytest

from core.compare.curves import curve
from core.store.records import Epoch


def epoch(n, loss, seconds, accuracy=None):
    return Epoch("r", n, loss + 1, loss, seconds, 10, accuracy)


FAST = [epoch(1, 4.0, 1.0), epoch(2, 2.0, 2.0)]
SLOW = [epoch(1, 6.0, 2.0), epoch(2, 4.0, 4.0), epoch(3, 1.0, 6.0)]


def test_along_epochs_those_count_that_got_so_far():
    found = curve([FAST, SLOW], "val_loss", "updates")
    assert found.at.tolist() == [1, 2, 3]
    assert found.mean.tolist() == [5, 3, 1]
    assert found.low.tolist() == [4, 2, 1] and found.high.tolist() == [6, 4, 1]


def test_along_seconds_each_is_read_between_its_epochs():
    found = curve([FAST, SLOW], "val_loss", "seconds")
    at = dict(zip(found.at.tolist(), found.mean.tolist(), strict=True))
    assert found.at[0] == 1.0 and found.at[-1] == 6.0
    assert at[1.0] == 4.0  # the slow one has no epoch yet
    assert at[2.0] == pytest.approx((2.0 + 6.0) / 2)
    assert at[6.0] == 1.0  # the fast one has ended
    later = found.at > 2.0
    assert np.array_equal(found.low[later], found.high[later])


def test_one_seed_keeps_its_own_moments():
    assert curve([SLOW], "loss", "seconds").at.tolist() == [2.0, 4.0, 6.0]


def test_nothing_yet_is_empty():
    assert curve([[], []], "val_loss", "updates").at.size == 0
    assert curve([FAST], "val_accuracy", "seconds").at.size == 0
