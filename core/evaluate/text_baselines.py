"""The simple methods that a network has to beat on texts; each tells probabilities of classes."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.linear_model import LogisticRegression

from core.arrays import Floats, Ints
from core.evaluate.classification import log_loss
from core.evaluate.nb_svm import nb_svm

Words = Sequence[Sequence[str]]  # the words of each text, as the networks read them
STRENGTHS = (0.3, 1.0, 3.0, 10.0, 30.0)  # inverse of the penalty; the lowest log loss on validation decides
MOST_FEATURES = 500_000


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
    counter = CountVectorizer(analyzer=one_and_two, max_features=MOST_FEATURES, min_df=_rare(train))
    counts = counter.fit_transform(train)
    asked = [counter.transform(texts) for texts in (validation, *others)]
    share = np.bincount(labels, minlength=classes) / len(labels)
    bayes = nb_svm(counts, labels, asked[0], validation_labels, classes)
    return {
        "majority": [np.tile(share, (part.shape[0], 1)) for part in asked],
        "tfidf_logistic": _tfidf(counts, labels, asked, validation_labels, classes),
        "nb_svm": [bayes.probabilities(part) for part in asked],
    }


def one_and_two(words: Sequence[str]) -> list[str]:
    """The words of a text and its pairs of neighbours."""
    return [*words, *(f"{a} {b}" for a, b in zip(words, words[1:], strict=False))]


def _tfidf(counts: Any, labels: Ints, asked: list[Any], truth: Ints, classes: int) -> list[Floats]:
    """Logistic regression on TF-IDF; the strength with the lowest log loss on validation, asked first."""
    weigh = TfidfTransformer(sublinear_tf=True).fit(counts)
    inputs, shown = weigh.transform(counts), [weigh.transform(part) for part in asked]
    fitted = [LogisticRegression(C=strength, max_iter=1000).fit(inputs, labels) for strength in STRENGTHS]
    best = min(fitted, key=lambda model: log_loss(truth, _told(model, shown[0], classes)))
    return [_told(best, part, classes) for part in shown]


def _told(model: Any, part: Any, classes: int) -> Floats:
    """Probabilities in the order of the classes; those that training never held get none."""
    found = np.zeros((part.shape[0], classes))
    found[:, model.classes_] = model.predict_proba(part)
    return found


def _rare(train: Words) -> int:
    """Of many texts, what occurs in a single one is left out."""
    return 2 if len(train) > 5000 else 1
