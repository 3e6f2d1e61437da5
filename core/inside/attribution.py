"""What an answer rests on: words of a text, or steps and columns of a window.

By integrated gradients, and by taking one thing away after another.
"""

from functools import lru_cache
from typing import Any

import keras
import numpy as np

from core.arrays import Floats, Ints
from core.evaluate.classification import softmax
from core.text.vocabulary import UNKNOWN

STEPS = 32  # of the path from nothing to the input; more hardly change the sum
MOST_COPIES = 128  # examples answered at once
MOST_PREFIXES = 120  # beginnings of a long text that are answered
MOST_TAKEN_AWAY = 3000  # copies of a window with one number away; beyond it, whole steps are taken away


def logits(network: keras.Model, examples: Any) -> Floats:
    """What a network answers: texts (texts, time) or windows (windows, time, columns) -> (…, outputs)."""
    kind = "int32" if reads_words(network) else "float32"
    parts = [examples[start : start + MOST_COPIES] for start in range(0, len(examples), MOST_COPIES)]
    outputs = [np.asarray(network.predict_on_batch(part.astype(kind)), dtype=float) for part in parts]
    return np.concatenate(outputs)


def reads_words(network: keras.Model) -> bool:
    """Whether a network reads numbers of words, not windows."""
    return any(isinstance(layer, keras.layers.Embedding) for layer in network.layers)


def prefix_probabilities(network: keras.Model, numbers: Ints, temperature: float) -> tuple[Ints, Floats]:
    """Class probabilities after each word; after some of them in a long text.

    Returns:
        How many words each beginning has, and its probabilities (beginnings, classes).
    """
    count = len(numbers)
    ends = np.unique(np.linspace(1, count, min(count, MOST_PREFIXES)).round().astype(int))
    table = np.where(np.arange(count) < ends[:, None], numbers, 0)  # (beginnings, words)
    return ends, softmax(logits(network, table), temperature)


def occlusion(network: keras.Model, example: Any, output: int) -> Floats:
    """How much an output falls when one thing is taken away: a word is made unknown, a number of a window 0.

    The 0 of a scaled column is its mean on the training rows.

    Returns:
        (words,), or (time, columns); (time, 1) for windows so large that whole steps are taken away.
    """
    if reads_words(network):
        copies = np.tile(example, (len(example) + 1, 1))  # (words + 1, words)
        np.fill_diagonal(copies[1:], UNKNOWN)
        outputs = logits(network, copies)[:, output]  # (words + 1,)
        return np.asarray(outputs[0] - outputs[1:])
    steps, columns = example.shape
    places: list[Any] = [(at, column) for at in range(steps) for column in range(columns)]
    if example.size > MOST_TAKEN_AWAY:
        places = [(at, slice(None)) for at in range(steps)]
    copies = np.tile(example, (len(places) + 1, 1, 1))  # (places + 1, time, columns)
    for copy, place in zip(copies[1:], places, strict=True):
        copy[place] = 0.0
    outputs = logits(network, copies)[:, output]  # (places + 1,)
    return np.asarray(outputs[0] - outputs[1:]).reshape(steps, -1)


def integrated_gradients(network: keras.Model, example: Any, output: int) -> tuple[Floats, float]:
    """Contributions to an output (Sundararajan, Taly & Yan 2017).

    The path leads from embeddings of zero to those of the words, or from columns at their mean on the
    training rows to those of the window; midpoints of equal steps are summed.

    Returns:
        Contributions (words,) or (time, columns), and the completeness gap: how much of the output's change
        along the path they miss, as a share of it.
    """
    vectors = _vectors(network, example)  # (time, width)
    middles = (np.arange(STEPS) + 0.5) / STEPS
    slopes = _gradients(network, middles[:, None, None] * vectors, output)  # (steps, time, width)
    contributions = slopes.mean(axis=0) * vectors  # (time, width)
    ends = np.asarray(keras.ops.convert_to_numpy(_after_entry(network, np.stack([0 * vectors, vectors]))))
    change = float(ends[1, output] - ends[0, output])
    missed = abs(change - float(contributions.sum()))
    shown = contributions.sum(axis=-1) if reads_words(network) else contributions
    return np.asarray(shown, dtype=float), missed / max(abs(change), 1e-6)


def _vectors(network: keras.Model, example: Any) -> Floats:
    """What the first recurrent layer reads of an example, (time, width)."""
    if not reads_words(network):
        return np.asarray(example, dtype="float32")
    embedded = network.get_layer("embedding")(example[None].astype("int32"))
    return np.asarray(keras.ops.convert_to_numpy(embedded))[0]


def _after_entry(network: keras.Model, vectors: Any) -> Any:
    """The rest of a network; examples of equal length need no mask."""
    states = keras.ops.convert_to_tensor(vectors, dtype="float32")
    for layer in network.layers:
        if not isinstance(layer, keras.layers.InputLayer | keras.layers.Embedding):
            states = layer(states, training=False)
    return states


def _gradients(network: keras.Model, vectors: Floats, output: int) -> Floats:
    """Of an output at what the first recurrent layer reads, same shape as this."""
    if keras.backend.backend() == "torch":
        import torch

        inputs = torch.tensor(vectors, dtype=torch.float32, requires_grad=True)
        _after_entry(network, inputs)[:, output].sum().backward()
        return np.asarray(inputs.grad.cpu().numpy())
    return np.asarray(_traced(network, vectors.shape[-1])(vectors.astype("float32"), np.int32(output)))


@lru_cache(maxsize=8)
def _traced(network: keras.Model, width: int) -> Any:
    """The gradient as a graph for examples of any length: traced once, then a tenth of the eager time."""
    import tensorflow as tf

    signature = [tf.TensorSpec([None, None, width], tf.float32), tf.TensorSpec([], tf.int32)]

    @tf.function(input_signature=signature, autograph=False)
    def gradients(vectors: Any, output: Any) -> Any:
        with tf.GradientTape() as tape:
            tape.watch(vectors)
            total = tf.reduce_sum(_after_entry(network, vectors)[:, output])
        return tape.gradient(total, vectors)

    return gradients
