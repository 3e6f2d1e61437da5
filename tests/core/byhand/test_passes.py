"""The small layer agrees with the cells' own steps, and its gradients with differences."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.byhand.passes import Passes
from core.cells import CELLS
from core.cells.steps import Weights, numpy_functions, steps_of

COVERED = [cell.name for cell in CELLS.values() if cell.fast]
NEAR = 1e-6


def example(cell, units, steps, seed, batch=3, inputs=2):
    random = np.random.default_rng(seed)
    weights = Weights(*(random.normal(size=shape) / 2 for shape in CELLS[cell].shapes(inputs, units)))
    return random.normal(size=(batch, steps, inputs)), weights, random.normal(size=(steps, batch, units))


@pytest.mark.parametrize("cell", COVERED)
@settings(deadline=None, max_examples=10)
@given(units=st.integers(1, 5), steps=st.integers(1, 7), seed=st.integers(0, 99))
def test_states_are_those_of_the_cells_own_step(cell, units, steps, seed):
    x, weights, _ = example(cell, units, steps, seed)
    module, functions = steps_of(CELLS[cell]), numpy_functions("tanh")
    state = {name: np.zeros((len(x), units)) for name in module.STATES}
    found = Passes(CELLS[cell]).forwards(x, weights).states
    for at in range(steps):
        state = module.step(x[:, at], state, weights, functions)
        np.testing.assert_allclose(found[at], state["h"], atol=1e-12)


@pytest.mark.parametrize("cell", COVERED)
@settings(deadline=None, max_examples=6)
@given(units=st.integers(1, 3), steps=st.integers(1, 5), seed=st.integers(0, 99))
def test_gradients_are_what_differences_say(cell, units, steps, seed):
    x, weights, change = example(cell, units, steps, seed)
    passes = Passes(CELLS[cell])

    def loss(given):
        return float((passes.forwards(x, given).states * change).sum())

    found = passes.backwards(x, weights, passes.forwards(x, weights), change)
    for name in Weights._fields:
        gradient, values = getattr(found, name), getattr(weights, name)
        for place in np.ndindex(values.shape):
            nudge = np.zeros_like(values)
            nudge[place] = NEAR
            more, less = (loss(weights._replace(**{name: values + sign * nudge})) for sign in (1, -1))
            assert gradient[place] == pytest.approx((more - less) / (2 * NEAR), rel=1e-5, abs=1e-6)
