"""NB-SVM: a linear classifier of words and pairs of words, each weighted by how much it speaks for a class.

As Wang & Manning (2012, Baselines and Bigrams) have it: log-count ratios r of naive Bayes times the features
are what a linear classifier is fitted on, and its weights w are interpolated with their mean size,
(1 - beta) |w| + beta w, which lies between naive Bayes (beta = 0) and the classifier (beta = 1).
A logistic loss takes the place of the squared hinge: it gives probabilities, at the same accuracy.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sparse
from sklearn.linear_model import LogisticRegression

from core.arrays import Floats, Ints
from core.evaluate.bag import NEVER, Bag
from core.evaluate.classification import log_loss, softmax, temperature
from core.evaluate.counted import Answers, Counted

STRENGTHS = (0.1, 1.0, 10.0)  # inverse of the penalty
BETAS = (0.25, 0.5, 0.75, 1.0)
SMOOTHING = 1.0  # added to every count
MOST_PASSES = 1000  # of the solver over the texts


@dataclass(frozen=True)
class NbSvm:
    """A fitted classifier."""

    weights: Floats  # (features, classes), or (features, 1) of two classes: of the second
    bias: Floats  # (columns,)
    temperature: float  # interpolated weights have no scale of their own; fitted on validation
    strength: float
    beta: float

    def logits(self, counts: Any) -> Floats:
        """What it says of each text before scaling, (texts, classes)."""
        return as_logits(np.asarray(counts @ self.weights + self.bias))

    def by_class(self) -> tuple[Floats, Floats]:
        """Weights (features, classes) and bias (classes,), of two classes too."""
        return as_logits(self.weights), as_logits(self.bias[None])[0]

    def probabilities(self, counts: Any) -> Floats:
        """Of each class, (texts, classes)."""
        return softmax(self.logits(counts), self.temperature)


def as_logits(margins: Floats) -> Floats:
    """One column for each class; of two classes there is only the margin of the second."""
    return np.hstack([-margins / 2, margins / 2]) if margins.shape[1] == 1 else margins


def nb_svm_answers(counted: Counted) -> Answers:
    """Fitted on the training texts, its bag scaled by what the validation texts want."""
    fitted = nb_svm(counted.counts, counted.labels, counted.asked[0], counted.truth, counted.classes)
    bag = Bag(counted.terms, *fitted.by_class(), fitted.temperature)
    return Answers([fitted.probabilities(part) for part in counted.asked], bag)


def nb_svm(counts: Any, labels: Ints, validation: Any, truth: Ints, classes: int) -> NbSvm:
    """Fit each class against the rest; strength and beta have the lowest log loss on validation.

    Args:
        counts: How often each text has each feature, sparse (texts, features).
        validation: The same of the validation texts, whose classes are `truth`.
    """
    columns = range(1 if classes == 2 else 0, classes)
    ratios = np.stack([log_count_ratio(counts, labels == label) for label in columns], axis=1)
    found = _candidates(counts, labels, columns, ratios, validation, truth)
    return min(found, key=lambda one: log_loss(truth, one.probabilities(validation)))


def log_count_ratio(counts: Any, mine: "np.ndarray") -> Floats:
    """How much each feature speaks for some of the texts against the others (eq. 2), shape (features,)."""
    inside = np.asarray(counts[mine].sum(axis=0), dtype=float).ravel() + SMOOTHING
    outside = np.asarray(counts[~mine].sum(axis=0), dtype=float).ravel() + SMOOTHING
    return np.asarray(np.log(inside / inside.sum()) - np.log(outside / outside.sum()))


def _candidates(
    counts: Any, labels: Ints, columns: range, ratios: Floats, validation: Any, truth: Ints
) -> Iterator[NbSvm]:
    weighted = [(counts @ sparse.diags(column)).tocsr() for column in ratios.T]
    for strength in STRENGTHS:
        fitted = [
            _linear(inputs, labels == label, strength)
            for inputs, label in zip(weighted, columns, strict=True)
        ]
        own = np.stack([weights for weights, _ in fitted], axis=1)
        bias = np.array([one for _, one in fitted])
        for beta in BETAS:
            mixed = ratios * ((1 - beta) * np.abs(own).mean(axis=0) + beta * own)
            logits = as_logits(np.asarray(validation @ mixed + bias))
            yield NbSvm(mixed, bias, temperature(truth, logits), strength, beta)


def _linear(inputs: Any, mine: "np.ndarray", strength: float) -> tuple[Floats, float]:
    """Weights and bias of one class against the rest; never told where training holds none of it."""
    if not mine.any():
        return np.zeros(inputs.shape[1]), NEVER
    model = LogisticRegression(
        C=strength, solver="liblinear", dual=True, max_iter=MOST_PASSES, random_state=0
    ).fit(inputs, mine)
    return model.coef_[0], float(model.intercept_[0])
