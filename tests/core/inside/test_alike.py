"""Units that a stretch tells from the rest: planted ones are found, and what is told of them holds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.inside.alike import tuned_units

STATES = arrays(
    np.float64, st.tuples(st.integers(2, 15), st.integers(1, 5)), elements=st.floats(-1, 1, width=32)
)


@pytest.mark.parametrize("sign", [1, -1])
def test_a_unit_that_is_on_just_there_comes_first_whatever_its_sign(sign):
    states = 0.1 * np.random.default_rng(1).normal(size=(40, 8))
    states[10:15, 3], states[30, 3] = 0.9 * sign, 0.8 * sign
    best = tuned_units(states, 10, 15, 0.5)[0]
    assert (best.place, best.sign, best.within) == (3, sign, 1.0)
    assert best.elsewhere == pytest.approx(1 / 35) and best.on.tolist() == [10, 11, 12, 13, 14, 30]


def test_a_unit_that_hardly_moves_is_not_called_on():
    states = np.zeros((20, 2))
    states[5:8] = [0.01, 0.5]
    assert [one.place for one in tuned_units(states, 5, 8, 0.5)] == [1]


def test_a_layer_at_rest_has_no_unit_that_is_on():
    assert tuned_units(np.zeros((9, 4)), 2, 4, 0.5) == []


@given(STATES, st.data(), st.floats(0.1, 1.0))
def test_what_is_told_of_each_unit_holds(states, data, level):
    begin = data.draw(st.integers(0, len(states) - 1))
    end = data.draw(st.integers(begin + 1, len(states)))
    found = tuned_units(states, begin, end, level)
    gains = [one.within - one.elsewhere for one in found]
    assert gains == sorted(gains, reverse=True) and all(gain > 0 for gain in gains)
    for one in found:
        beyond = one.sign * states[:, one.place] >= level * np.abs(states[:, one.place]).max()
        assert one.on.tolist() == np.flatnonzero(beyond).tolist()
        assert one.within == pytest.approx(beyond[begin:end].mean())
        rest = np.delete(beyond, np.arange(begin, end))
        assert one.elsewhere == pytest.approx(rest.mean() if len(rest) else 0.0)
