"""The plane is that of principal components, the same for equal states."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.decomposition import PCA

from core.inside.plane import plane

STATES = arrays(
    np.float64, st.tuples(st.integers(1, 12), st.integers(1, 6)), elements=st.floats(-1, 1, width=32)
)


def test_it_is_what_scikit_learn_finds():
    states = np.tanh(np.random.default_rng(0).normal(size=(60, 16)).cumsum(axis=0) / 4)
    found, reference = plane(states), PCA(2, svd_solver="full").fit(states)
    assert found.shares == pytest.approx(reference.explained_variance_ratio_, abs=1e-12)
    np.testing.assert_allclose(np.abs(found.points), np.abs(reference.transform(states)), atol=1e-10)


@given(STATES)
def test_no_two_steps_are_further_apart_than_their_states_and_shares_are_shares(states):
    found = plane(states)
    assert found.points.shape == (len(states), 2) and np.isfinite(found.points).all()
    flat = np.linalg.norm(found.points[:, None] - found.points, axis=-1)
    whole = np.linalg.norm(states[:, None] - states, axis=-1)
    assert (flat <= whole + 1e-9).all()
    first, second = found.shares
    assert 0 <= second <= first + 1e-12 and first + second <= 1 + 1e-9


@given(STATES.filter(lambda states: states.shape[1] <= 2))
def test_of_two_units_nothing_is_lost(states):
    flat = np.linalg.norm(np.diff(plane(states).points, axis=0), axis=1)
    np.testing.assert_allclose(flat, np.linalg.norm(np.diff(states, axis=0), axis=1), atol=1e-9)
