"""How much a word speaks for a class: log-count ratios of the training texts, as in naive Bayes."""

import numpy as np

from core.arrays import Floats, Ints
from core.text.vocabulary import SPECIAL

SCALE = 0.3  # in an embedding: some 2.5 times a random number of Keras' embeddings for most words


def class_ratios(table: Ints, labels: Ints, words: int, classes: int) -> Floats:
    """Log ratio of a word's share of the texts of one class to its share of the others'.

    Each word counts once per text, and one text is added to every count (Wang & Manning 2012, eq. 2).

    Args:
        table: Numbers of words (texts, time), 0 after the end.
        labels: Class of each text.
        words: Numbers that words may have.

    Returns:
        (words, classes), or (words, 1) for two classes, since the other is the negative; 0 for padding and
        unknown words.
    """
    counts = np.ones((words, classes))
    for numbers, label in zip(table, labels, strict=True):
        counts[np.unique(numbers), label] += 1
    counts[:SPECIAL] = 0  # of these nothing is learnt from counting
    others = counts.sum(axis=1, keepdims=True) - counts
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = np.log(counts / counts.sum(axis=0)) - np.log(others / others.sum(axis=0))
    ratios[:SPECIAL] = 0.0
    return np.asarray(ratios if classes > 2 else ratios[:, 1:])
