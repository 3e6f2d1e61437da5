"""Labels that are believed least come first, as confident learning has it."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.evaluate.doubted_labels import doubted_labels


def told(rows, classes, seed, sure=4.0):
    """Probabilities that lean to each row's class, and these classes."""
    random = np.random.default_rng(seed)
    truth = np.arange(rows) % classes
    logits = sure * np.eye(classes)[truth] + random.normal(size=(rows, classes))
    return np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True), truth


@given(st.integers(2, 5), st.integers(0, 1000), st.data())
def test_what_was_flipped_comes_before_what_was_told_as_surely(classes, seed, data):
    probabilities, truth = told(60, classes, seed, sure=9.0)
    flipped = data.draw(st.sets(st.integers(0, 59), min_size=1, max_size=5))
    labels = truth.copy()
    labels[list(flipped)] = (labels[list(flipped)] + 1) % classes
    found = doubted_labels(probabilities, labels)
    assert set(found.order[: len(flipped)].tolist()) == flipped
    assert (np.diff(found.margins[found.order]) >= 0).all()
    assert found.agreed == np.mean(probabilities.argmax(axis=1) == labels)


def test_the_confident_joint_counts_by_each_class_own_threshold():
    """By hand: class 0 is told with 0.8 on the average, class 1 with 0.5; 0.55 is sure of the second only."""
    probabilities = np.array([[0.9, 0.1], [0.9, 0.1], [0.6, 0.4], [0.45, 0.55], [0.45, 0.55], [0.6, 0.4]])
    found = doubted_labels(probabilities, np.array([0, 0, 0, 1, 1, 1]))
    assert found.against == ()
    found = doubted_labels(np.vstack([probabilities, [[0.2, 0.8]]]), np.array([0, 0, 0, 1, 1, 1, 0]))
    assert found.against == ((0, 1, 1),) and found.suspected == 1
    assert found.order[0] == 6 and found.margins[6] == 0.2 - 0.8


def test_a_class_that_no_row_bears_as_its_label_is_never_sure():
    found = doubted_labels(np.array([[0.1, 0.2, 0.7], [0.6, 0.3, 0.1]]), np.array([1, 0]))
    assert all(other != 2 for _, other, _ in found.against)
