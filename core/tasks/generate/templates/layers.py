"""A layer that Keras does not have."""

import keras

from core.tasks.generate.templates.choices import TIES

if TIES:

    class Tied(keras.layers.Layer):
        """Answers as products with the numbers that each piece is read by."""

        def __init__(self, embedding, **more):
            super().__init__(**more)
            self.weights_of = lambda: embedding.embeddings  # no weights of its own

        def call(self, values):
            return keras.ops.matmul(values, keras.ops.transpose(self.weights_of()[1:]))
