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

STEPS = 32  # of the path from nothing to the input; more seldom change the sum
FINER, FINEST, GAP = 4, 512, 0.02  # so many times as many, up to these, where a larger share is missed
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
        copies = np.tile(
            example, (len(example) + 1, *[1] * example.ndim)
        )  # (words + 1, words) or (words + 1, words, parts)
        copies[np.arange(len(example)) + 1, np.arange(len(example))] = _nothing_known(example)
        outputs = logits(network, copies)[:, output]  # (words + 1,)
        return np.asarray(outputs[0] - outputs[1:])
    steps, columns = example.shape[0], _vectors(network, example).shape[1]
    places: list[Any] = [(at, column) for at in range(steps) for column in range(columns)]
    if steps * columns > MOST_TAKEN_AWAY:
        places = [(at, slice(columns)) for at in range(steps)]
    copies = np.tile(example, (len(places) + 1, 1, 1))  # (places + 1, time, columns)
    for copy, place in zip(copies[1:], places, strict=True):
        copy[place] = 0.0
    outputs = logits(network, copies)[:, output]  # (places + 1,)
    return np.asarray(outputs[0] - outputs[1:]).reshape(steps, -1)


def _nothing_known(example: Any) -> Any:
    """What stands for a word that is taken away: the unknown one, of letters that nobody knows."""
    return UNKNOWN if example.ndim == 1 else np.where(example != 0, UNKNOWN, 0)


def integrated_gradients(
    network: keras.Model, example: Any, output: int, *, finest: int = STEPS
) -> tuple[Floats, float]:
    """Contributions to an output (Sundararajan, Taly & Yan 2017).

    The path leads from embeddings of zero to those of the words, or from columns at their mean on the
    training rows to those of the window; midpoints of equal steps are summed.

    Args:
        finest: Steps up to which the path is cut finer, while contributions miss more than `GAP`.

    Returns:
        Contributions (words,) or (time, columns), and the completeness gap: how much of the output's change
        along the path they miss, as a share of it.
    """
    vectors = _vectors(network, example)  # (time, width)
    ends = np.asarray(keras.ops.convert_to_numpy(_after_entry(network, np.stack([0 * vectors, vectors]))))
    change, steps = float(ends[1, output] - ends[0, output]), STEPS
    while True:
        contributions = _mean_slopes(network, vectors, output, steps) * vectors  # (time, width)
        gap = abs(change - float(contributions.sum())) / max(abs(change), 1e-6)
        if gap <= GAP or steps * FINER > finest:
            break
        steps *= FINER
    shown = contributions.sum(axis=-1) if reads_words(network) else contributions
    return np.asarray(shown, dtype=float), gap


def _mean_slopes(network: keras.Model, vectors: Floats, output: int, steps: int) -> Floats:
    """The mean gradient along the path, (time, width)."""
    middles = (np.arange(steps) + 0.5) / steps
    parts = [middles[start : start + MOST_COPIES] for start in range(0, steps, MOST_COPIES)]
    sums = [_gradients(network, part[:, None, None] * vectors, output).sum(axis=0) for part in parts]
    found: Floats = np.sum(sums, axis=0) / steps
    return found


def _vectors(network: keras.Model, example: Any) -> Floats:
    """What the first recurrent layer reads of an example, (time, width)."""
    entry = next((layer for layer in network.layers if _is_entry(layer)), None)
    if entry is None:
        return np.asarray(example, dtype="float32")
    kind = "int32" if reads_words(network) else "float32"
    return np.asarray(keras.ops.convert_to_numpy(entry(example[None].astype(kind))))[0]


def _is_entry(layer: Any) -> bool:
    """Whether a layer makes of numbers of words their vectors, or takes off where a series is."""
    return isinstance(layer, keras.layers.Embedding) or layer.name == "present"


def _after_entry(network: keras.Model, vectors: Any) -> Any:
    """The rest of a network; examples of equal length need no mask."""
    states = keras.ops.convert_to_tensor(vectors, dtype="float32")
    for layer in network.layers:
        if not isinstance(layer, keras.layers.InputLayer) and not _is_entry(layer):
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
