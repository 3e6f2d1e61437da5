"""Let an embedding begin with vectors that were learnt elsewhere."""

import keras

from core.errors import UserError
from core.text.vectors import WordVectors
from core.text.vocabulary import Vocabulary


def begin_with(network: keras.Model, vectors: WordVectors, vocabulary: Vocabulary) -> None:
    """Give the words that have a vector that vector; the others keep what they were given at random.

    Raises:
        UserError: `vectors_differ` if the vectors are wider or narrower than the embedding.
    """
    layer = network.get_layer("embedding")
    table = keras.ops.convert_to_numpy(layer.embeddings).copy()
    if vectors.width != table.shape[1]:
        raise UserError("vectors_differ", width=vectors.width, embedding=table.shape[1])
    for word, vector in zip(vectors.words, vectors.matrix, strict=True):
        if word in vocabulary.numbers:
            table[vocabulary.numbers[word]] = vector
    layer.embeddings.assign(table)
