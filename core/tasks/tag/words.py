"""What a network reads of a word: its own numbers, and what a layer makes of its letters."""

from collections.abc import Callable, Iterator
from typing import Any

import keras
import numpy as np
from keras import ops

from core.text.vocabulary import SPECIAL, UNKNOWN


@keras.saving.register_keras_serializable("unrolled")
class WordsAndLetters(keras.layers.Embedding):
    """Numbers of words and letters, (batch, time, 1 + letters) -> (batch, time, width).

    Behind a word's own vector stand the last states of a recurrent layer that read its letters forwards and
    backwards (Ling et al. 2015). While training, some words are read as unknown, so that it is learnt what
    their letters alone tell. A word of number 0 is none, and is masked.

    Args:
        words: Numbers that words may have.
        letters: Numbers that letters may have; 0: none are read.
        spelling: Makes the layer over the letters.
    """

    def __init__(
        self,
        words: int,
        width: int,
        *,
        letters: int,
        letter_width: int,
        spelling: Callable[[], keras.layers.Layer],
        silenced: float,
        seeds: Iterator[int],
        **settings: Any,
    ) -> None:
        super().__init__(words, width, embeddings_initializer=_uniform(seeds), **settings)
        self.silenced, self.supports_masking = silenced, True
        self.drawn = keras.random.SeedGenerator(next(seeds))
        self.spelled = self.spelling = None
        if letters:
            self.spelled = keras.layers.Embedding(
                letters, letter_width, embeddings_initializer=_uniform(seeds)
            )
            self.spelling = spelling()

    def build(self, shape: Any = None) -> None:
        super().build(shape)
        if self.spelled is not None and self.spelling is not None:
            self.spelled.build((None, None))
            self.spelling.build((None, None, self.spelled.output_dim))

    def call(self, read: Any, training: bool = False) -> Any:
        read = ops.cast(read, "int32")
        words = read[..., 0]  # (batch, time)
        if training and self.silenced:
            silent = keras.random.uniform(ops.shape(words), seed=self.drawn) < self.silenced
            words = ops.where(ops.logical_and(silent, words >= SPECIAL), UNKNOWN, words)
        vectors = super().call(words)  # (batch, time, width)
        if self.spelled is None or self.spelling is None:
            return vectors
        letters = ops.reshape(read[..., 1:], (-1, read.shape[-1] - 1))  # (batch x time, letters)
        if keras.backend.backend() == "tensorflow":
            letters, places = distinct(letters)
            states = ops.take(self._spelled_out(letters, training), places, axis=0)
        else:
            states = self._spelled_out(letters, training)
        batch, time = ops.shape(words)
        states = ops.reshape(states, (batch, time, states.shape[-1]))
        return ops.concatenate([vectors, states], axis=-1)

    def _spelled_out(self, letters: Any, training: bool) -> Any:
        """The last states over the letters of words, (words, 2 x units)."""
        assert self.spelled is not None and self.spelling is not None
        there = ops.not_equal(letters, 0)
        there = ops.concatenate(
            [ops.ones_like(there[:, :1]), there[:, 1:]], axis=1
        )  # cuDNN reads one at least
        return self.spelling(self.spelled(letters), mask=there, training=training)

    def compute_mask(self, read: Any, mask: Any = None) -> Any:
        return ops.not_equal(read[..., 0], 0)

    def compute_output_spec(self, read: Any, training: bool = False) -> Any:
        return keras.KerasTensor(self.compute_output_shape(read.shape), self.compute_dtype)

    def compute_output_shape(self, shape: Any) -> Any:
        more = 0 if self.spelling is None else 2 * self.spelling.forward_layer.cell.units
        return (*shape[:-1], self.output_dim + more)


@keras.saving.register_keras_serializable("unrolled")
class OneWord(keras.layers.Layer):
    """What is told of one word of each sentence, (batch, time, tags) -> (batch, tags)."""

    def __init__(self, place: int, **settings: Any) -> None:
        super().__init__(**settings)
        self.place, self.supports_masking = place, True

    def call(self, told: Any) -> Any:
        return told[:, self.place]

    def compute_mask(self, told: Any, mask: Any = None) -> None:
        return None

    def compute_output_shape(self, shape: Any) -> Any:
        return (shape[0], shape[-1])

    def get_config(self) -> dict[str, Any]:
        return super().get_config() | {"place": self.place}


def distinct(letters: Any) -> tuple[Any, Any]:
    """Each word of a batch once, and which of them stands at each place: most stand there several times.

    Words are told apart by sums of their letters' numbers with fixed odd factors, modulo 2 to the 64: that
    two of some thousand words have the same one happens once in ten to the thirteenth batches.
    """
    import tensorflow as tf

    factors = np.random.default_rng(7).integers(1, 1 << 62, size=letters.shape[-1]) * 2 + 1
    keys = tf.reduce_sum(tf.cast(letters, tf.int64) * tf.constant(factors.astype(np.int64)), axis=1)
    each, places = tf.unique(keys)
    order = tf.range(tf.shape(keys)[0])
    first = tf.math.unsorted_segment_min(order, places, tf.shape(each)[0])
    return tf.gather(letters, first), places


def _uniform(seeds: Iterator[int]) -> Any:
    return keras.initializers.RandomUniform(-0.1, 0.1, seed=next(seeds))
