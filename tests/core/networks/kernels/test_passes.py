"""Compiled passes compute what the step function does, whatever the sizes; a new cell has them for free."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("llvmlite")

import ctypes  # noqa: E402

from llvmlite import ir  # noqa: E402

from core.cells import CELLS  # noqa: E402
from core.cells.graph import NotCovered, read_step  # noqa: E402
from core.cells.steps import steps_of, terms, total  # noqa: E402
from core.networks.kernels import mathematics  # noqa: E402
from core.networks.kernels.called import Called, add_rows  # noqa: E402
from core.networks.kernels.check import example, largest_error, rows_error  # noqa: E402
from core.networks.kernels.code import Code  # noqa: E402
from core.networks.kernels.compiled import Source, machine_code, this_processor  # noqa: E402
from core.networks.kernels.layout import Layout  # noqa: E402

pytestmark = [pytest.mark.keras, pytest.mark.skipif(this_processor() is None, reason="no vectors")]
SIZES = st.tuples(st.integers(1, 33), st.integers(1, 20), st.integers(1, 70), st.integers(1, 48))
FAST = [cell.name for cell in CELLS.values() if cell.fast]


def passes(steps, activation, folder, *, masked=False):
    layout = Layout(read_step(steps, activation), this_processor())
    return Called(layout, masked=masked, folder=folder)


@pytest.mark.parametrize(("activation", "masked"), [("tanh", False), ("tanh", True), ("relu", False)])
@pytest.mark.parametrize("name", FAST)
def test_outputs_and_gradients_are_those_of_the_step_function(name, activation, masked, folder):
    cell, steps = CELLS[name], steps_of(CELLS[name])
    called = passes(steps, activation, folder, masked=masked)

    @settings(max_examples=10)
    @given(SIZES)
    def law(sizes):
        of = example(steps, cell.shapes, masked=masked, sizes=sizes)
        assert largest_error(called, steps, activation, of) < 1e-4

    law()


def test_a_toy_cell_of_two_blocks_has_passes_without_a_line_of_its_own(folder):
    def step(x, state, weights, functions):
        """A gate says how much of a candidate, and of a second state that decays, is taken."""
        products = {"x": x @ weights.kernel, "h": state["h"] @ weights.recurrent, "b": weights.bias}
        now = terms(("g", "n"), functions, **products)
        g, n = functions.sigmoid(total(now, "g")), functions.activation(total(now, "n"))
        s = 0.5 * state["s"] + n
        return {"h": g * n + (1 - g) * functions.activation(s), "s": s}

    toy = SimpleNamespace(BLOCKS=("g", "n"), STATES=("h", "s"), step=step)
    for masked in (False, True):
        of = example(toy, lambda m, n: ((m, 2 * n), (n, 2 * n), (2 * n,)), masked=masked)
        assert largest_error(passes(toy, "tanh", folder, masked=masked), toy, "tanh", of) < 1e-4


def test_the_self_test_sees_a_cell_that_is_another(folder):
    steps = steps_of(CELLS["gru"])
    of = example(steps, CELLS["gru"].shapes, masked=False)
    assert largest_error(passes(steps, "relu", folder), steps, "tanh", of) > 1e-3


def test_a_cell_with_a_product_inside_is_not_covered():
    with pytest.raises(NotCovered):
        read_step(steps_of(CELLS["mgu"]), "tanh")


def test_tanh_and_sigmoid_are_as_good_as_single_precision_and_let_nan_through():
    lanes = this_processor().lanes
    module = ir.Module("bent")
    for name, function in (("tanh", mathematics.tanh), ("sigmoid", mathematics.sigmoid)):
        code = Code(module, f"{name}_of_all", lanes, count="whole", source="place", into="place")
        with code.loop(0, code.given["count"], lanes) as i:
            (code.given["into"] + i).put(function((code.given["source"] + i).vector()))
        code.done()
    engine = machine_code([Source("bent", lambda: module)])
    x = np.concatenate([np.linspace(-100, 100, 400_000), np.geomspace(1e-30, 10, 99_984), [0.0] * 8])
    x = np.append(x, [np.nan, np.inf, -np.inf, -0.0, 1e30, -1e30, 88.0, -88.0]).astype(np.float32)
    truth = {
        "tanh": np.tanh(x.astype(float)),
        "sigmoid": 1 / (1 + np.exp(-np.clip(x.astype(float), -700, 700))),
    }
    for name, wanted in truth.items():
        found = np.zeros_like(x)
        function = ctypes.CFUNCTYPE(None, ctypes.c_int64, ctypes.c_void_p, ctypes.c_void_p)
        function(engine.get_function_address(f"{name}_of_all"))(len(x), x.ctypes.data, found.ctypes.data)
        assert np.isnan(found[np.isnan(x)]).all()
        assert np.nanmax(np.abs(found - wanted)) <= 2e-7


def test_nan_passes_through_a_pass(folder):
    steps = steps_of(CELLS["lstm"])
    of = example(steps, CELLS["lstm"].shapes, masked=False)
    of.x[0, 2] = np.nan
    hidden = passes(steps, "tanh", folder).forward(of).hidden
    assert (
        np.isnan(hidden[0, 2:]).all() and np.isfinite(hidden[1:]).all() and np.isfinite(hidden[0, :2]).all()
    )


@settings(max_examples=30)
@given(st.integers(0, 60), st.integers(1, 40), st.integers(1, 9), st.floats(0.001, 10))
def test_an_embeddings_gradient_is_the_sum_of_each_words_rows(times, columns, count, factor):
    random = np.random.default_rng(times + columns)
    rows = random.normal(size=(times, columns)).astype(np.float32)
    words = random.integers(0, count, times).astype(np.int32)
    total, excess = add_rows(this_processor(), rows, words, count, factor)
    wanted, squares = np.zeros((count, columns)), np.zeros((count, columns))
    np.add.at(wanted, words, rows)
    np.add.at(squares, words, rows.astype(float) ** 2)
    np.testing.assert_allclose(total, wanted, rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(excess, factor * (squares - wanted**2), rtol=1e-4, atol=1e-4 * factor)


def test_the_self_test_of_an_embeddings_gradient_succeeds(folder):
    assert rows_error(this_processor(), folder) < 1e-5
