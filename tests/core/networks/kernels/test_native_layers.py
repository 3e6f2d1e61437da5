"""Layers on the native passes answer, and learn, as the stock ones do."""

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("llvmlite")
if keras.backend.backend() != "tensorflow":
    pytest.skip("the native passes are TensorFlow's", allow_module_level=True)

import tensorflow as tf  # noqa: E402

from core.cells import CELLS  # noqa: E402
from core.networks import native_layer, recurrent  # noqa: E402
from core.networks.build import many_to_many, many_to_one  # noqa: E402
from core.networks.kernels.compiled import this_processor  # noqa: E402
from core.specs import ModelSpec  # noqa: E402

pytestmark = [
    pytest.mark.keras,
    pytest.mark.usefixtures("native_passes"),
    pytest.mark.skipif(this_processor() is None, reason="no vectors"),
]
FAST = [cell for cell in CELLS.values() if cell.fast]
SIZES = st.tuples(st.integers(1, 33), st.integers(1, 20), st.integers(1, 70), st.integers(1, 48))


def twins(name, sizes, **settings):
    """A stock layer and a native one with the same random weights, biases included."""
    batch, _, columns, units = sizes
    gated = {"use_cudnn": False} if name != "SimpleRNN" else {}
    given = {"units": units, "return_state": True, "seed": 3} | gated | settings
    found = [getattr(source, name)(**given) for source in (keras.layers, recurrent)]
    random = np.random.default_rng(1)
    for layer in found:
        layer.build((batch, None, columns))
    weights = [
        random.normal(size=weight.shape) / (columns + units) ** 0.5 for weight in found[0].get_weights()
    ]
    for layer in found:
        layer.set_weights(weights)
    found[1].way = "native"
    return found


def answers_and_gradients(layer, x, state, mask, training):
    with tf.GradientTape() as tape:
        tape.watch([x, *(state or [])])
        told = layer(x, initial_state=state, mask=mask, training=training)
        loss = sum(tf.reduce_sum(tf.sin(value * (place + 1.3))) for place, value in enumerate(told))
    at = [x, *(state or []), *(variable.value for variable in layer.trainable_variables)]
    return [*told, *tape.gradient(loss, at)]


def assert_agree(pair, sizes, *, state=False, mask=None, training=False, tolerance=1e-4):
    random = np.random.default_rng(2)
    batch, steps, columns, units = sizes
    x = tf.constant(random.normal(size=(batch, steps, columns)).astype("float32"))
    count = 2 if isinstance(pair[0], keras.layers.LSTM) else 1
    first = [tf.constant(random.normal(size=(batch, units)).astype("float32")) for _ in range(count)]
    found = [answers_and_gradients(layer, x, first if state else None, mask, training) for layer in pair]
    for stock, ours in zip(*found, strict=True):
        assert np.abs(stock - ours).max() <= tolerance * max(np.abs(stock).max(), 0.01)


@pytest.mark.parametrize("cell", FAST, ids=lambda cell: cell.name)
def test_answers_states_and_gradients_agree(cell):
    @settings(max_examples=8)
    @given(SIZES, st.booleans(), st.booleans(), st.booleans(), st.sampled_from(["", "masked", "relu"]))
    def law(sizes, every_step, backwards, state, how):
        pair = twins(
            cell.layer, sizes, return_sequences=every_step, go_backwards=backwards,
            activation="relu" if how == "relu" else "tanh",
        )  # fmt: skip
        mask = None
        if how == "masked":
            mask = np.random.default_rng(5).random(sizes[:2]) > 0.4
            mask[0] = False  # skipped altogether
        assert_agree(pair, sizes, state=state, mask=mask)

    law()


@pytest.mark.parametrize("cell", FAST, ids=lambda cell: cell.name)
def test_two_hundred_steps_agree(cell):
    sizes = (4, 200, 3, 17)
    assert_agree(twins(cell.layer, sizes, return_sequences=True), sizes)


@pytest.mark.parametrize("cell", FAST, ids=lambda cell: cell.name)
def test_dropout_silences_the_same_inputs_and_a_layer_may_have_no_bias(cell):
    sizes = (5, 6, 3, 9)
    assert_agree(twins(cell.layer, sizes, dropout=0.5, use_bias=False), sizes, training=True)


