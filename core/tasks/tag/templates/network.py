"""The network."""

from itertools import count
from pathlib import Path

import keras
import numpy as np

from core.takehome.templates.choices import BIDIRECTIONAL
from core.takehome.templates.layers import recurrent
from core.takehome.templates.settings import CLIPNORM, LAYERS, LEARNING_RATE, OPTIMIZER, SEED
from core.tasks.tag.templates.choices import BEGINS_WITH_VECTORS, EVERY, FIELD, LETTERS_READ
from core.tasks.tag.templates.layers import ChainField, FieldLoss, WordsAndLetters
from core.tasks.tag.templates.settings import OUTPUT_DROPOUT, SPATIAL_DROPOUT, TAGS, VECTORS


def build(words, letters):
    """Words and letters, recurrent layers, a dense layer that tells of each word which tag it has.

    The mask of the first layer tells the others where a sentence has ended.
    """
    seeds = count(1000 * SEED)  # each layer draws its first weights from seeds of its own
    if LETTERS_READ:
        read = keras.Input((None, 1 + EVERY), dtype="int32")
    else:
        read = keras.Input((None, 1), dtype="int32")
    states = WordsAndLetters(words, letters, seeds)(read)
    states = keras.layers.SpatialDropout1D(SPATIAL_DROPOUT, seed=next(seeds))(states)
    for _ in range(LAYERS):
        layer = recurrent(seeds, True)
        if BIDIRECTIONAL:
            backwards = recurrent(seeds, True, go_backwards=True)
            both = keras.layers.Bidirectional(layer, backward_layer=backwards)
            both.forward_layer.cell.seed_generator = layer.cell.seed_generator  # else it is lost
            layer = both
        states = layer(states)
    states = keras.layers.Dropout(OUTPUT_DROPOUT, seed=next(seeds))(states)
    glorot = keras.initializers.GlorotUniform(seed=next(seeds))
    told = keras.layers.Dense(len(TAGS), kernel_initializer=glorot, name="tags")(states)
    if FIELD:
        field = ChainField(name="field")
        told = field(told)
        loss = FieldLoss(field)
    else:
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    network = keras.Model(read, told)
    optimizer = getattr(keras.optimizers, OPTIMIZER)(LEARNING_RATE, clipnorm=CLIPNORM)
    network.compile(optimizer=optimizer, loss=loss, jit_compile=False)
    return network


if BEGINS_WITH_VECTORS:

    def begin(network, numbers):
        """Give the words that have a vector that vector; the others keep what they were given at random."""
        embeddings = network.get_layer("embedding").embeddings
        weights = np.array(keras.ops.convert_to_numpy(embeddings))
        with Path(__file__).with_name(VECTORS).open(encoding="utf-8") as file:
            for line in file:
                word, *vector = line.split()
                if word in numbers:
                    weights[numbers[word]] = np.array(vector, dtype=np.float32)
        embeddings.assign(weights)
