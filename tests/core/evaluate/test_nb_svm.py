"""NB-SVM against ratios worked by hand, and against scikit-learn where it is a plain linear classifier."""

import numpy as np
import pytest
import scipy.sparse as sparse
from sklearn.linear_model import LogisticRegression

from core.evaluate import nb_svm as module
from core.evaluate.classification import log_loss
from core.evaluate.nb_svm import log_count_ratio, nb_svm


def made_up(texts=400, words=60, classes=2, seed=1):
    """Counts of words of which each speaks a little for some class."""
    random = np.random.default_rng(seed)
    labels = random.integers(classes, size=texts)
    rates = 0.3 * np.exp(random.normal(scale=0.5, size=(classes, words)))
    return sparse.csr_matrix(random.poisson(rates[labels])), labels


def test_the_ratio_is_that_of_counts_with_one_added():
    # Class 1: word 0 three times, word 1 once; class 0: word 1 twice, word 2 once.
    counts = sparse.csr_matrix([[2, 1, 0], [1, 0, 0], [0, 2, 1]])
    found = log_count_ratio(counts, np.array([True, True, False]))
    # p = (4, 2, 1) / 7 and q = (1, 3, 2) / 6
    np.testing.assert_allclose(found, np.log([4 / 7 * 6 / 1, 2 / 7 * 6 / 3, 1 / 7 * 6 / 2]))


def test_with_beta_one_it_is_a_logistic_regression_on_weighted_counts(monkeypatch):
    monkeypatch.setattr(module, "BETAS", (1.0,))
    counts, labels = made_up()
    fit, held = slice(0, 300), slice(300, 400)
    found = nb_svm(counts[fit], labels[fit], counts[held], labels[held], 2)
    ratio = log_count_ratio(counts[fit], labels[fit] == 1)
    inputs = counts.multiply(ratio).tocsr()
    theirs = LogisticRegression(C=found.strength, solver="liblinear", dual=True, tol=1e-6, max_iter=100_000)
    margin = theirs.fit(inputs[fit], labels[fit]).decision_function(inputs[held])
    logits = found.logits(counts[held])
    np.testing.assert_allclose(logits[:, 1] - logits[:, 0], margin, rtol=0.02, atol=0.02)


def test_interpolated_weights_have_the_mean_size_of_the_own_ones(monkeypatch):
    counts, labels = made_up()
    found = {}
    for beta in (0.0, 0.5, 1.0):
        monkeypatch.setattr(module, "BETAS", (beta,))
        monkeypatch.setattr(module, "STRENGTHS", (1.0,))
        found[beta] = nb_svm(counts, labels, counts, labels, 2).weights[:, 0]
    ratio = log_count_ratio(counts, labels == 1)
    np.testing.assert_allclose(found[0.0], ratio * np.abs(found[1.0] / ratio).mean())  # naive Bayes
    np.testing.assert_allclose(found[0.5], (found[0.0] + found[1.0]) / 2)


@pytest.mark.parametrize("classes", [2, 3])
def test_what_is_chosen_has_the_lowest_loss_on_validation_texts(classes, monkeypatch):
    counts, labels = made_up(classes=classes)
    fit, held = slice(0, 300), slice(300, 400)
    blocks = counts[fit], labels[fit], counts[held], labels[held], classes
    chosen = nb_svm(*blocks)
    loss = log_loss(labels[held], chosen.probabilities(counts[held]))
    for strength in module.STRENGTHS:
        for beta in module.BETAS:
            monkeypatch.setattr(module, "STRENGTHS", (strength,))
            monkeypatch.setattr(module, "BETAS", (beta,))
            assert loss <= log_loss(labels[held], nb_svm(*blocks).probabilities(counts[held])) + 1e-12
    assert np.mean(chosen.probabilities(counts[held]).argmax(axis=1) == labels[held]) > 0.6
