"""The network."""

from itertools import count

import keras

from core.takehome.templates.choices import BIDIRECTIONAL
from core.takehome.templates.layers import recurrent
from core.takehome.templates.settings import CLIPNORM, LAYERS, LEARNING_RATE, OPTIMIZER, SEED
from core.tasks.forecast.templates.choices import GAPLESS
from core.tasks.forecast.templates.inputs import windows
from core.tasks.forecast.templates.settings import LOSS, STEPS

if not GAPLESS:

    def measured(truth, told):
        """The loss over the answers that were measured; a blank misses by nothing and counts for nothing."""
        known = keras.ops.logical_not(keras.ops.isnan(truth))
        share = keras.ops.mean(keras.ops.cast(known, told.dtype))
        errors = getattr(keras.losses, LOSS)(reduction="none")
        return errors(keras.ops.where(known, truth, told), told) / share


def build(fit):
    """A stack of recurrent layers; a dense layer reads the last hidden state."""
    keras.utils.set_random_seed(SEED)
    seeds = count(1000 * SEED)  # each layer draws its first weights from seeds of its own
    stack = [keras.Input(windows(fit, fit.rows[:1]).shape[1:])]
    for depth in range(LAYERS):
        every_step = depth < LAYERS - 1
        if BIDIRECTIONAL:
            forwards = recurrent(seeds, every_step)
            backwards = recurrent(seeds, every_step, go_backwards=True)
            both = keras.layers.Bidirectional(forwards, backward_layer=backwards)
            both.forward_layer.cell.seed_generator = forwards.cell.seed_generator  # else it is lost
            stack.append(both)
        else:
            stack.append(recurrent(seeds, every_step))
    stack.append(keras.layers.Dense(STEPS, kernel_initializer="zeros"))  # begins with the mean
    network = keras.Sequential(stack)
    if GAPLESS:
        loss = getattr(keras.losses, LOSS)()
    else:
        loss = measured
    optimizer = getattr(keras.optimizers, OPTIMIZER)(LEARNING_RATE, clipnorm=CLIPNORM)
    network.compile(optimizer=optimizer, loss=loss, jit_compile=False)
    return network
