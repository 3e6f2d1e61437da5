"""A cell by hand is the table's: the same step, every dial where a layer keeps it, slopes as they are."""

import numpy as np
import pytest

from core.byhand.cell import FUNCTIONS, course, dials, reach, weights_of
from core.cells import CELLS
from core.cells.steps import Weights, steps_of

INPUTS = np.array([0.3, -1.0, 0.0, 2.0, 0.5, -0.7])


def random_settings(cell, units, seed=0):
    random = np.random.default_rng(seed)
    return {dial.name: float(random.normal()) for dial in dials(cell, units)}


@pytest.mark.parametrize("name", CELLS)
@pytest.mark.parametrize("units", [1, 3])
def test_it_walks_as_the_step_of_its_cell_does(name, units):
    cell, steps = CELLS[name], steps_of(CELLS[name])
    settings = random_settings(cell, units)
    one = range(1, units + 1)
    kernel = np.array([[settings[f"W.{block}.{unit}"] for block in steps.BLOCKS for unit in one]])
    recurrent = np.array(
        [[settings[f"U.{block}.{unit}.{from_}"] for block in steps.BLOCKS for unit in one] for from_ in one]
    )
    bias = np.array([settings[f"b.{block}.{unit}"] for block in steps.BLOCKS for unit in one])
    weights = Weights(kernel, recurrent, bias if cell.biases == 1 else np.stack([bias, 0 * bias]))
    assert sum(map(np.size, weights)) == cell.weights(1, units)
    walked = course(cell, weights_of(cell, units, settings), INPUTS)
    state = {state: np.zeros((1, units)) for state in steps.STATES}
    for step, value in enumerate(INPUTS):
        now = steps.step(np.array([[value]]), state, weights, FUNCTIONS)
        for part, found in now.items():
            np.testing.assert_array_equal(walked.at(step)[part], found)
        for state_name, before in state.items():
            np.testing.assert_array_equal(walked.at(step)[f"{state_name}_before"], before)
        state = {state_name: now[state_name] for state_name in steps.STATES}


def test_the_gradient_of_a_plain_unit_is_the_product_of_its_slopes():
    settings = {"W.h.1": 0.8, "U.h.1.1": 1.1, "b.h.1": 0.1}
    walked = course(CELLS["rnn"], weights_of(CELLS["rnn"], 1, settings), INPUTS)
    slopes = 1.1 * (1 - walked.over_time("h")[:, 0] ** 2)
    np.testing.assert_allclose(reach(walked), [*np.cumprod(slopes[:0:-1])[::-1], 1.0], rtol=1e-8)


@pytest.mark.parametrize("name", CELLS)
def test_how_far_a_gradient_reaches_is_what_a_nudge_of_the_memory_does_to_the_end(name):
    cell, steps, at, nudge = CELLS[name], steps_of(CELLS[name]), 2, 1e-6
    weights = weights_of(cell, 2, random_settings(cell, 2, seed=1))
    walked, ends = course(cell, weights, INPUTS), []
    memory = walked.memory
    for unit in range(2):
        for sign in (1, -1):
            state = {name: walked.computed[at][name].copy() for name in steps.STATES}
            state[memory][0, unit] += sign * nudge
            for value in INPUTS[at + 1 :]:
                now = steps.step(np.array([[value]]), state, weights, FUNCTIONS)
                state = {name: now[name] for name in steps.STATES}
            ends.append(state[memory][0])
    jacobian = np.array([ends[0] - ends[1], ends[2] - ends[3]]) / (2 * nudge)
    assert reach(walked)[at] == pytest.approx(np.linalg.norm(jacobian, 2), rel=1e-6)


def test_a_gate_that_is_held_stands_still_whatever_is_read():
    cell = CELLS["lstm"]
    settings = random_settings(cell, 2)
    walked = course(cell, weights_of(cell, 2, settings, {"f": 0.9, "o": 0.0}), INPUTS)
    np.testing.assert_allclose(walked.over_time("f"), 0.9)
    assert walked.over_time("o").max() < 1e-3 and np.ptp(walked.over_time("i")) > 0.1
