"""From hidden states to one vector, as Keras has no layer for it."""

import keras
import numpy as np
from keras import ops

from core.takehome.templates.choices import POOLING

if POOLING == "max":

    class MaxPooling(keras.layers.Layer):
        """The largest value of each unit over all steps before the end."""

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
            scores = ops.where(mask[..., None], scores, -1e9)  # nothing after the end counts
            return ops.sum(states * ops.softmax(scores, axis=1), axis=1)

        def compute_mask(self, states, mask=None):
            """None: no steps are left that could be masked."""

        def load_own_variables(self, store):
            """The app keeps the scores as a vector."""
            self.score.assign(np.reshape(store["0"], (-1, 1)))
