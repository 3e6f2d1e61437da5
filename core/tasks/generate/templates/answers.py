"""What the network tells of text that it has never seen."""

import keras
import numpy as np
import tensorflow as tf

from core.tasks.generate.templates.choices import FIRST_PLACES, LOOKED_BACK, UNIT
from core.tasks.generate.templates.network import rest
from core.tasks.generate.templates.settings import BATCH, WINDOW


def costs(told, read):
    """Nats that each piece costs which was to be told."""
    return tf.nn.sparse_softmax_cross_entropy_with_logits(labels=read[:, 1:] - 1, logits=told)


@tf.function
def judged(network, read, states):
    """Nats of one window of each stream, and the states after it."""
    told, *after = network([read[:, :-1], *states], training=False)
    return costs(told, read), after


def bits(network, numbers, start, end):
    """Bits of each piece from one place to another; streams share them and read a window before their own."""
    share = -(-(end - start) // BATCH)
    begin = start - WINDOW + share * np.arange(BATCH)
    states, found = rest(network, BATCH), []
    for window in range(-(-share // WINDOW) + 1):
        at = begin[:, None] + window * WINDOW + np.arange(WINDOW + 1)
        read = numbers[np.minimum(at, len(numbers) - 1)].astype(np.int32)
        nats, states = judged(network, keras.ops.convert_to_tensor(read), states)
        found.append(np.asarray(nats, dtype=np.float64))
    own = np.concatenate(found, axis=1)[:, WINDOW - 1 : WINDOW - 1 + share]
    return own.reshape(-1)[: end - start] / np.log(2)


if UNIT == "items":

    def sessions(numbers, line_end, start, end):
        """The sessions of at least two items that lie wholly in a part."""
        bounds = [-1, *np.flatnonzero(numbers == line_end), len(numbers)]
        pairs = zip(bounds[:-1], bounds[1:], strict=True)
        return [numbers[a + 1 : b] for a, b in pairs if b - a > 2 and start <= a + 1 and b <= end]

    def places(network, found, line_end):
        """The place of each session's last item among all that are known, told from those before it."""
        read = [np.append(line_end, one[-1 - LOOKED_BACK : -1]).astype(np.int32) for one in found]
        lengths = np.array([len(one) for one in read])
        told = np.zeros(len(found), dtype=np.int64)
        for length in np.unique(lengths):
            alike = np.flatnonzero(lengths == length)
            for rows in np.array_split(alike, -(-len(alike) // BATCH)):
                some = keras.ops.convert_to_tensor(np.stack([read[row] for row in rows]))
                answers, *_ = network([some, *rest(network, len(rows))], training=False)
                scores = np.array(answers, dtype=np.float64)[:, -1]
                scores[:, [0, line_end - 1]] = -np.inf  # neither the unknown one nor the end is an item
                last = np.array([found[row][-1] for row in rows])
                own = scores[np.arange(len(rows)), last - 1]
                before = 1 + (scores > own[:, None]).sum(axis=1)
                told[rows] = np.where(last > 1, before, scores.shape[1] + 1)  # 1: not known
        return told

    def hits(told):
        """Whether each is among the first, and one over its place there."""
        return told <= FIRST_PLACES, np.where(told <= FIRST_PLACES, 1 / told, 0.0)
