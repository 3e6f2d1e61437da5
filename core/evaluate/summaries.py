"""Logistic regression on figures that sum a series up, whatever their order in time. Heavy: workers only."""

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from core.arrays import Floats, Padded
from core.evaluate.classification import log_loss
from core.evaluate.shapes import Shapes, Tell

STRENGTHS = (0.1, 1.0, 10.0)  # inverse of the penalty; the lowest log loss on validation decides


def summary_logistic(shapes: Shapes) -> Tell:
    """Fitted on the training series; the validation series choose how strongly weights are held back."""
    scale = StandardScaler().fit(summaries(shapes.train))
    train = scale.transform(summaries(shapes.train))
    choose = scale.transform(summaries(shapes.validation))

    def told(model: LogisticRegression, part: Floats) -> Floats:
        found = np.zeros((len(part), shapes.classes))
        found[:, model.classes_] = model.predict_proba(part)
        return found

    fitted = [LogisticRegression(C=one, max_iter=2000).fit(train, shapes.labels) for one in STRENGTHS]
    best = min(fitted, key=lambda model: log_loss(shapes.truth, told(model, choose)))
    return lambda asked: told(best, scale.transform(summaries(asked)))


def summaries(series: Padded) -> Floats:
    """The length, and ten figures of each column, (n, 1 + 10 x columns)."""
    each = [_of_one(series.table[row, : series.lengths[row]]) for row in range(len(series))]
    return np.stack(each)


def _of_one(values: Floats) -> Floats:
    """Mean, deviation, ends, extremes, where these lie, slope and how alike neighbours are, by column."""
    steps = len(values)
    away = values - values.mean(axis=0)
    time = np.linspace(-1, 1, steps)
    power = (away**2).sum(axis=0)
    alike = np.divide((away[1:] * away[:-1]).sum(axis=0), power, out=np.zeros_like(power), where=power > 0)
    slope = time @ away / (time**2).sum()
    where = (values.argmax(axis=0) / steps, values.argmin(axis=0) / steps)
    figures = (values.mean(axis=0), values.std(axis=0), values[0], values[-1], values.max(axis=0),
               values.min(axis=0), *where, slope, alike)  # fmt: skip
    return np.concatenate([[steps], *figures])
