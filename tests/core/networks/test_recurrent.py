"""Our recurrent layers answer, and learn, as the stock ones do."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

keras = pytest.importorskip("keras")
if keras.backend.backend() != "tensorflow":
    pytest.skip("the written-out passes are TensorFlow's", allow_module_level=True)

import tensorflow as tf  # noqa: E402

from core.cells import CELLS  # noqa: E402
from core.networks import passes, recurrences, recurrent  # noqa: E402
from core.networks.build import compiled, many_to_one  # noqa: E402
from core.specs import ModelSpec, TrainingSpec  # noqa: E402
from core.tasks.sentiment.network import many_to_class  # noqa: E402
from core.tasks.sentiment.spec import SentimentSpec  # noqa: E402

pytestmark = pytest.mark.keras
FAST = [cell for cell in CELLS.values() if cell.fast]
LAYERS = [cell.layer for cell in FAST]
UNITS, BATCH, COLUMNS = 5, 4, 3


def pair(name, dtype, **settings):
    """A stock layer and ours with the same random weights, biases included."""
    gated = {"use_cudnn": False} if name != "SimpleRNN" else {}
    settings = {"units": UNITS, "dtype": dtype, "return_state": True, "seed": 3} | gated | settings
    twins = [getattr(source, name)(**settings) for source in (keras.layers, recurrent)]
    for layer in twins:
        layer.build((BATCH, None, COLUMNS))
    random = np.random.default_rng(1)
    weights = [random.normal(size=weight.shape) * 0.5 for weight in twins[0].get_weights()]
    for layer in twins:
        layer.set_weights(weights)
    return twins


def answers_and_gradients(layer, x, state, mask, training=False):
    """Outputs, final states, and the gradients at inputs, initial states and weights."""
    with tf.GradientTape() as tape:
        tape.watch([x, *(state or [])])
        told = layer(x, initial_state=state, mask=mask, training=training)
        told = told if isinstance(told, list | tuple) else [told]
        loss = sum(tf.reduce_sum(tf.sin(value * (place + 1.3))) for place, value in enumerate(told))
    at = [x, *(state or []), *(variable.value for variable in layer.trainable_variables)]
    return [*told, *tape.gradient(loss, at)]


def assert_agree(twins, dtype, steps, tolerance, *, state=False, mask=None, training=False):
    random = np.random.default_rng(2)
    x = tf.constant(random.normal(size=(BATCH, steps, COLUMNS)).astype(dtype))
    count = 2 if isinstance(twins[0], keras.layers.LSTM) else 1
    given = [tf.constant(random.normal(size=(BATCH, UNITS)).astype(dtype)) for _ in range(count)]
    found = [answers_and_gradients(layer, x, given if state else None, mask, training) for layer in twins]
    for stock, ours in zip(*found, strict=True):
        assert np.abs(stock - ours).max() <= tolerance * np.abs(stock).max()


@pytest.mark.parametrize("name", LAYERS)
@pytest.mark.parametrize(  # each pair of values
    ("activation", "every_step", "backwards"),
    [("tanh", True, True), ("tanh", False, False), ("relu", True, False), ("relu", False, True)],
)
def test_answers_states_and_gradients_agree(name, activation, every_step, backwards):
    twins = pair(name, "float64", activation=activation, return_sequences=every_step, go_backwards=backwards)
    assert_agree(twins, "float64", 9, 1e-9, state=every_step)


@pytest.mark.parametrize("name", LAYERS)
@pytest.mark.parametrize(("every_step", "zeroed"), [(True, True), (True, False), (False, False)])
def test_skipped_steps_leave_the_state_as_it_was(name, every_step, zeroed):
    mask = np.random.default_rng(5).random((BATCH, 9)) > 0.4
    mask[0] = False  # one example is skipped altogether
    mask[1, :3] = False
    twins = pair(name, "float64", return_sequences=every_step, zero_output_for_mask=zeroed)
    assert_agree(twins, "float64", 9, 1e-9, state=True, mask=mask)


@pytest.mark.parametrize("cell", FAST, ids=lambda cell: cell.name)
@pytest.mark.parametrize("pooling", ["last", "max"])
def test_masked_layers_both_ways_take_the_fast_way(cell, pooling, monkeypatch):
    taken, run = [], recurrent.run
    monkeypatch.setattr(recurrent, "run", lambda which, *given: taken.append(which) or run(which, *given))
    model, task = ModelSpec(units=4, bidirectional=True), SentimentSpec(pooling=pooling, embedding=3)
    many_to_class(cell, model, task, units=4, words=9, classes=2, kernel="fast", seed=1)(
        np.array([[2, 3, 0]])
    )
    assert {which.every_step for which in taken} == {pooling == "max"} and len(taken) >= 2


@pytest.mark.parametrize("name", LAYERS)
def test_single_precision_agrees_over_two_hundred_steps(name):
    assert_agree(pair(name, "float32", return_sequences=True), "float32", 200, 1e-4)


@pytest.mark.parametrize("name", LAYERS)
@pytest.mark.parametrize(("every_step", "masked"), [(True, True), (False, False)])
def test_a_batch_shared_between_threads_is_the_batch(name, every_step, masked, monkeypatch):
    monkeypatch.setattr(passes, "lanes", lambda batch, units: 2)
    keep = np.random.default_rng(5).random((BATCH, 7)) > 0.4 if masked else None
    assert_agree(
        pair(name, "float64", return_sequences=every_step), "float64", 7, 1e-9, state=True, mask=keep
    )


@settings(max_examples=6)
@given(
    name=st.sampled_from(list(recurrences.RECURRENCES)),
    every_step=st.booleans(),
    masked=st.booleans(),
    batch=st.integers(1, 64),
    units=st.integers(1, 48),
)
def test_compiled_passes_say_what_the_same_passes_say_uncompiled(name, every_step, masked, batch, units):
    """Compilers err, too: one did for a single shape, on processors of one kind."""
    random, steps, cell = np.random.default_rng(7), 4, recurrences.RECURRENCES[name]("tanh")
    columns = cell.gates * units

    def some(*shape, scale=0.5):
        return tf.constant(random.normal(size=shape, scale=scale).astype("float32"))

    which = passes.Pass(name, "tanh", every_step, masked)
    weights, bias = some(units, columns, scale=0.5 / units**0.5), some(units)
    state = tuple(some(batch, units) for _ in range(cell.states))
    keep = tf.constant(random.random((steps, batch)) > 0.4) if masked else None
    asked = (some(steps, batch, columns), weights, bias, state, keep)
    at = (some(steps, batch, units) if every_step else tf.zeros([0]), state)
    forward, backward = passes.compiled_passes(which)
    told, plain = forward(*asked), passes._forward(cell, which, *asked)
    told += backward(weights, plain[2], keep, *at)
    plain += passes._backward(cell, which, weights, plain[2], keep, *at)
    for one, other in zip(tf.nest.flatten(told), tf.nest.flatten(plain), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("name", LAYERS)
def test_dropout_silences_the_same_inputs(name):
    assert_agree(pair(name, "float64", dropout=0.5), "float64", 6, 1e-9, training=True)


@pytest.mark.parametrize("name", LAYERS)
@pytest.mark.parametrize(
    "setting",
    [{"activation": "sigmoid"}, {"recurrent_dropout": 0.5}, {"unroll": True}],
)
def test_a_setting_that_is_not_written_out_takes_the_stock_way(name, setting, monkeypatch):
    def never(*_):
        raise AssertionError("the written-out passes were used")

    monkeypatch.setattr(recurrent, "run", never)
    assert_agree(pair(name, "float64", **setting), "float64", 5, 1e-12)


@pytest.mark.parametrize("name", LAYERS)
@pytest.mark.parametrize("use_bias", [True, False])
def test_layers_without_bias_and_longer_inputs_need_nothing_new(name, use_bias):
    twins = pair(name, "float64", use_bias=use_bias)
    for steps in (1, 2, 7) if use_bias else (7,):
        assert_agree(twins, "float64", steps, 1e-9)


def test_a_gru_whose_reset_gate_comes_first_takes_the_stock_way():
    assert_agree(pair("GRU", "float64", reset_after=False), "float64", 5, 1e-12)


@pytest.mark.parametrize("cell", FAST, ids=lambda cell: cell.name)
@pytest.mark.parametrize(("layers", "bidirectional"), [(1, False), (2, True)])
def test_saved_weights_open_in_stock_keras_and_the_other_way_round(tmp_path, cell, layers, bidirectional):
    first = "identity" if bidirectional else "orthogonal"
    model = ModelSpec(units=4, layers=layers, bidirectional=bidirectional, recurrent_initializer=first)
    shape = {"units": 4, "lookback": 6, "columns": 2, "outputs": 3}
    x = np.random.default_rng(3).normal(size=(5, 6, 2)).astype("float32")
    ours = many_to_one(cell, model, **shape, kernel="fast", seed=1)
    stock = many_to_one(cell, model, **shape, kernel="standard", seed=2)
    ours.save_weights(tmp_path / "ours.weights.h5")
    stock.load_weights(tmp_path / "ours.weights.h5")
    np.testing.assert_allclose(ours(x), stock(x), rtol=1e-5, atol=1e-6)

    other = many_to_one(cell, model, **shape, kernel="standard", seed=3)
    other.save_weights(tmp_path / "stock.weights.h5")
    ours.load_weights(tmp_path / "stock.weights.h5")
    np.testing.assert_allclose(ours(x), other(x), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("cell", FAST, ids=lambda cell: cell.name)
def test_a_network_may_be_compiled_whole_around_our_layers(cell):
    x = np.random.default_rng(3).normal(size=(16, 6, 2)).astype("float32")
    losses = []
    for kernel in ("standard", "fast"):
        network = many_to_one(
            cell, ModelSpec(units=4), units=4, lookback=6, columns=2, outputs=1, kernel=kernel, seed=1
        )
        compiled(network, TrainingSpec())
        network.run_eagerly = kernel == "standard"  # ours is the one that is compiled
        losses.append(
            network.fit(x, x[:, -1, :1], batch_size=8, epochs=2, shuffle=False, verbose=0).history["loss"]
        )
    np.testing.assert_allclose(*losses, rtol=1e-4)


@pytest.mark.parametrize(
    ("threads", "batch", "units", "count"),
    [
        ("1", 256, 64, 1),
        ("2", 32, 32, 1),
        ("2", 32, 64, 2),
        ("2", 33, 64, 1),
        ("4", 64, 64, 4),
        ("2", None, 64, 1),
    ],
)
def test_a_batch_is_shared_where_each_thread_gets_enough_of_it(threads, batch, units, count, monkeypatch):
    monkeypatch.setenv("TF_NUM_INTEROP_THREADS", threads)
    assert passes.lanes(batch, units) == count
