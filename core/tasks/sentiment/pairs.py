"""An embedding that also reads each word with the one before it."""

from typing import Any

import keras
from keras import ops

from core.text.ratios import PLACES, place
from core.text.vocabulary import SPECIAL


@keras.saving.register_keras_serializable("unrolled")
class PairEmbedding(keras.layers.Embedding):
    """Behind a word's vector stand fixed numbers: how much the pair that ends there speaks for each class.

    (batch, time) -> (batch, time, numbers per word + columns). "Not" and "good" are two words to naive Bayes;
    their pair is what a bag of pairs is better by. Pairs share places (Weinberger et al. 2009, Feature
    Hashing), so that the size does not depend on the texts.

    Args:
        columns: Numbers per pair.
    """

    def __init__(self, *sizes: int, columns: int = 1, **settings: Any) -> None:
        super().__init__(*sizes, **settings)
        self.columns = columns

    def build(self, shape: Any = None) -> None:
        super().build(shape)
        self.pairs = self.add_weight(
            shape=(PLACES, self.columns), initializer="zeros", trainable=False, name="pairs"
        )

    def call(self, words: Any) -> Any:
        words = ops.cast(words, "int32")
        before = ops.pad(words[:, :-1], ((0, 0), (1, 0)))  # (batch, time)
        both = ops.logical_and(before >= SPECIAL, words >= SPECIAL)
        # (batch, time, columns)
        ratios = ops.take(self.pairs, ops.where(both, place(before, words), 0), axis=0)
        return ops.concatenate([super().call(words), ratios], axis=-1)  # (batch, time, embedding + columns)

    def compute_output_shape(self, shape: Any) -> Any:
        return (*shape, self.output_dim + self.columns)

    def save_own_variables(self, store: Any) -> None:
        super().save_own_variables(store)
        store["pairs"] = self.pairs

    def load_own_variables(self, store: Any) -> None:
        self.embeddings.assign(store["0"])
        self.pairs.assign(store["pairs"])

    def get_config(self) -> dict[str, Any]:
        return super().get_config() | {"columns": self.columns}
