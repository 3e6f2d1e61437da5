"""What an embedding begins with besides random numbers: class ratios, or vectors learnt elsewhere."""

import keras
import numpy as np

from core.arrays import Floats
from core.errors import UserError
from core.text.ratios import SCALE
from core.text.vectors import WordVectors
from core.text.vocabulary import Vocabulary


def begin_with_ratios(network: keras.Model, ratios: Floats, pairs: Floats | None = None) -> None:
    """Put how much each word speaks for each class into the first numbers of its vector.

    A network that begins so knows what naive Bayes knows, and learns what order adds (Li et al. 2016,
    Weighted Neural Bag-of-n-grams Model). Further numbers stay random.

    Args:
        pairs: How much each place of pairs speaks for each class, where the network reads pairs.
    """
    table = _table(network)
    columns = min(ratios.shape[1], table.shape[1])
    table[:, :columns] = SCALE * ratios[:, :columns]
    _layer(network).embeddings.assign(table)
    if pairs is not None:
        _layer(network).pairs.assign(SCALE * pairs)


def begin_with_vectors(network: keras.Model, vectors: WordVectors, vocabulary: Vocabulary) -> None:
    """Give the words that have a vector that vector; the others keep what they were given at random.

    Raises:
        UserError: `vectors_differ` if the vectors are wider or narrower than the embedding.
    """
    table = _table(network)
    if vectors.width != table.shape[1]:
        raise UserError("vectors_differ", width=vectors.width, embedding=table.shape[1])
    for word, vector in zip(vectors.words, vectors.matrix, strict=True):
        if word in vocabulary.numbers:
            table[vocabulary.numbers[word]] = vector
    _layer(network).embeddings.assign(table)


def _layer(network: keras.Model) -> keras.layers.Embedding:
    return network.get_layer("embedding")


def _table(network: keras.Model) -> Floats:
    """A copy of the embedding (words, numbers)."""
    return np.array(keras.ops.convert_to_numpy(_layer(network).embeddings))
