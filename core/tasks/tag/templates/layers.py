"""Layers that Keras does not have."""

import keras
import tensorflow as tf
from keras import ops

from core.takehome.templates.layers import recurrent
from core.tasks.tag.templates.answers import allowed
from core.tasks.tag.templates.choices import EVERY, FIELD, LETTERS_READ, SPANS
from core.tasks.tag.templates.settings import (
    EMBEDDING,
    LETTER_EMBEDDING,
    LETTER_UNITS,
    TAGS,
    WORD_DROPOUT,
)


class WordsAndLetters(keras.layers.Embedding):
    """What is read of each word: its vector and, of its letters, where a layer that reads them ends.

    While training, some words are read as unknown.
    """

    def __init__(self, words, letters, seeds):
        uniform = keras.initializers.RandomUniform(-0.1, 0.1, seed=next(seeds))
        super().__init__(words, EMBEDDING, embeddings_initializer=uniform, name="embedding")
        self.supports_masking = True
        self.drawn = keras.random.SeedGenerator(next(seeds))
        if LETTERS_READ:
            uniform = keras.initializers.RandomUniform(-0.1, 0.1, seed=next(seeds))
            self.spelled = keras.layers.Embedding(
                letters,
                LETTER_EMBEDDING,
                embeddings_initializer=uniform,
            )
            forwards = recurrent(seeds, False, units=LETTER_UNITS, dropout=0.0)
            backwards = recurrent(seeds, False, units=LETTER_UNITS, dropout=0.0, go_backwards=True)
            self.spelling = keras.layers.Bidirectional(forwards, backward_layer=backwards)

    def build(self, shape=None):
        super().build(shape)
        if LETTERS_READ:
            self.spelled.build((None, None))
            self.spelling.build((None, None, LETTER_EMBEDDING))

    def call(self, read, training=False):
        words = read[..., 0]
        if training and WORD_DROPOUT:
            silent = keras.random.uniform(ops.shape(words), seed=self.drawn) < WORD_DROPOUT
            words = ops.where(ops.logical_and(silent, words >= 2), 1, words)
        vectors = super().call(words)
        if LETTERS_READ:
            letters = ops.reshape(read[..., 1:], (-1, EVERY))
            letters, places = tf.raw_ops.UniqueV2(x=letters, axis=[0])  # each word once
            letters = ops.reshape(letters, (-1, EVERY))
            there = ops.not_equal(letters, 0)
            there = ops.concatenate([ops.ones_like(there[:, :1]), there[:, 1:]], axis=1)
            states = self.spelling(self.spelled(letters), mask=there, training=training)
            states = ops.take(states, places, axis=0)
            states = ops.reshape(states, (*ops.shape(words), 2 * LETTER_UNITS))
            vectors = ops.concatenate([vectors, states], axis=-1)
        return vectors

    def compute_mask(self, read, mask=None):
        return ops.not_equal(read[..., 0], 0)

    def compute_output_shape(self, shape):
        if LETTERS_READ:
            return (*shape[:-1], EMBEDDING + 2 * LETTER_UNITS)
        else:
            return (*shape[:-1], EMBEDDING)

    def compute_output_spec(self, read, training=False):
        return keras.KerasTensor(self.compute_output_shape(read.shape), self.compute_dtype)


if FIELD:

    class ChainField(keras.layers.Layer):
        """Scores of the first tag and of each tag after each other; it passes scores of words on."""

        def build(self, shape):
            tags = shape[-1]
            self.begins = self.add_weight(shape=(tags,), initializer="zeros", name="begins")
            self.follows = self.add_weight(shape=(tags, tags), initializer="zeros", name="follows")

        def call(self, scores, mask=None):
            return 1.0 * scores

        def compute_mask(self, scores, mask=None):
            """None: the loss counts words itself."""

        def scored(self):
            """The same, with what cannot be out of reach."""
            begins, follows = ops.convert_to_tensor(self.begins), ops.convert_to_tensor(self.follows)
            if SPANS:
                may_begin, may_follow = allowed()
                return ops.where(may_begin, begins, -1e4), ops.where(may_follow, follows, -1e4)
            else:
                return begins, follows

    class FieldLoss(keras.losses.Loss):
        """Minus the logarithm of the probability of all tags of a sentence, per word."""

        def __init__(self, field):
            super().__init__()
            self.field = field

        def call(self, tags, scores):
            tags = ops.cast(tags, "int32")
            keep = ops.cast(tags >= 0, scores.dtype)  # -1 is behind a sentence's end
            begins, follows = self.field.scored()
            told = ops.one_hot(ops.maximum(tags, 0), len(TAGS), dtype=scores.dtype)
            own = ops.sum(ops.sum(told * scores, axis=-1) * keep, axis=1)
            met = ops.sum(ops.matmul(told[:, :-1], follows) * told[:, 1:], axis=-1)
            true = own + ops.sum(met * keep[:, 1:], axis=1) + ops.matmul(told[:, 0], begins)
            reached = scores[:, 0] + begins

            def step(before, now):
                after = ops.logsumexp(before[:, :, None] + follows[None], axis=1) + now[:, :-1]
                after = ops.where(now[:, -1:] > 0, after, before)
                return after, after

            steps = ops.transpose(ops.concatenate([scores, keep[..., None]], axis=-1), (1, 0, 2))
            reached, _ = ops.scan(step, reached, steps[1:])
            nats = ops.logsumexp(reached, axis=-1) - true
            return nats * ops.shape(tags)[0] / ops.sum(keep)
