"""How much a word, or a pair of neighbours, speaks for a class: log-count ratios, as in naive Bayes."""

import numpy as np

from core.arrays import Floats, Ints
from core.text.vocabulary import SPECIAL

SCALE = 0.3  # in an embedding: some 2.5 times a random number of Keras' embeddings for most words
ADDED = 2000  # training texts for one that is added to every count; at least one is
PLACES = 262_140  # that pairs share, a prime and one for what is no pair
FEWEST = 3  # texts that hold a pair before anything is learnt from it
MIXED = 20_011, 7_919  # the nearest pairs of one place are 480 words apart; no product passes 31 bits


def class_ratios(table: Ints, labels: Ints, words: int, classes: int) -> Floats:
    """Log ratio of a word's share of the texts of one class to its share of the others'.

    Each word counts once per text, and texts are added to every count: one of few texts (Wang & Manning 2012,
    eq. 2), more of many. What hardly any text holds says little then: names of films, which tell a
    network the class of the texts it is trained on, and of no others.

    Args:
        table: Numbers of words (texts, time), 0 after the end.
        labels: Class of each text.
        words: Numbers that words may have.

    Returns:
        (words, classes), or (words, 1) for two classes, since the other is the negative; 0 for padding and
        unknown words.
    """
    ratios = np.zeros((words, columns(classes)))
    ratios[SPECIAL:] = _ratios(added(len(labels)) + _counts(table, labels, words, classes)[SPECIAL:])
    return ratios


def pair_ratios(table: Ints, labels: Ints, classes: int) -> Floats:
    """The same for each place of pairs of neighbours; 0 where too few texts hold any of its pairs.

    Returns:
        (places, classes), or (places, 1) for two classes.
    """
    before = np.pad(table[:, :-1], ((0, 0), (1, 0)))
    places = np.where((before >= SPECIAL) & (table >= SPECIAL), place(before, table), 0)
    counts = _counts(places, labels, PLACES, classes)
    counts[0] = 0.0
    kept, ratios = counts.sum(axis=1) >= FEWEST, np.zeros((PLACES, columns(classes)))
    ratios[kept] = _ratios(added(len(labels)) + counts[kept])
    return ratios


def added(texts: int) -> float:
    """Texts that are added to every count, by how many training texts there are."""
    return max(1.0, texts / ADDED)


def place(before: Ints, word: Ints) -> Ints:
    """Where a pair stands, from 1 on, by the numbers of its words; arrays and tensors alike."""
    first, second = MIXED
    return (before * first + word * second % (PLACES - 1)) % (PLACES - 1) + 1


def columns(classes: int) -> int:
    """Numbers that say how much something speaks for each class."""
    return classes if classes > 2 else 1


def _counts(table: Ints, labels: Ints, numbers: int, classes: int) -> Floats:
    """How many texts of each class hold each number, (numbers, classes)."""
    counts = np.zeros((numbers, classes))
    for row, label in zip(table, labels, strict=True):
        counts[np.unique(row), label] += 1
    return counts


def _ratios(counts: Floats) -> Floats:
    others = counts.sum(axis=1, keepdims=True) - counts
    ratios = np.log(counts / counts.sum(axis=0)) - np.log(others / others.sum(axis=0))
    return np.asarray(ratios if counts.shape[1] > 2 else ratios[:, 1:])
