"""Updates in one operation per variable are those of Keras' optimizers."""

import keras
import numpy as np
import pytest

if keras.backend.backend() != "tensorflow":
    pytest.skip("TensorFlow's updates", allow_module_level=True)

import tensorflow as tf  # noqa: E402

from core.networks import updates  # noqa: E402
from core.networks.updates import update  # noqa: E402

pytestmark = pytest.mark.keras


def network(optimizer):
    """One that reads words: its embedding's gradient comes as rows, some of them of the same word."""
    keras.utils.set_random_seed(4)
    layers = [keras.layers.Flatten(), keras.layers.Dense(4, "tanh"), keras.layers.Dense(2)]
    built = keras.Sequential([keras.Input((6,)), keras.layers.Embedding(9, 5), *layers])
    built.compile(optimizer, "mse")
    built.optimizer.build(built.trainable_variables)
    return built


def by_keras(built, gradients):
    built.optimizer.apply(gradients, built.trainable_variables)


def trained(built, apply, updates=5):
    words = tf.constant(np.random.default_rng(2).integers(0, 9, (updates, 3, 6)))
    for number, some in enumerate(words):
        built.optimizer.learning_rate = 0.01 / (number + 1)
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum((built(some) - 3.0) ** 2)
        apply(built, tape.gradient(loss, [variable.value for variable in built.trainable_variables]))
    return [np.array(one) for one in (*built.weights, *built.optimizer.variables)]


@pytest.mark.parametrize(
    "settings",
    [
        {}, {"clipnorm": 0.1}, {"clipnorm": 100.0}, {"beta_1": 0.5, "beta_2": 0.9, "epsilon": 1e-3},
        {"amsgrad": True}, {"weight_decay": 0.1}, {"clipvalue": 0.01}, {"global_clipnorm": 0.1},
        {"use_ema": True, "ema_overwrite_frequency": 2}, {"gradient_accumulation_steps": 2},
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("compiled", [True, False])
def test_adam_is_the_adam_of_keras(settings, compiled, monkeypatch):
    if not compiled:
        monkeypatch.setattr(updates, "rows", lambda: None)
    ours, stock = (network(keras.optimizers.Adam(**settings)) for _ in range(2))
    for mine, its in zip(trained(ours, update), trained(stock, by_keras), strict=True):
        np.testing.assert_allclose(mine, its, rtol=2e-4, atol=1e-6)


@pytest.mark.parametrize("words", [True, False])
def test_it_is_one_operation_per_variable(words, monkeypatch):
    built = network(keras.optimizers.Adam(clipnorm=1.0))
    monkeypatch.setattr(built.optimizer, "apply", None)
    gradients = [tf.ones_like(variable.value) for variable in built.trainable_variables]
    if words:
        gradients[0] = tf.IndexedSlices(tf.ones([2, 5]), tf.constant([1, 1]), tf.constant([9, 5]))
    before = built.get_weights()
    update(built, gradients)
    assert all(np.any(one != other) for one, other in zip(built.get_weights(), before, strict=True))


@pytest.mark.parametrize("name", ["SGD", "RMSprop"])
def test_other_optimizers_are_asked_themselves(name):
    ours, stock = (network(getattr(keras.optimizers, name)(clipnorm=1.0)) for _ in range(2))
    for mine, its in zip(trained(ours, update), trained(stock, by_keras), strict=True):
        np.testing.assert_array_equal(mine, its)
