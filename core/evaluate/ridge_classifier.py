"""Ridge on all values of a series, a target of -1 and 1 for each class. Heavy: workers only."""

import numpy as np
from sklearn.linear_model import RidgeClassifierCV

from core.arrays import Floats, Padded
from core.evaluate.classification import softmax, temperature
from core.evaluate.shapes import Shapes, Tell, stretched

PENALTIES = np.logspace(-3, 3, 10)  # leaving one out decides, as in ROCKET (Dempster et al. 2020)


def ridge_values(shapes: Shapes) -> Tell:
    """Fitted on the training series; how sure it is, validation says (as a temperature)."""
    steps = int(shapes.train.lengths.max())
    model = RidgeClassifierCV(alphas=PENALTIES).fit(stretched(shapes.train, steps), shapes.labels)

    def margins(asked: Padded) -> Floats:
        return _margins(model, stretched(asked, steps), shapes.classes)

    heat = temperature(shapes.truth, margins(shapes.validation))
    return lambda asked: softmax(margins(asked), heat)


def _margins(model: RidgeClassifierCV, values: Floats, classes: int) -> Floats:
    """How far each class's target is reached; of two classes only the second has a number."""
    told = model.decision_function(values)
    if told.ndim == 1:
        told = np.stack([-told, told], axis=1)
    found = np.full((len(values), classes), told.min() - 1)  # classes that training never held
    found[:, model.classes_] = told
    return found
