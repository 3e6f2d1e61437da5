"""An embedding that Keras does not have."""

import keras
from keras import ops

from core.takehome.templates.settings import CLASSES
from core.tasks.sentiment.templates.choices import PAIR_FIRST, PAIR_PLACES, PAIR_SECOND, PAIRS

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
