"""Logistic regression on words and pairs of words, weighed by their rarity (TF-IDF). Heavy: workers only."""

from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression

from core.arrays import Floats, Ints
from core.evaluate.bag import NEVER, Bag
from core.evaluate.classification import log_loss
from core.evaluate.counted import Answers, Counted

STRENGTHS = (0.3, 1.0, 3.0, 10.0, 30.0)  # inverse of the penalty; the lowest log loss on validation decides


def tfidf_logistic(counted: Counted) -> Answers:
    """Fitted on the training texts; the validation texts choose how strongly its weights are held back."""
    weigh = TfidfTransformer(sublinear_tf=True).fit(counted.counts)
    asked, classes = [weigh.transform(part) for part in counted.asked], counted.classes
    model = _fitted(weigh.transform(counted.counts), counted.labels, asked[0], counted.truth, classes)
    bag = Bag(counted.terms, *_weights(model, classes), rarity=np.asarray(weigh.idf_))
    return Answers([_probabilities(model, part, classes) for part in asked], bag)


def _fitted(inputs: Any, labels: Ints, validation: Any, truth: Ints, classes: int) -> Any:
    """The strength with the lowest log loss on validation."""
    fitted = [LogisticRegression(C=strength, max_iter=1000).fit(inputs, labels) for strength in STRENGTHS]
    return min(fitted, key=lambda model: log_loss(truth, _probabilities(model, validation, classes)))


def _probabilities(model: Any, part: Any, classes: int) -> Floats:
    """In the order of the classes; those that training never held get none."""
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
