"""The network."""

from itertools import count

import keras

from core.takehome.templates.choices import RECURRENT_INITIALIZER
from core.takehome.templates.encoder import encoded
from core.takehome.templates.layers import recurrent
from core.takehome.templates.settings import (
    CLIPNORM,
    DROPOUT,
    LEARNING_RATE,
    OPTIMIZER,
    SEED,
    UNITS,
)
from core.tasks.translate.templates.choices import ATTENTION
from core.tasks.translate.templates.layers import AttendingLayer, LuongAttention, WordLoss
from core.tasks.translate.templates.settings import EMBEDDING, OUTPUT_DROPOUT


def embedded(numbers, name, seeds, mask):
    """An embedding of one side's words."""
    uniform = keras.initializers.RandomUniform(-0.05, 0.05, seed=next(seeds))
    return keras.layers.Embedding(
        numbers,
        EMBEDDING,
        embeddings_initializer=uniform,
        mask_zero=mask,
        name=name,
    )


def build(sources, targets):
    """An encoder reads the sentence; a decoder tells its translation, given the words before each word.

    The mask of the first embedding tells the encoder where a sentence has ended.
    """
    seeds = count(1000 * SEED)  # each layer draws its first weights from seeds of its own
    source = keras.Input((None,), dtype="int32", name="source")
    before = keras.Input((None,), dtype="int32", name="before")
    read, begun = encoded(embedded(sources, "embedding", seeds, True)(source), seeds)
    states = embedded(targets, "embedding_target", seeds, False)(before)
    if ATTENTION == "bahdanau":
        glorot = keras.initializers.GlorotUniform(seed=next(seeds))
        attending = AttendingLayer(glorot, RECURRENT_INITIALIZER)
        silence = keras.layers.Dropout(DROPOUT, noise_shape=(None, 1, None), seed=next(seeds))
        both = attending(silence(states), read, source, begun[0])
        width = read.shape[-1]
        states, context = both[..., :-width], both[..., -width:]
        for first in begun[1:]:
            states = recurrent(seeds, True)(states, initial_state=first)
    else:
        for first in begun:
            states = recurrent(seeds, True)(states, initial_state=first)
    if ATTENTION == "luong":
        glorot = keras.initializers.GlorotUniform(seed=next(seeds))
        context = LuongAttention(glorot)(states, read, source)
    if ATTENTION != "none":
        glorot = keras.initializers.GlorotUniform(seed=next(seeds))
        both = keras.layers.Concatenate(name="attended")([context, states])
        readout = keras.layers.Dense(UNITS, "tanh", kernel_initializer=glorot, name="readout")
        states = readout(both)
    states = keras.layers.Dropout(OUTPUT_DROPOUT, seed=next(seeds))(states)
    glorot = keras.initializers.GlorotUniform(seed=next(seeds))
    logits = keras.layers.Dense(targets, kernel_initializer=glorot, name="words")(states)
    network = keras.Model([source, before], logits)
    optimizer = getattr(keras.optimizers, OPTIMIZER)(LEARNING_RATE, clipnorm=CLIPNORM)
    network.compile(optimizer=optimizer, loss=WordLoss(), jit_compile=False)
    return network
