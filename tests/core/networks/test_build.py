"""Networks begin with the weights that a spec asks for."""

import numpy as np
import pytest

from core.cells import CELLS
from core.specs import ModelSpec

keras = pytest.importorskip("keras")
pytestmark = pytest.mark.keras
UNITS = 5


def layer(cell, kernel="standard", **model):
    from core.networks.build import many_to_one

    shape = {"units": UNITS, "lookback": 4, "columns": 2, "outputs": 1}
    return many_to_one(CELLS[cell], ModelSpec(**model), **shape, kernel=kernel, seed=1).layers[0]


@pytest.mark.parametrize("cell", CELLS)
def test_identity_lets_each_block_pass_the_state_on(cell):
    weights = np.asarray(layer(cell, recurrent_initializer="identity").cell.recurrent_kernel)
    for block in np.split(weights, CELLS[cell].blocks, axis=1):
        np.testing.assert_array_equal(block, np.eye(UNITS))


@pytest.mark.parametrize("cell", CELLS)
def test_orthogonal_weights_keep_lengths_and_glorots_do_not(cell):
    turn = np.asarray(layer(cell).cell.recurrent_kernel)
    np.testing.assert_allclose(turn @ turn.T, np.eye(UNITS), atol=1e-6)
    drawn = np.asarray(layer(cell, recurrent_initializer="glorot").cell.recurrent_kernel)
    assert np.abs(drawn @ drawn.T - np.eye(UNITS)).max() > 0.05


@pytest.mark.parametrize("forget_bias", [True, False])
def test_the_forget_gate_begins_open_or_half_open(forget_bias):
    bias = np.asarray(layer("lstm", forget_bias=forget_bias).cell.bias)
    _, forget, _, _ = np.split(bias, 4)
    np.testing.assert_array_equal(forget, np.full(UNITS, float(forget_bias)))
    assert bias.sum() == UNITS * forget_bias
