"""The loss gradient at each state, against what finite differences and written-out equations give."""

import numpy as np
import pytest

from core.cells import CELLS
from core.networks.build import many_to_one
from core.specs import ModelSpec

pytestmark = pytest.mark.keras
STEPS, UNITS = 6, 4


def network(cell, kernel="standard", **model):
    wanted = {"units": UNITS, "lookback": STEPS, "columns": 2, "outputs": 1, "kernel": kernel, "seed": 3}
    return many_to_one(CELLS[cell], ModelSpec(**model), **wanted)


def squared(answers):
    return (answers[:, 0] - 0.5) ** 2


def inputs(examples=3):
    return np.random.default_rng(0).normal(size=(examples, STEPS, 2)).astype("float32")


def continued(built, x, state, start):
    """The loss of one example whose states after step `start` are given."""
    layer, dense = built.layers
    h = state
    for step in range(start + 1, STEPS):
        _, h = layer.cell(x[:, step], h)
    return float(squared(dense(h[0]))[0])


@pytest.mark.parametrize("cell", CELLS)
def test_equals_what_a_nudge_of_the_state_does_to_the_loss(cell):
    from core.inside.state_gradients import state_gradients

    built, x, step, nudge = network(cell), inputs(1), 3, 1e-2
    (found,) = state_gradients(built, x, squared)
    state = built.layers[0].get_initial_state(1)
    for t in range(step + 1):
        _, state = built.layers[0].cell(x[:, t], state)
    base = [np.asarray(value) for value in state]
    slopes = []
    for unit in range(UNITS):
        ends = []
        for sign in (1, -1):
            moved = [base[0].copy(), *base[1:]]
            moved[0][0, unit] += sign * nudge
            ends.append(continued(built, x, moved, step))
        slopes.append((ends[0] - ends[1]) / (2 * nudge))
    assert found.hidden[0, step] == pytest.approx(np.linalg.norm(slopes), rel=2e-3)


@pytest.mark.parametrize("cell", CELLS)
def test_at_the_last_step_it_is_what_the_output_layer_hands_down(cell):
    from core.inside.state_gradients import state_gradients

    built, x = network(cell), inputs()
    (found,) = state_gradients(built, x, squared)
    weights = built.layers[-1].kernel.numpy()[:, 0]
    by_hand = np.abs(2 * (built(x).numpy()[:, 0] - 0.5)) * np.linalg.norm(weights)
    np.testing.assert_allclose(found.hidden[:, -1], by_hand, rtol=1e-4)
    assert found.hidden.shape == (3, STEPS)


def test_the_memory_of_an_lstm_follows_its_equations():
    """dL/dc_T = dL/dh_T o (1 - tanh(c_T)^2), Hochreiter & Schmidhuber 1997 with Gers et al. 2000."""
    from core.inside.state_gradients import state_gradients

    built, x = network("lstm"), inputs(1)
    (found,) = state_gradients(built, x, squared)
    layer, dense = built.layers
    state = layer.get_initial_state(1)
    for t in range(STEPS):
        before, (_, state) = state, layer.cell(x[:, t], state)
    columns = (
        x[:, -1] @ layer.cell.kernel.numpy() + np.asarray(before[0]) @ layer.cell.recurrent_kernel.numpy()
    )
    opened = 1 / (1 + np.exp(-(columns + layer.cell.bias.numpy())))[:, 3 * UNITS :]
    at_hidden = 2 * (dense(state[0]).numpy() - 0.5) * dense.kernel.numpy().T
    at_memory = at_hidden * opened * (1 - np.tanh(np.asarray(state[1])) ** 2)
    assert found.cell is not None
    assert found.cell[0, -1] == pytest.approx(np.linalg.norm(at_memory), rel=1e-4)


def test_only_cells_with_a_memory_of_their_own_have_its_gradients():
    from core.inside.state_gradients import state_gradients

    has = {cell: state_gradients(network(cell), inputs(), squared)[0].cell is not None for cell in CELLS}
    assert has == {"rnn": False, "lstm": True, "gru": False}


def test_fast_layers_give_the_same():
    from core.inside.state_gradients import state_gradients

    stock, fast = network("gru"), network("gru", "fast")
    fast.set_weights(stock.get_weights())
    for one, other in zip(
        state_gradients(stock, inputs(), squared), state_gradients(fast, inputs(), squared), strict=True
    ):
        np.testing.assert_allclose(one.hidden, other.hidden, rtol=1e-5)


def test_every_layer_and_direction_has_its_own():
    from core.inside.state_gradients import state_gradients

    built = network("lstm", layers=2, bidirectional=True)
    found = state_gradients(built, inputs(), squared)
    assert [(one.layer, one.backwards) for one in found] == [(0, False), (0, True), (1, False), (1, True)]
    top = found[3]  # reads backwards: its last state is at the first step
    assert top.hidden[:, 0].min() > 0
    forwards = found[2]
    assert np.all(forwards.hidden[:, -1] > 0)


def test_the_answer_is_the_networks_own():
    from core.inside.state_gradients import _walk

    built, x = network("lstm", layers=2, bidirectional=True), inputs()
    np.testing.assert_allclose(_walk(built, x)[0].numpy(), built(x).numpy(), rtol=1e-5, atol=1e-6)