@pytest.mark.parametrize("cell", FAST, ids=lambda cell: cell.name)
@pytest.mark.parametrize(("every_step", "masked"), [(True, True), (False, False)])
def test_a_batch_shared_between_threads_is_the_batch(cell, every_step, masked, monkeypatch):
    monkeypatch.setattr(native_layer, "lanes", lambda batch, units: 2)
    sizes = (6, 7, 3, 9)
    keep = np.random.default_rng(5).random(sizes[:2]) > 0.4 if masked else None
    assert_agree(twins(cell.layer, sizes, return_sequences=every_step), sizes, state=True, mask=keep)


@pytest.mark.parametrize(
    "setting",
    [
        {"dtype": "float64"}, {"recurrent_dropout": 0.5}, {"unroll": True}, {"activation": "sigmoid"},
        {"reset_after": False},
    ],
    ids=str,
)  # fmt: skip
def test_what_is_not_covered_takes_another_way(setting, monkeypatch):
    def never(*_, **__):
        raise AssertionError("the native passes were used")

    monkeypatch.setattr(recurrent, "run_native", never)
    stock, ours = twins("GRU", (3, 5, 2, 4), **setting)
    x = np.random.default_rng(1).normal(size=(3, 5, 2)).astype(setting.get("dtype", "float32"))
    np.testing.assert_allclose(stock(x)[0], ours(x)[0], rtol=1e-5, atol=1e-6)


def test_without_native_passes_a_layer_takes_those_that_xla_compiles(monkeypatch):
    monkeypatch.setattr(recurrent, "passes", lambda *_: None)
    monkeypatch.setattr(recurrent, "run_native", None)
    assert_agree(twins("GRU", (3, 5, 2, 4)), (3, 5, 2, 4))


@pytest.mark.parametrize(("name", "build"), [("gru", "one"), ("lstm", "many")])
def test_networks_learn_the_same_on_native_and_standard_layers(name, build, monkeypatch):
    taken, walk = [], recurrent.run_native

    def counted(*given, reads_data, **how):
        taken.append(reads_data)
        return walk(*given, reads_data=reads_data, **how)

    @tf.function
    def step(network):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(network(x, training=True) ** 2)
        return loss, tape.gradient(loss, [variable.value for variable in network.trainable_variables])

    monkeypatch.setattr(recurrent, "run_native", counted)
    model = ModelSpec(units=5, layers=2, bidirectional=True)
    x = tf.constant(np.random.default_rng(3).normal(size=(6, 7, 2)).astype("float32"))
    found = []
    for kernel in ("standard", "native"):
        sizes = {"units": 5, "columns": 2, "outputs": 3, "kernel": kernel, "seed": 1}
        if build == "one":
            network = many_to_one(CELLS[name], model, lookback=7, **sizes)
        else:
            network = many_to_many(CELLS[name], model, length=7, answers=4, **sizes)
        loss, gradients = step(network)
        found.append([loss, *gradients])
    for stock, ours in zip(*found, strict=True):
        assert np.abs(stock - ours).max() <= 1e-4 * max(np.abs(stock).max(), 1e-6)
    assert (
        taken.count(True) >= 2 and taken.count(False) >= 2
    )  # both ways of the first layer, and of the second


def test_the_gradient_at_data_is_there_where_a_tape_watches_them():
    network = many_to_one(
        CELLS["lstm"], ModelSpec(), units=4, lookback=5, columns=2, outputs=1, kernel="native", seed=1
    )
    x = tf.constant(np.random.default_rng(3).normal(size=(3, 5, 2)).astype("float32"))
    with tf.GradientTape() as tape:
        tape.watch(x)
        loss = tf.reduce_sum(network(x))
    assert np.abs(tape.gradient(loss, x)).max() > 0


def test_integers_are_taken_as_keras_takes_them():
    stock, ours = twins("LSTM", (2, 4, 3, 5))
    x = np.random.default_rng(3).integers(0, 4, (2, 4, 3))
    np.testing.assert_allclose(stock(x)[0], ours(x)[0], rtol=1e-5, atol=1e-6)
