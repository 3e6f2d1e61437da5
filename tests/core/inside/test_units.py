"""What is worth looking at is what it is said to be."""

import numpy as np
import pytest
from scipy.cluster.hierarchy import leaves_list, linkage

from core.inside.marks import telling_unit
from core.inside.units import by_similarity, most_moving, saturation
from core.store.array_text import arrays_of, as_text


def test_a_gate_is_saturated_below_a_tenth_and_above_nine_tenths():
    gate = np.array([[0.05, 0.5], [0.95, 0.95]])
    assert saturation(gate) == [0.25, 0.5]


def test_the_units_that_vary_most_are_kept_in_their_own_order():
    steps = np.arange(9.0)[:, None]
    states = np.sin(steps) * np.array([[0.1, 3.0, 0.0, 2.0]])
    assert most_moving(states, 2).tolist() == [1, 3]
    assert most_moving(states, 4).tolist() == [0, 1, 2, 3]


def test_units_that_behave_alike_stand_together():
    steps = np.arange(20.0)[:, None]
    up, down = np.tanh(steps / 9), -np.tanh(steps / 9)
    states = np.hstack([up, down, 1.01 * up, 1.01 * down])
    order = by_similarity(states).tolist()
    assert {frozenset(order[:2]), frozenset(order[2:])} == {frozenset({0, 2}), frozenset({1, 3})}
    expected = leaves_list(linkage(states.T, method="average", optimal_ordering=True))
    assert order == expected.tolist() and by_similarity(states[:, :1]).tolist() == [0]


@pytest.mark.parametrize("size", [1e-6, 1.0, 5e4])
def test_packed_arrays_come_back_in_full_single_precision(size):
    values = size * np.random.default_rng(1).normal(size=(7, 5))
    found = arrays_of(as_text({"a/h": values, "units": np.array([3, 400])}))
    np.testing.assert_array_equal(found["a/h"], values.astype(np.float32))
    assert found["a/h"].dtype == np.float32 and found["units"].tolist() == [3, 400]


def test_the_unit_that_tells_marked_steps_best_is_found_with_its_means():
    gate = np.array([[0.2, 0.1, 0.5], [0.3, 0.9, 0.5], [0.2, 0.3, 0.5], [0.3, 0.7, 0.6]])
    assert telling_unit(gate, np.array([1, 3])) == pytest.approx((1, 0.8, 0.2))
