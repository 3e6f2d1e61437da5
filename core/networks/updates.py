"""One update of a network's weights on TensorFlow: Adam as Keras has it, in one operation per variable.

Keras writes an update of Adam as a dozen operations, each of which goes through memory by itself. TensorFlow
has the same equations (Kingma & Ba 2015, section 2, with the order of computation changed at its end) in one.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import keras
import tensorflow as tf

from core.networks.native_layer import rows

Tensor = Any


def update(network: keras.Model, gradients: Sequence[Any]) -> None:
    """Apply the gradients at the trainable variables as the network's optimizer does."""
    optimizer, variables = network.optimizer, network.trainable_variables
    if not _plain(optimizer):
        optimizer.apply(gradients, variables)
        return
    betas = [tf.constant(beta, tf.float32) for beta in (optimizer.beta_1, optimizer.beta_2)]
    step = tf.cast(optimizer.iterations.value + 1, tf.float32)
    settings = {
        "lr": tf.cast(optimizer.learning_rate.value, tf.float32),
        "beta1": betas[0],
        "beta2": betas[1],
        "beta1_power": tf.pow(betas[0], step),
        "beta2_power": tf.pow(betas[1], step),
        "epsilon": tf.constant(optimizer.epsilon, tf.float32),
    }
    for variable, gradient in zip(variables, gradients, strict=True):
        place = optimizer._get_variable_index(variable)
        first, second = (kept[place].value for kept in (optimizer._momentums, optimizer._velocities))
        gradient = _clipped(gradient, optimizer.clipnorm)
        if isinstance(gradient, tf.IndexedSlices):
            gradient = _added_up(gradient, variable.value, second, betas[1])
        handles = {"var": variable.value.handle, "m": first.handle, "v": second.handle}
        tf.raw_ops.ResourceApplyAdam(**handles, **settings, grad=gradient)
    optimizer.iterations.assign_add(1)


def _plain(optimizer: Any) -> bool:
    """Whether it is Adam, and nothing but the norm of each gradient is asked of it."""
    if type(optimizer) is not keras.optimizers.Adam:
        return False
    others = (
        optimizer.amsgrad,
        optimizer.weight_decay,
        optimizer.clipvalue,
        optimizer.global_clipnorm,
        optimizer.use_ema,
        optimizer.loss_scale_factor,
        optimizer.gradient_accumulation_steps,
    )
    return not any(others)


def _clipped(gradient: Any, most: float | None) -> Any:
    """A gradient no longer than so much.

    An embedding's comes as rows, one for each time that a word stands there; as in Keras its length is that
    of all rows, before those of the same word are added up.
    """
    if not most:
        return gradient
    values = gradient.values if isinstance(gradient, tf.IndexedSlices) else gradient
    values = values * (most / tf.maximum(tf.sqrt(2.0 * tf.nn.l2_loss(values)), most))
    if isinstance(gradient, tf.IndexedSlices):
        return tf.IndexedSlices(values, gradient.indices, gradient.dense_shape)
    return values


def _added_up(gradient: Any, embedding: Any, second: Any, beta: Tensor) -> Tensor:
    """The sum of each word's rows, (words, columns).

    Keras' second moment is that of the rows, not of their sum. So that the operation, which squares the sum,
    leaves it there, what it will add too much is taken away beforehand.
    """
    missing = (1.0 - beta) / beta
    if native := rows():
        native_rows = import_module("core.networks.kernels.native_rows")
        total, excess = native_rows.added_up(native, gradient, embedding, missing)
    else:
        total, squares = (
            tf.math.unsorted_segment_sum(of, gradient.indices, gradient.dense_shape[0])
            for of in (gradient.values, tf.square(gradient.values))
        )
        excess = (squares - tf.square(total)) * missing
    second.assign_add(excess)
    return total
