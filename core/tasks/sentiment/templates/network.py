"""The network, and what its embedding begins with."""

from itertools import count
from pathlib import Path

import keras
import numpy as np

from core.takehome.templates.classifier import classifier
from core.takehome.templates.settings import CLASSES, SEED
from core.tasks.sentiment.templates.choices import (
    BEGINS_WITH,
    EMBEDDING_LAYER,
    FEWEST_TEXTS,
    PAIRS,
    RATIO_SCALE,
    TEXTS_ADDED,
)
from core.tasks.sentiment.templates.pairs import COLUMNS, PLACES, places
from core.tasks.sentiment.templates.settings import EMBEDDING, SPATIAL_DROPOUT, VECTORS, WORD_DROPOUT


def build(words):
    """An embedding, and what tells the classes from its vectors.

    The mask of the embedding tells the other layers where a text has ended.
    """
    seeds = count(1000 * SEED)  # each layer draws its first weights from seeds of its own
    uniform = keras.initializers.RandomUniform(-0.05, 0.05, seed=next(seeds))
    told = {"embeddings_initializer": uniform, "mask_zero": True}
    return classifier(
        [
            keras.Input((None,), dtype="int32"),
            EMBEDDING_LAYER(words, EMBEDDING, **told),
            keras.layers.Dropout(WORD_DROPOUT, noise_shape=(None, None, 1), seed=next(seeds)),
            keras.layers.SpatialDropout1D(SPATIAL_DROPOUT, seed=next(seeds)),
        ],
        seeds,
    )


if BEGINS_WITH == "ratios":

    def begin(network, table, labels, numbers):
        """Put how much each word speaks for each class into the first numbers of its vector.

        These are the log-count ratios of naive Bayes (Wang & Manning 2012, eq. 2): each word counts once per
        text, and some texts are added to every count. The network begins with what naive Bayes knows.
        """
        added = max(1.0, len(labels) / TEXTS_ADDED)  # what hardly any text holds says little
        counts = np.full((len(numbers) + 2, len(CLASSES)), added)
        for row, label in zip(table, labels, strict=True):
            counts[np.unique(row), label] += 1
        counts = counts[2:]  # without padding and unknown words, which get 0
        others = counts.sum(axis=1, keepdims=True) - counts
        ratios = np.log(counts / counts.sum(axis=0)) - np.log(others / others.sum(axis=0))
        if len(CLASSES) == 2:
            ratios = ratios[:, 1:]  # the other is the negative
        weights, *_ = network.layers[0].get_weights()
        columns = min(ratios.shape[1], EMBEDDING)
        weights[:2, :columns] = 0
        weights[2:, :columns] = RATIO_SCALE * ratios[:, :columns]
        network.layers[0].embeddings.assign(weights)
        if PAIRS:
            counts = np.zeros((PLACES, len(CLASSES)))
            for row, label in zip(np.asarray(places(table)), labels, strict=True):
                counts[np.unique(row), label] += 1
            counts[0] = 0
            [kept] = np.nonzero(counts.sum(axis=1) >= FEWEST_TEXTS)  # fewer texts say too little
            counts = counts[kept] + added
            others = counts.sum(axis=1, keepdims=True) - counts
            ratios = np.log(counts / counts.sum(axis=0)) - np.log(others / others.sum(axis=0))
            pairs = np.zeros((PLACES, COLUMNS))
            pairs[kept] = ratios if len(CLASSES) > 2 else ratios[:, 1:]
            network.layers[0].pairs.assign(RATIO_SCALE * pairs)

elif BEGINS_WITH == "vectors":

    def begin(network, numbers):
        """Give the words that have a vector that vector; the others keep what they were given at random."""
        [weights] = network.layers[0].get_weights()
        with Path(__file__).with_name(VECTORS).open(encoding="utf-8") as file:
            for line in file:
                word, *vector = line.split()
                if word in numbers:
                    weights[numbers[word]] = np.array(vector, dtype=np.float32)
        network.layers[0].set_weights([weights])
