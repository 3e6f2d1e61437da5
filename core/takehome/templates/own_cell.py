"""A recurrent layer whose cell is ours."""

import keras

from core.cells.mgu import step
from core.takehome.templates.cell_step import BLOCKS, STATES, Functions
from core.takehome.templates.choices import BIASES, RECURRENT_INITIALIZER
from core.takehome.templates.settings import DROPOUT, L2, UNITS


@keras.saving.register_keras_serializable()
class OwnCell(keras.layers.Layer):
    """What `keras.layers.RNN` does at each step: `step`, with weights laid out as in Keras' own cells."""

    def __init__(self, units, dropout, kernel_initializer, recurrent_initializer, seed, **more):
        super().__init__(**more)
        self.first = keras.initializers.get(kernel_initializer)
        self.first_recurrent = keras.initializers.get(recurrent_initializer)
        self.seed, self.seed_generator = seed, keras.random.SeedGenerator(seed)
        self.dropout = dropout
        self.state_size, self.output_size = [units] * len(STATES), units

    def build(self, shape):
        penalty, width = keras.regularizers.L2(L2) if L2 else None, len(BLOCKS) * self.output_size
        matrix, recurrent = (shape[-1], width), (self.output_size, width)
        self.kernel = self.add_weight(matrix, self.first, regularizer=penalty)
        self.recurrent = self.add_weight(recurrent, self.first_recurrent, regularizer=penalty)
        if BIASES == 1:
            self.bias = self.add_weight((width,), "zeros")
        else:
            self.bias = self.add_weight((BIASES, width), "zeros")

    def call(self, x, states, training=False):
        if training and self.dropout:
            x = keras.random.dropout(x, self.dropout, seed=self.seed_generator)
        now = step(x, dict(zip(STATES, states, strict=True)), self, Functions)
        return now["h"], [now[name] for name in STATES]

    def get_config(self):
        written = keras.saving.serialize_keras_object
        return super().get_config() | {
            "units": self.output_size,
            "dropout": self.dropout,
            "kernel_initializer": written(self.first),
            "recurrent_initializer": written(self.first_recurrent),
            "seed": self.seed,
        }


def recurrent(seeds, every_step, units=UNITS, dropout=DROPOUT, **more):
    """One recurrent layer, returning its hidden state at every step or at the last one."""
    cell = OwnCell(
        units,
        dropout,
        kernel_initializer=keras.initializers.GlorotUniform(seed=next(seeds)),
        recurrent_initializer=RECURRENT_INITIALIZER,
        seed=next(seeds),
    )
    return keras.layers.RNN(cell, return_sequences=every_step, **more)
