"""Bags of words: pairs of words count, and what is kept of a bag tells what scikit-learn told."""

import numpy as np
import pytest

from core.evaluate.bag import bag_from_bytes, bag_to_bytes, one_and_two
from core.evaluate.baseline_probabilities import baseline_probabilities

LINES = ("not good", "good not at all bad", "not bad", "bad not at all good")
METHODS = ("tfidf_logistic", "nb_svm")


def random_texts(classes, count=300, words=40, seed=3):
    random = np.random.default_rng(seed)
    labels = random.integers(classes, size=count)
    rates = random.dirichlet(np.full(words, 0.3), size=classes)
    names = np.array([f"w{n}" for n in range(words)])
    return [list(random.choice(names, size=random.integers(1, 15), p=rates[one])) for one in labels], labels


def test_pairs_of_words_tell_what_words_alone_do_not():
    texts, labels = [line.split() for line in LINES] * 15, np.array([0, 1, 1, 0] * 15)
    assert one_and_two(["not", "good"]) == ["not", "good", "not good"]
    told = baseline_probabilities(texts, labels, texts, labels, [texts[:4]], 2).probabilities
    for method in METHODS:
        assert told[method][1].argmax(axis=1).tolist() == [0, 1, 1, 0]


@pytest.mark.parametrize("classes", [2, 3])
def test_a_bag_that_was_kept_tells_what_it_told(classes):
    texts, labels = random_texts(classes)
    asked = [*texts[250:], [], ["never", "seen"]]
    found = baseline_probabilities(
        texts[:200], labels[:200], texts[200:250], labels[200:250], [asked], classes
    )
    for method in METHODS:
        kept = bag_from_bytes(bag_to_bytes(found.bags[method]))
        np.testing.assert_allclose(kept.probabilities(asked), found.probabilities[method][1], atol=1e-5)
        told = found.probabilities[method][1][:50].argmax(axis=1)
        assert np.mean(told == labels[250:]) > 0.6


def test_a_class_that_training_never_held_is_never_told():
    texts, labels = random_texts(2)
    found = baseline_probabilities(
        texts[:200], labels[:200], texts[200:250], labels[200:250], [texts[250:]], 3
    )
    kept = found.bags["tfidf_logistic"].probabilities(texts[250:])
    assert (kept[:, 2] == 0).all() and (found.probabilities["tfidf_logistic"][1][:, 2] == 0).all()
