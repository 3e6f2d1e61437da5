"""Layers that Keras does not have."""

import keras
import numpy as np
from keras import ops

from core.tasks.sentiment.templates.choices import PAIR_FIRST, PAIR_PLACES, PAIR_SECOND, PAIRS, POOLING
from core.tasks.sentiment.templates.settings import CLASSES

if POOLING == "max":

    class MaxPooling(keras.layers.Layer):
        """The largest value of each unit over all steps before the text's end."""

        supports_masking = True

        def call(self, states, mask=None):
            return ops.max(ops.where(mask[..., None], states, -1e9), axis=1)

        def compute_mask(self, states, mask=None):
            """None: no steps are left that could be masked."""


if POOLING == "attention":

    class AttentionPooling(keras.layers.Layer):
        """The mean of the hidden states, each weighted by a learnt score (Yang et al. 2016, one vector)."""

        supports_masking = True

        def __init__(self, seed):
            super().__init__()
            self.seed = seed

        def build(self, shape):
            glorot = keras.initializers.GlorotUniform(seed=self.seed)
            self.score = self.add_weight(shape=(shape[-1], 1), initializer=glorot)

        def call(self, states, mask=None):
            scores = ops.matmul(ops.tanh(states), self.score)
            scores = ops.where(mask[..., None], scores, -1e9)  # nothing after the text's end counts
            return ops.sum(states * ops.softmax(scores, axis=1), axis=1)

        def compute_mask(self, states, mask=None):
            """None: no steps are left that could be masked."""

        def load_own_variables(self, store):
            """The app keeps the scores as a vector."""
            self.score.assign(np.reshape(store["0"], (-1, 1)))


if PAIRS:
    PLACES = PAIR_PLACES  # that pairs of words share; at 0 stands what is no pair
    COLUMNS = len(CLASSES) if len(CLASSES) > 2 else 1

    def places(numbers):
        """Where each word's pair with the word before stands; 0 beside unknown words and padding."""
        before = ops.pad(numbers[:, :-1], ((0, 0), (1, 0)))
        mixed = (before * PAIR_FIRST + numbers * PAIR_SECOND % (PLACES - 1)) % (PLACES - 1) + 1
        return ops.where(ops.logical_and(before > 1, numbers > 1), mixed, 0)

    class PairEmbedding(keras.layers.Embedding):
        """Behind a word's vector stand fixed numbers: how much its pair speaks for each class."""

        def build(self, shape):
            super().build(shape)
            self.pairs = self.add_weight(shape=(PLACES, COLUMNS), initializer="zeros", trainable=False)

        def call(self, numbers):
            pairs = ops.take(self.pairs, places(ops.cast(numbers, "int32")), axis=0)
            return ops.concatenate([super().call(numbers), pairs], axis=-1)

        def compute_output_shape(self, shape):
            return (*shape, self.output_dim + COLUMNS)

        def load_own_variables(self, store):
            self.embeddings.assign(store["0"])
            self.pairs.assign(store["pairs"])
