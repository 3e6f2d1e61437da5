"""The simple methods that a network has to beat on texts; each tells probabilities of classes."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import scipy.sparse as sparse
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.linear_model import LogisticRegression

from core.arrays import Floats, Ints
from core.evaluate.classification import log_loss

Words = Sequence[Sequence[str]]  # the words of each text, as the networks read them
STRENGTHS = (1.0, 10.0)  # inverse of the penalty; the one with the lower log loss on validation is kept
MOST_FEATURES = 500_000
SMOOTHING = 1.0  # added to the counts of the NB ratio
WAY_TO_UNIFORM = 0.25  # NB-SVM's interpolation (Wang & Manning 2012): part that the ratios keep


def simple_probabilities(
    train: Words,
    labels: Ints,
    validation: Words,
    validation_labels: Ints,
    others: Sequence[Words],
    classes: int,
) -> dict[str, list[Floats]]:
    """Fit every simple method on the training texts.

    Args:
        others: Blocks of texts to classify besides the validation texts.

    Returns:
        By method: probabilities (texts, classes) on validation, then on each of the others.
    """
    counter = CountVectorizer(analyzer=_one_and_two, max_features=MOST_FEATURES, min_df=_rare(train))
    counts = counter.fit_transform(train)
    asked = [counter.transform(texts) for texts in (validation, *others)]
    share = np.bincount(labels, minlength=classes) / len(labels)
    majority = [np.tile(share, (part.shape[0], 1)) for part in asked]
    weigh = TfidfTransformer(sublinear_tf=True).fit(counts)
    tfidf = _logistic(weigh.transform, counts, labels, asked, validation_labels, classes)
    return {
        "majority": majority,
        "tfidf_logistic": tfidf,
        "nb_svm": _nb(counts, labels, asked, validation_labels, classes),
    }


def _nb(counts: Any, labels: Ints, asked: list[Any], truth: Ints, classes: int) -> list[Floats]:
    """Words weighted by their log-count ratio, each class against the rest (Wang & Manning 2012).

    A logistic loss takes the place of the hinge: it gives probabilities, at the same accuracy.
    """
    present = (counts > 0).astype(np.float32)
    shown = [(part > 0).astype(np.float32) for part in asked]
    told = []
    for label in range(1 if classes == 2 else 0, classes):
        mine = labels == label
        ratio = sparse.diags(_log_ratio(present, mine))
        weigh = _times(ratio)
        one = _logistic(weigh, present, mine.astype(int), shown, (truth == label).astype(int), 2)
        told.append([part[:, 1] for part in one])
    if classes == 2:
        return [np.stack([1 - part, part], axis=1) for part in told[0]]
    stacked = [np.stack(parts, axis=1) for parts in zip(*told, strict=True)]
    return [part / part.sum(axis=1, keepdims=True) for part in stacked]


def _times(ratio: Any) -> Callable[[Any], Any]:
    return lambda part: part @ ratio


def _log_ratio(present: Any, mine: "np.ndarray") -> Floats:
    inside = np.asarray(present[mine].sum(axis=0)).ravel() + SMOOTHING
    outside = np.asarray(present[~mine].sum(axis=0)).ravel() + SMOOTHING
    ratio = np.log(inside / inside.sum()) - np.log(outside / outside.sum())
    return np.asarray((1 - WAY_TO_UNIFORM) * np.abs(ratio).mean() * np.sign(ratio) + WAY_TO_UNIFORM * ratio)


def _logistic(
    weigh: Callable[[Any], Any], counts: Any, labels: Ints, asked: list[Any], truth: Ints, classes: int
) -> list[Floats]:
    inputs, shown = weigh(counts), [weigh(part) for part in asked]
    fitted = [LogisticRegression(C=strength, max_iter=1000).fit(inputs, labels) for strength in STRENGTHS]
    best = min(fitted, key=lambda model: log_loss(truth, _told(model, shown[0], classes)))
    return [_told(best, part, classes) for part in shown]


def _told(model: Any, part: Any, classes: int) -> Floats:
    """Probabilities in the order of the classes; those that training never held get none."""
    found = np.zeros((part.shape[0], classes))
    found[:, model.classes_] = model.predict_proba(part)
    return found


def _one_and_two(words: Sequence[str]) -> list[str]:
    return [*words, *(f"{a} {b}" for a, b in zip(words, words[1:], strict=False))]


def _rare(train: Words) -> int:
    """Of many texts, what occurs in a single one is left out."""
    return 2 if len(train) > 5000 else 1
