"""The simple methods that a network has to beat on texts; each tells probabilities of classes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.linear_model import LogisticRegression

from core.arrays import Floats, Ints
from core.evaluate.bag import NEVER, Bag, one_and_two
from core.evaluate.classification import log_loss
from core.evaluate.nb_svm import nb_svm

Words = Sequence[Sequence[str]]  # the words of each text, as the networks read them
STRENGTHS = (0.3, 1.0, 3.0, 10.0, 30.0)  # inverse of the penalty; the lowest log loss on validation decides
MOST_FEATURES = 500_000


@dataclass(frozen=True)
class SimpleTexts:
    """What the simple methods tell."""

    probabilities: dict[str, list[Floats]]  # method -> (texts, classes) of each block that was asked
    bags: dict[str, Bag]  # those that are bags of words, to score texts later


def simple_texts(
    train: Words,
    labels: Ints,
    validation: Words,
    validation_labels: Ints,
    others: Sequence[Words],
    classes: int,
) -> SimpleTexts:
    """Fit every simple method on the training texts.

    Args:
        others: Blocks of texts to classify besides the validation texts.

    Returns:
        Probabilities on validation, then on each of the others.
    """
    counter = CountVectorizer(analyzer=one_and_two, max_features=MOST_FEATURES, min_df=_rare(train))
    counts = counter.fit_transform(train)
    asked = [counter.transform(texts) for texts in (validation, *others)]
    terms = tuple(counter.get_feature_names_out())
    share = np.bincount(labels, minlength=classes) / len(labels)
    bayes = nb_svm(counts, labels, asked[0], validation_labels, classes)
    weigh = TfidfTransformer(sublinear_tf=True).fit(counts)
    weighted = [weigh.transform(part) for part in asked]
    logistic = _logistic(weigh.transform(counts), labels, weighted[0], validation_labels, classes)
    told = {
        "majority": [np.tile(share, (part.shape[0], 1)) for part in asked],
        "tfidf_logistic": [_told(logistic, part, classes) for part in weighted],
        "nb_svm": [bayes.probabilities(part) for part in asked],
    }
    kept = _weights(logistic, classes)
    bags = {
        "tfidf_logistic": Bag(terms, *kept, rarity=np.asarray(weigh.idf_)),
        "nb_svm": Bag(terms, *bayes.by_class(), bayes.temperature),
    }
    return SimpleTexts(told, bags)


def _logistic(inputs: Any, labels: Ints, validation: Any, truth: Ints, classes: int) -> Any:
    """Logistic regression; the strength with the lowest log loss on validation."""
    fitted = [LogisticRegression(C=strength, max_iter=1000).fit(inputs, labels) for strength in STRENGTHS]
    return min(fitted, key=lambda model: log_loss(truth, _told(model, validation, classes)))


def _told(model: Any, part: Any, classes: int) -> Floats:
    """Probabilities in the order of the classes; those that training never held get none."""
    found = np.zeros((part.shape[0], classes))
    found[:, model.classes_] = model.predict_proba(part)
    return found


def _weights(model: Any, classes: int) -> tuple[Floats, Floats]:
    """What speaks for each class, (features, classes), and the bias (classes,)."""
    own, bias = model.coef_, model.intercept_
    if len(own) == 1:  # of two classes only the second has numbers
        own, bias = np.stack([-own[0] / 2, own[0] / 2]), np.array([-bias[0] / 2, bias[0] / 2])
    weights, biases = np.zeros((own.shape[1], classes)), np.full(classes, NEVER)
    weights[:, model.classes_], biases[model.classes_] = own.T, bias
    return weights, biases


def _rare(train: Words) -> int:
    """Of many texts, what occurs in a single one is left out."""
    return 2 if len(train) > 5000 else 1
