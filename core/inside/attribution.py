"""What a classifier's answer rests on: word by word, by integrated gradients and by leaving words out."""

from functools import lru_cache
from typing import Any

import keras
import numpy as np

from core.arrays import Floats, Ints
from core.evaluate.classification import softmax
from core.text.vocabulary import UNKNOWN

STEPS = 32  # of the path from no word to the words; more hardly change the sum
MOST_COPIES = 128  # texts answered at once
MOST_PREFIXES = 120  # beginnings of a long text that are answered


def logits(network: keras.Model, table: Ints) -> Floats:
    """Logits of texts of equal length, (texts, time) -> (texts, classes)."""
    parts = [table[start : start + MOST_COPIES] for start in range(0, len(table), MOST_COPIES)]
    told = [np.asarray(network.predict_on_batch(part.astype("int32")), dtype=float) for part in parts]
    return np.concatenate(told)


def prefix_probabilities(network: keras.Model, numbers: Ints, temperature: float) -> tuple[Ints, Floats]:
    """Class probabilities after each word; after some of them in a long text.

    Returns:
        How many words each beginning has, and its probabilities (beginnings, classes).
    """
    count = len(numbers)
    ends = np.unique(np.linspace(1, count, min(count, MOST_PREFIXES)).round().astype(int))
    table = np.where(np.arange(count) < ends[:, None], numbers, 0)
    return ends, softmax(logits(network, table), temperature)


def occlusion(network: keras.Model, numbers: Ints, label: int) -> Floats:
    """How much the logit of a class falls when a word is made unknown, (words,)."""
    copies = np.tile(numbers, (len(numbers) + 1, 1))
    np.fill_diagonal(copies[1:], UNKNOWN)
    told = logits(network, copies)[:, label]
    return np.asarray(told[0] - told[1:])


def integrated_gradients(network: keras.Model, numbers: Ints, label: int) -> tuple[Floats, float]:
    """Contributions of words to a class' logit (Sundararajan, Taly & Yan 2017).

    The path leads from embeddings of zero to those of the words; midpoints of equal steps are summed.

    Returns:
        Contributions (words,), and the completeness gap: how much of the logit's change along the path they
        miss, as a share of it.
    """
    vectors = np.asarray(network.get_layer("embedding")(numbers[None].astype("int32")))[0]
    middles = (np.arange(STEPS) + 0.5) / STEPS
    slopes = _gradients(network, middles[:, None, None] * vectors, label)
    contributions = (slopes.mean(axis=0) * vectors).sum(axis=-1)
    ends = _after_embedding(network, np.stack([np.zeros_like(vectors), vectors]))
    change = float(np.asarray(ends)[1, label] - np.asarray(ends)[0, label])
    missed = abs(change - float(contributions.sum()))
    return np.asarray(contributions, dtype=float), missed / max(abs(change), 1e-6)


def _after_embedding(network: keras.Model, vectors: Any) -> Any:
    """The rest of a network; texts of equal length need no mask."""
    states = keras.ops.convert_to_tensor(vectors, dtype="float32")
    for layer in network.layers[2:]:
        states = layer(states, training=False)
    return states


def _gradients(network: keras.Model, vectors: Floats, label: int) -> Floats:
    """Of a class' logit at embeddings, same shape as these."""
    if keras.backend.backend() == "torch":
        import torch

        inputs = torch.tensor(vectors, dtype=torch.float32, requires_grad=True)
        _after_embedding(network, inputs)[:, label].sum().backward()
        return np.asarray(inputs.grad.cpu().numpy())
    return np.asarray(_traced(network)(vectors.astype("float32"), np.int32(label)))


@lru_cache(maxsize=8)
def _traced(network: keras.Model) -> Any:
    """The gradient as a graph for texts of any length: traced once, then a tenth of the eager time."""
    import tensorflow as tf

    width = network.get_layer("embedding").output_dim
    signature = [tf.TensorSpec([None, None, width], tf.float32), tf.TensorSpec([], tf.int32)]

    @tf.function(input_signature=signature, autograph=False)
    def gradients(vectors: Any, label: Any) -> Any:
        with tf.GradientTape() as tape:
            tape.watch(vectors)
            told = tf.reduce_sum(_after_embedding(network, vectors)[:, label])
        return tape.gradient(told, vectors)

    return gradients
