"""The network."""

from itertools import count

import keras

from core.takehome.templates.choices import BIDIRECTIONAL
from core.takehome.templates.encoder import encoded
from core.takehome.templates.layers import recurrent
from core.takehome.templates.settings import CLIPNORM, LAYERS, LEARNING_RATE, OPTIMIZER
from core.tasks.panel.templates.choices import BESIDE, DECODED, PLANNED
from core.tasks.panel.templates.settings import HORIZON, LOSS
from core.tasks.panel.templates.windows import cut, some, training


def measured(truth, told):
    """The loss over the answers that were measured; a blank misses by nothing and counts for nothing."""
    known = keras.ops.logical_not(keras.ops.isnan(truth))
    share = keras.ops.mean(keras.ops.cast(known, told.dtype))
    errors = getattr(keras.losses, LOSS)(reduction="none")
    return errors(keras.ops.where(known, truth, told), told) / share


if DECODED:

    def decoded(inputs, seeds):
        """Hidden states at the steps to come: a decoder begins with the states where reading ended."""
        _, begun = encoded(inputs[0], seeds)
        each = inputs[-1]
        if BESIDE:
            repeated = keras.layers.RepeatVector(HORIZON)(inputs[1])
            each = keras.layers.Concatenate()([each, repeated])
        for first in begun:
            each = recurrent(seeds, True)(each, initial_state=first)
        return each
else:
    HEAD, SECOND = 64, 32  # numbers in the layers behind the recurrent ones

    def dense(numbers, seeds):
        """A layer of rectified numbers."""
        glorot = keras.initializers.GlorotUniform(seed=next(seeds))
        return keras.layers.Dense(numbers, "relu", kernel_initializer=glorot)

    def state_of(values, seeds):
        """The last hidden state of a stack of recurrent layers."""
        for depth in range(LAYERS):
            every_step = depth < LAYERS - 1
            if BIDIRECTIONAL:
                forwards = recurrent(seeds, every_step)
                backwards = recurrent(seeds, every_step, go_backwards=True)
                both = keras.layers.Bidirectional(forwards, backward_layer=backwards)
                both.forward_layer.cell.seed_generator = forwards.cell.seed_generator  # else it is lost
                values = both(values)
            else:
                values = recurrent(seeds, every_step)(values)
        return values


if PLANNED:

    def answered(each):
        """One layer tells every step, from the numbers of each."""
        each = keras.layers.Dense(1, kernel_initializer="zeros")(each)
        return keras.layers.Reshape((HORIZON,))(each)


def build(data, seed):
    """Recurrent layers read the window; others tell all steps to come.

    It begins with the answer 0: the season before, or the level of the window.
    """
    keras.utils.set_random_seed(seed)
    seeds = count(1000 * seed)  # each layer draws its first weights from seeds of its own
    windows = training(data, data.counts)
    given, _, _ = cut(data, some(windows, slice(1)))
    inputs = [keras.Input(one.shape[1:]) for one in given]
    if DECODED:
        answers = answered(decoded(inputs, seeds))
    else:
        state = state_of(inputs[0], seeds)
        if BESIDE:
            state = keras.layers.Concatenate()([state, inputs[1]])
        if PLANNED:
            each = keras.layers.RepeatVector(HORIZON)(state)  # the same layers for each step to come
            each = keras.layers.Concatenate()([each, inputs[-1]])
            for numbers in (HEAD, SECOND):
                each = dense(numbers, seeds)(each)
            answers = answered(each)
        else:
            answers = keras.layers.Dense(HORIZON, kernel_initializer="zeros")(dense(HEAD, seeds)(state))
    network = keras.Model(inputs, answers)
    optimizer = getattr(keras.optimizers, OPTIMIZER)(LEARNING_RATE, clipnorm=CLIPNORM)
    network.compile(optimizer=optimizer, loss=measured, jit_compile=False)
    return network
