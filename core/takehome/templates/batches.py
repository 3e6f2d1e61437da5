"""Batches of rows of several lengths."""

import numpy as np

from core.takehome.templates.settings import BATCH


def rounded_up(length):
    """The next multiple of 4."""
    return int(-(-length // 4) * 4)


def batches_of(table, lengths, fit):
    """What makes a batch of some rows: cut to the longest of them or to the next usual length.

    Usual lengths are few, since TensorFlow compiles the network for each.
    """
    parts = 2 if len(fit) <= 5000 else 4
    marks = np.quantile(lengths[fit], np.arange(1, parts + 1) / parts)
    usual = sorted({rounded_up(np.ceil(mark)) for mark in marks})

    def batch(rows):
        longest = lengths[rows].max()
        return table[rows, : next((length for length in usual if length >= longest), longest)]

    return batch


def in_batches(rows, lengths, random):
    """Batches of rows of similar length, so that little is padded; their order is drawn."""
    pools = np.split(rows, np.arange(24 * BATCH, len(rows), 24 * BATCH))
    for pool in pools:
        by_length = pool[np.argsort(lengths[pool], kind="stable")]
        yield from random.permutation(by_length.reshape(-1, BATCH))
