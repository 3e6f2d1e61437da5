"""The passes as TensorFlow's operations: whatever they are handed gives an answer or an error, no crash."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("llvmlite")
pytest.importorskip("tensorflow")

import tensorflow as tf  # noqa: E402

from core.cells import CELLS  # noqa: E402
from core.cells.steps import steps_of  # noqa: E402
from core.networks.kernels import backward_operation, compiled, forward_operation  # noqa: E402
from core.networks.kernels.check import example  # noqa: E402
from core.networks.kernels.compiled import this_processor  # noqa: E402
from core.networks.kernels.native import native, registered  # noqa: E402
from core.networks.kernels.native_rows import registered_rows  # noqa: E402
from core.networks.kernels.registry import invoke  # noqa: E402
from core.networks.kernels.rows_operation import INPUTS, OUTPUTS  # noqa: E402

pytestmark = [pytest.mark.keras, pytest.mark.skipif(this_processor() is None, reason="no vectors")]
FAST = [cell.name for cell in CELLS.values() if cell.fast]
SIZES = (4, 3, 2, 5)
REFUSED = (tf.errors.InvalidArgumentError, tf.errors.ResourceExhaustedError)
FORKED = """
import os, sys
from core.networks.kernels.native import native
from pathlib import Path
found = native("gru", "tanh", masked=False, folder=Path(sys.argv[1]))
child = os.fork()
if not child:
    import tensorflow as tf
    sizes = [(3, 4, 2), (2, 15), (5, 15), (30,), (1, 3, 5), (0, 0)]
    states, _ = found.forward([tf.ones(size) for size in sizes])
    os._exit(0 if abs(float(states[0, 0, 0, 0]) - 1) < 1e-6 and float(states[0, 1, 0, 0]) < 1 + 1e-6 else 1)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def given_forward(name, sizes=SIZES, *, masked=False):
    """Tensors that fit each other."""
    of = example(steps_of(CELLS[name]), CELLS[name].shapes, masked=masked, sizes=sizes)
    mask = np.zeros((0, 0), np.float32) if of.mask is None else of.mask
    return [tf.constant(one) for one in (of.x, of.kernel, of.recurrent, of.bias.reshape(-1), of.states, mask)]


def given_backward(found, forward):
    x, kernel, recurrent, _, states, mask = forward
    all_states, kept = found.forward(forward)
    at_outputs = tf.ones([*x.shape[:2], recurrent.shape[0]])
    return [x, kernel, recurrent, mask, all_states, kept, at_outputs, tf.ones_like(states)]


def both_ways(found, forward):
    """All answers of both operations."""
    backward = given_backward(found, forward)
    return [*backward[4:6], *found.backward(backward, to_inputs=True)]


def misfits(shape, free=None):
    """Other shapes: one more or less along each axis but a free one, one axis more, one less, none."""
    for axis, size in enumerate(shape):
        for other in {max(size - 1, 0), size + 1} - {size}:
            if axis != free:
                yield [*shape[:axis], other, *shape[axis + 1 :]]
    yield from ([*shape, 1], shape[1:], [])


@pytest.mark.parametrize("masked", [False, True])
@pytest.mark.parametrize("way", ["forward", "backward"])
@pytest.mark.parametrize("name", FAST)
def test_a_tensor_that_does_not_fit_is_refused(name, way, masked, folder):
    found = native(name, "tanh", masked=masked, folder=folder)
    fitting = given_forward(name, masked=masked)
    if way == "backward":
        fitting = given_backward(found, fitting)
    names = forward_operation.INPUTS if way == "forward" else backward_operation.INPUTS
    free = way == "forward" and not masked  # as many steps as anyone likes
    for place, tensor in enumerate(fitting):
        if names[place] == "mask" and not masked:
            continue  # nobody reads it
        for shape in misfits(list(tensor.shape), free=1 if names[place] == "x" and free else None):
            wrong = [tf.ones(shape) if i == place else one for i, one in enumerate(fitting)]
            with pytest.raises(REFUSED):
                if way == "forward":
                    found.forward(wrong)
                else:
                    found.backward(wrong, to_inputs=True)


@pytest.mark.parametrize("name", FAST)
def test_any_tensors_are_answered_or_refused(name, folder):
    found = native(name, "tanh", masked=True, folder=folder)
    shape = st.lists(st.integers(0, 6), max_size=5)
    number = st.sampled_from([0.0, -1.0, 1e-42, 3e38, np.inf, -np.inf, np.nan])

    @settings(max_examples=60)
    @given(st.lists(shape, min_size=8, max_size=8), number, st.booleans())
    def law(shapes, value, to_inputs):
        tensors = [tf.fill(one, tf.constant(value, tf.float32)) for one in shapes]
        for call in (
            lambda: found.forward(tensors[:6]),
            lambda: found.backward(tensors, to_inputs=to_inputs),
        ):
            try:
                call()
            except REFUSED:
                continue

    law()


