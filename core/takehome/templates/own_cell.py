"""A recurrent layer whose cell is ours."""

import keras

from core.cells.mgu import step
from core.takehome.templates.choices import BIASES, CELL_BLOCKS, CELL_STATES, RECURRENT_INITIALIZER
from core.takehome.templates.settings import ACTIVATION, DROPOUT, L2, UNITS

# What the cell computes. Weights lie side by side, block by block.
BLOCKS = CELL_BLOCKS
STATES = CELL_STATES


class Functions:
    """What `step` needs beside operators."""

    sigmoid = staticmethod(keras.ops.sigmoid)
    activation = staticmethod(keras.activations.get(ACTIVATION))

    @staticmethod
    def split(values, count):
        """Cut the last axis into equal parts."""
        return keras.ops.split(values, count, axis=-1)


@keras.saving.register_keras_serializable()
class OwnCell(keras.layers.Layer):
    """What `keras.layers.RNN` does at each step: `step`, with weights laid out as in Keras' own cells."""

    def __init__(self, kernel_initializer, recurrent_initializer, seed, **more):
        super().__init__(**more)
        self.first = keras.initializers.get(kernel_initializer)
        self.first_recurrent = keras.initializers.get(recurrent_initializer)
        self.seed, self.seed_generator = seed, keras.random.SeedGenerator(seed)
        self.state_size, self.output_size = [UNITS] * len(STATES), UNITS

    def build(self, shape):
        penalty, width = keras.regularizers.L2(L2) if L2 else None, len(BLOCKS) * UNITS
        matrix, recurrent = (shape[-1], width), (UNITS, width)
        self.kernel = self.add_weight(matrix, self.first, regularizer=penalty)
        self.recurrent = self.add_weight(recurrent, self.first_recurrent, regularizer=penalty)
        if BIASES == 1:
            self.bias = self.add_weight((width,), "zeros")
        else:
            self.bias = self.add_weight((BIASES, width), "zeros")

    def call(self, x, states, training=False):
        if training and DROPOUT:
            x = keras.random.dropout(x, DROPOUT, seed=self.seed_generator)
        now = step(x, dict(zip(STATES, states, strict=True)), self, Functions)
        return now["h"], [now[name] for name in STATES]

    def get_config(self):
        written = keras.saving.serialize_keras_object
        return super().get_config() | {
            "kernel_initializer": written(self.first),
            "recurrent_initializer": written(self.first_recurrent),
            "seed": self.seed,
        }


def recurrent(seeds, every_step, **more):
    """One recurrent layer, returning its hidden state at every step or at the last one."""
    cell = OwnCell(
        kernel_initializer=keras.initializers.GlorotUniform(seed=next(seeds)),
        recurrent_initializer=RECURRENT_INITIALIZER,
        seed=next(seeds),
    )
    return keras.layers.RNN(cell, return_sequences=every_step, **more)
