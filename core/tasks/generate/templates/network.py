"""The network."""

from itertools import count

import keras

from core.takehome.templates.layers import recurrent
from core.takehome.templates.settings import CLIPNORM, LAYERS, LEARNING_RATE, OPTIMIZER, SEED, UNITS
from core.tasks.generate.templates.choices import STATE_COUNT, TIES
from core.tasks.generate.templates.layers import Tied
from core.tasks.generate.templates.settings import EMBEDDING, OUTPUT_DROPOUT


def build(answers):
    """From numbers and the states of all layers to an answer at every step, and the states after the last."""
    seeds = count(1000 * SEED)  # each layer draws its first weights from seeds of its own
    read = keras.Input((None,), dtype="int32")
    uniform = keras.initializers.RandomUniform(-0.05, 0.05, seed=next(seeds))
    embedding = keras.layers.Embedding(answers + 1, EMBEDDING, embeddings_initializer=uniform)
    values, before, after = embedding(read), [], []
    for _ in range(LAYERS):
        layer = recurrent(seeds, True, return_state=True)
        given = [keras.Input((UNITS,)) for _ in range(STATE_COUNT)]
        values, *states = layer(values, initial_state=given)
        before, after = [*before, *given], [*after, *states]
    values = keras.layers.Dropout(OUTPUT_DROPOUT, seed=next(seeds))(values)
    glorot = keras.initializers.GlorotUniform(seed=next(seeds))
    if TIES:
        told = Tied(embedding)(keras.layers.Dense(EMBEDDING, kernel_initializer=glorot)(values))
    else:
        told = keras.layers.Dense(answers, kernel_initializer=glorot)(values)
    network = keras.Model([read, *before], [told, *after])
    network.optimizer = getattr(keras.optimizers, OPTIMIZER)(LEARNING_RATE, clipnorm=CLIPNORM)
    network.optimizer.build(network.trainable_variables)
    return network


def rest(network, texts):
    """States before anything was read."""
    return [keras.ops.zeros((texts, one.shape[-1])) for one in network.inputs[1:]]