@pytest.mark.parametrize("name", FAST)
def test_any_number_is_computed_with(name, folder):
    """What is not finite stays so, and stays in its example."""
    found = native(name, "tanh", masked=False, folder=folder)

    @settings(max_examples=20)
    @given(st.sampled_from([np.nan, np.inf, -np.inf, 3e38, 1e-42]), st.integers(0, SIZES[1] - 1))
    def law(value, step):
        tensors = given_forward(name)
        x = tensors[0].numpy()
        x[1, step, 0] = value
        hidden = found.forward([tf.constant(x), *tensors[1:]])[0][0, 1:, :, : SIZES[3]].numpy()
        assert np.isfinite(np.delete(hidden, 1, 1)).all()
        assert np.isfinite(hidden[:step, 1]).all()
        assert np.isnan(value) == np.isnan(hidden[step:, 1]).all()

    law()


@pytest.mark.parametrize("sizes", [(0, 3, 2, 5), (4, 0, 2, 5), (4, 3, 0, 5), (1, 1, 1, 1)])
@pytest.mark.parametrize("name", FAST)
def test_nothing_is_a_size_too(name, sizes, folder):
    found = native(name, "tanh", masked=False, folder=folder)
    rows, steps, columns, units = sizes
    forward = [tf.ones([rows, steps, columns]), *given_forward(name, (1, 1, max(columns, 1), units))[1:4]]
    forward[1] = forward[1][:columns]
    count = len(steps_of(CELLS[name]).STATES)
    forward += [tf.ones([count, rows, units]), tf.zeros([0, 0])]
    states, _, at_x, at_kernel, at_recurrent, at_bias, at_states = both_ways(found, forward)
    assert states.shape[:3] == (count, steps + 1, rows) and at_x.shape[:2] == (rows, steps)
    assert at_kernel.shape == forward[1].shape and at_recurrent.shape == forward[2].shape
    if not rows * steps:
        assert not np.any(at_kernel) and not np.any(at_recurrent) and not np.any(at_bias)
    if not steps:
        np.testing.assert_array_equal(at_states, np.ones((count, rows, units)))


def test_threads_do_not_disturb_each_other(folder):
    found = native("lstm", "tanh", masked=False, folder=folder)
    given = [given_forward("lstm", (rows, 9, 3, units)) for rows in (1, 7, 16) for units in (5, 16, 40)]
    alone = [both_ways(found, one) for one in given]
    with ThreadPoolExecutor(8) as pool:
        beside = list(pool.map(lambda one: both_ways(found, one), given * 6))
    for place, answers in enumerate(beside):
        for one, other in zip(answers, alone[place % len(given)], strict=True):
            np.testing.assert_array_equal(one, other)


def test_two_versions_live_side_by_side(folder, monkeypatch):
    forward, found = given_forward("gru", (7, 6, 3, 40)), []
    for number in range(2):
        monkeypatch.setattr(compiled, "version", lambda number=number: f"version {number}")
        found.append(registered("gru", steps_of(CELLS["gru"]), "tanh", masked=False, folder=folder))
    assert found[0].name != found[1].name
    for one, other in zip(*(both_ways(version, forward) for version in found), strict=True):
        np.testing.assert_array_equal(one, other)


def test_an_operation_survives_a_fork(folder):
    subprocess.run([sys.executable, "-c", FORKED, str(folder)], check=True, timeout=120)


def test_words_that_an_embedding_does_not_have_and_rows_that_do_not_fit_are_refused(folder):
    name = registered_rows(folder)

    def rows(times=4, columns=3, words=(0, 5, 1, 5), embedding=(6, 3), factor=(1,)):
        given = [
            tf.ones([times, columns]),
            tf.constant(words, tf.int32),
            tf.zeros(embedding),
            tf.ones(factor),
        ]
        return invoke(name, INPUTS, OUTPUTS, given)

    total, excess = rows()
    np.testing.assert_array_equal(total[:, 0], [1, 1, 0, 0, 0, 2])
    np.testing.assert_array_equal(excess[:, 2], [0, 0, 0, 0, 0, -2])
    assert not np.any(rows(times=0, words=())[0])
    for wrong in (
        {"words": (0, 6, 1, 5)}, {"words": (0, -1, 1, 5)}, {"words": (0, 1)}, {"times": 5}, {"columns": 2},
        {"embedding": (6, 4)}, {"embedding": (6,)}, {"factor": (2,)}, {"factor": ()}, {"embedding": (0, 3)},
    ):  # fmt: skip
        with pytest.raises(REFUSED):
            rows(**wrong)
