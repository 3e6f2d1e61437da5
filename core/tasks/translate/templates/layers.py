"""Layers that Keras does not have."""

import keras
import numpy as np
from keras import ops

from core.cells.mgu import step
from core.takehome.templates.cell_step import BLOCKS, STATES, Functions
from core.takehome.templates.choices import BIASES
from core.takehome.templates.settings import L2, UNITS
from core.tasks.translate.templates.choices import ATTENTION, OPEN
from core.tasks.translate.templates.settings import LABEL_SMOOTHING

if ATTENTION == "luong":

    class LuongAttention(keras.layers.Layer):
        """What was read, weighted for each step by how well it fits the state (Luong et al. 2015)."""

        def __init__(self, first):
            super().__init__(name="attention")
            self.first, self.supports_masking = first, True

        def build(self, hidden_shape, read_shape, source_shape):
            shape = (hidden_shape[-1], read_shape[-1])
            self.kernel = self.add_weight(shape=shape, initializer=self.first, name="kernel")

        def call(self, hidden, read, source):
            scores = ops.matmul(hidden @ self.kernel, ops.transpose(read, (0, 2, 1)))
            scores = ops.where((source != 0)[:, None], scores, -1e9)  # nothing behind an end counts
            return ops.matmul(ops.softmax(scores, axis=-1), read)

        def compute_mask(self, *given, **masks):
            """None: behind the end of a translation nothing is judged."""

        def compute_output_shape(self, hidden_shape, read_shape, source_shape):
            return (*hidden_shape[:2], read_shape[-1])


if ATTENTION == "bahdanau":

    class Stepping(keras.layers.Layer):
        """What `keras.layers.RNN` walks: a function of inputs and states."""

        def __init__(self, step, states, output):
            super().__init__()
            self.step, self.state_size, self.output_size = step, states, output

        def call(self, inputs, states, training=False):
            return self.step(inputs, states)

    class AttendingLayer(keras.layers.Layer):
        """The decoder, which looks back at what was read before each step (Bahdanau et al. 2015).

        The score of a word read is v tanh(W h + U a), from the state before the step; the context that comes
        of it stands beside the word before.
        """

        def __init__(self, first, first_recurrent):
            super().__init__(name="attending")
            self.first, self.first_recurrent = first, first_recurrent
            self.penalty = keras.regularizers.L2(L2) if L2 else None
            self.supports_masking = True

        def build(self, words_shape, read_shape, source_shape, states_shape):
            read, width = read_shape[-1], len(BLOCKS) * UNITS
            matrix, recurrent = (words_shape[-1] + read, width), (UNITS, width)
            self.kernel = self.add_weight(matrix, self.first, regularizer=self.penalty)
            self.recurrent = self.add_weight(recurrent, self.first_recurrent, regularizer=self.penalty)
            if BIASES == 1:
                self.bias = self.add_weight((width,), self.first_bias)
            else:
                self.bias = self.add_weight((BIASES, width), "zeros")
            self.query = self.add_weight((UNITS, UNITS), self.first)
            self.keys = self.add_weight((read, UNITS), self.first)
            self.energy = self.add_weight((UNITS, 1), self.first)
            stepping = Stepping(self.looked_and_read, [UNITS] * len(STATES), UNITS + read)
            self.walked = keras.layers.RNN(stepping, return_sequences=True)

        def first_bias(self, shape, dtype=None):
            """Zeros, and ones for a forget gate that begins open."""
            if OPEN:
                return np.repeat([1.0 if block == "f" else 0.0 for block in BLOCKS], UNITS)
            else:
                return np.zeros(shape)

        def call(self, words, read, source, states):
            self.read = read, read @ self.keys, source
            return self.walked(words, initial_state=list(states))

        def looked_and_read(self, words, states):
            """One step: hidden state and context, and the states that are handed on."""
            read, keys, source = self.read
            states = dict(zip(STATES, states, strict=True))
            query = (states["h"] @ self.query)[:, None]
            scores = ops.squeeze(ops.tanh(query + keys) @ self.energy, -1)
            scores = ops.where(source != 0, scores, -1e9)  # nothing behind an end counts
            context = ops.squeeze(ops.matmul(ops.softmax(scores, axis=-1)[:, None], read), 1)
            now = step(ops.concatenate([words, context], axis=-1), states, self, Functions)
            return ops.concatenate([now["h"], context], axis=-1), [now[name] for name in STATES]

        def compute_mask(self, *given, **masks):
            """None: behind the end of a translation nothing is judged."""

        def compute_output_shape(self, words_shape, read_shape, source_shape, states_shape):
            return (*words_shape[:2], UNITS + read_shape[-1])


class WordLoss(keras.losses.Loss):
    """Mean cross-entropy over all words of a batch; 0 is behind the end."""

    def __init__(self):
        super().__init__(reduction="sum")

    def call(self, truth, logits):
        keep = ops.cast(truth != 0, logits.dtype)
        nats = keras.losses.sparse_categorical_crossentropy(truth, logits, from_logits=True)
        if LABEL_SMOOTHING:
            spread = ops.logsumexp(logits, axis=-1) - ops.mean(logits, axis=-1)
            nats = (1 - LABEL_SMOOTHING) * nats + LABEL_SMOOTHING * spread
        return nats * keep / ops.maximum(ops.sum(keep), 1.0)
