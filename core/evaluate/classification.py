"""Scores of classifiers, from class probabilities. Not defined is None, never a guess."""

from dataclasses import dataclass

import numpy as np

from core.arrays import Floats, Ints

BINS = 15  # of the calibration error, each with equally many texts
FEWEST_TO_SCALE = 50  # texts that a temperature can be fitted on
LOWEST, HIGHEST = 0.05, 20.0  # temperatures
LOWEST_OF_RIGHT = 0.5  # where all are told rightly: no loss would be too little, and certainty the best
HALVINGS = 40  # of the range of temperatures
SMALLEST = 1e-15  # probability that a logarithm sees


@dataclass(frozen=True)
class ClassScores:
    """One class against the rest."""

    precision: float
    recall: float
    f1: float
    count: int  # texts of this class


def confusion(truth: Ints, predicted: Ints, classes: int) -> Ints:
    """How many texts of each class (rows) were called what (columns)."""
    return np.bincount(truth * classes + predicted, minlength=classes**2).reshape(classes, classes)


def class_scores(table: Ints) -> list[ClassScores]:
    """Precision, recall and F1 per class from a confusion table; 0 where nothing was called so."""
    right = np.diag(table).astype(float)
    precision = _divided(right, table.sum(axis=0))
    recall = _divided(right, table.sum(axis=1))
    f1 = _divided(2 * right, table.sum(axis=0) + table.sum(axis=1))
    rows = zip(precision, recall, f1, table.sum(axis=1), strict=True)
    return [ClassScores(float(p), float(r), float(f), int(n)) for p, r, f, n in rows]


def scores(truth: Ints, probabilities: Floats) -> dict[str, float | None]:
    """Accuracy, balanced accuracy, macro precision, recall and F1, ROC-AUC, log loss, ECE.

    Args:
        truth: Class of each text, shape (n,).
        probabilities: Shape (n, classes); rows add up to 1.
    """
    table = confusion(truth, probabilities.argmax(axis=1), probabilities.shape[1])
    each = [one for one in class_scores(table) if one.count]
    return {
        "accuracy": float(np.diag(table).sum() / table.sum()),
        "balanced_accuracy": float(np.mean([one.recall for one in each])),
        "precision": float(np.mean([one.precision for one in class_scores(table)])),
        "recall": float(np.mean([one.recall for one in class_scores(table)])),
        "f1": float(np.mean([one.f1 for one in class_scores(table)])),
        "roc_auc": roc_auc(truth, probabilities),
        "log_loss": log_loss(truth, probabilities),
        "ece": calibration_error(truth, probabilities),
    }


def log_loss(truth: Ints, probabilities: Floats) -> float:
    """Mean of -log of the probability that the true class was given."""
    return float(log_losses(truth, probabilities).mean())


def log_losses(truth: Ints, probabilities: Floats) -> Floats:
    """The same of each text."""
    given = np.clip(probabilities[np.arange(len(truth)), truth], SMALLEST, 1.0)
    return np.asarray(-np.log(given))


def roc_auc(truth: Ints, probabilities: Floats) -> float | None:
    """Area under the ROC curve by ranks, each class against the rest; None if a class is missing."""
    areas = []
    classes = probabilities.shape[1]
    for label in range(1 if classes == 2 else 0, classes):
        mine = truth == label
        positives, negatives = int(mine.sum()), int((~mine).sum())
        if positives == 0 or negatives == 0:
            return None
        ranks = _ranks(probabilities[:, label])
        areas.append((ranks[mine].sum() - positives * (positives + 1) / 2) / (positives * negatives))
    return float(np.mean(areas))


@dataclass(frozen=True)
class Reliability:
    """What classifiers promise and keep, in bins of equally many texts."""

    confidence: Floats  # mean probability of the class that was told
    accuracy: Floats  # share of texts where it was right
    count: Ints


def reliability(truth: Ints, probabilities: Floats, bins: int = BINS) -> Reliability:
    """The reliability diagram's points; fewer bins than asked for where there are fewer texts."""
    confidence, predicted = probabilities.max(axis=1), probabilities.argmax(axis=1)
    order = np.argsort(confidence, kind="stable")
    parts = [part for part in np.array_split(order, bins) if len(part)]
    right = predicted == truth
    return Reliability(
        np.array([confidence[part].mean() for part in parts]),
        np.array([right[part].mean() for part in parts]),
        np.array([len(part) for part in parts]),
    )


def calibration_error(truth: Ints, probabilities: Floats, bins: int = BINS) -> float:
    """Expected calibration error over equal-mass bins (Guo et al. 2017; Nixon et al. 2019)."""
    found = reliability(truth, probabilities, bins)
    return float(np.average(np.abs(found.confidence - found.accuracy), weights=found.count))


def softmax(logits: Floats, temperature: float = 1.0) -> Floats:
    """Class probabilities."""
    scaled = logits / temperature
    powers = np.exp(scaled - scaled.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def temperature(truth: Ints, logits: Floats) -> float:
    """The temperature with the lowest log loss (Guo et al. 2017), between 0.05 and 20; 1 of too few texts.

    Of texts that are all told rightly it is at least 0.5. The loss is convex in 1 / temperature: where its
    slope changes sign is found by halving.
    """
    if len(truth) < FEWEST_TO_SCALE:
        return 1.0
    own = logits[np.arange(len(truth)), truth]
    right = bool((logits.argmax(axis=1) == truth).all())
    low, high = 1 / HIGHEST, 1 / (LOWEST_OF_RIGHT if right else LOWEST)
    for _ in range(HALVINGS):
        middle = float(np.sqrt(low * high))
        slope = float(np.mean((softmax(logits, 1 / middle) * logits).sum(axis=1) - own))
        low, high = (middle, high) if slope < 0 else (low, middle)
    return 1 / float(np.sqrt(low * high))


def _ranks(values: Floats) -> Floats:
    """Ranks from 1; equal values share the mean of theirs. SciPy's would cost the pages 40 MB."""
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(count) - (count - 1) / 2)[place])


def _divided(top: Floats, bottom: Floats) -> Floats:
    return np.divide(top, bottom, out=np.zeros_like(top, dtype=float), where=bottom > 0)
