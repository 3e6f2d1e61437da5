"""What the network answers."""

import numpy as np

from core.tasks.sentiment.templates.settings import BATCH


def logits(network, batch, lengths, rows):
    """What the network says of each text, shape (texts, classes), before it becomes probabilities."""
    order = np.argsort(lengths[rows], kind="stable")
    parts = np.split(rows[order], np.arange(BATCH, len(rows), BATCH))
    told = np.concatenate([network.predict_on_batch(batch(part)) for part in parts])
    return told[np.argsort(order)]


def probabilities(logits):
    """Softmax, in double precision."""
    powers = np.exp(logits.astype(np.float64) - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
