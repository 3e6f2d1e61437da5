"""Ridge regression on exactly the networks' windows (Hoerl & Kennard 1970). Imports numpy only.

The penalty is told per fitted window, so that it means the same for few and for many of them: with a penalty
p on n windows, weights w minimise |y - Xw|^2 + n p |w|^2 after both were centred.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import Bools, Floats
from core.evaluate import known
from core.evaluate.baselines import Windows

MEAN_ONLY = np.inf  # no weights: every answer is the mean of the answers
PENALTIES = np.append(np.logspace(-6, 1, 15), MEAN_ONLY)  # per fitted window, ascending
MOST_NUMBERS = 10_000_000  # in the windows that are fitted: 80 MB
ENOUGH = 0.5  # share of the windows with every answer, from which on all steps are fitted on these at once


@dataclass(frozen=True)
class Fit:
    """answer = (window - mean) @ weights + level."""

    mean: Floats  # (inputs,)
    weights: Floats  # (inputs, steps)
    level: Floats  # (steps,)

    def answers(self, x: Floats) -> Floats:
        """Answers (n, steps) to windows (n, inputs)."""
        return (x - self.mean) @ self.weights + self.level


def ridge_answers(windows: Windows) -> Floats:
    """Answers (origins, steps) to the wanted windows, with the penalty that was chosen beforehand."""
    return fit_ridge(windows.x, windows.y, windows.penalty).answers(windows.wanted)


def fit_ridge(x: Floats, y: Floats, penalty: float) -> Fit:
    """Ridge regression from flattened windows to all steps ahead.

    Windows of which an answer was not measured (NaN) are left out; where these are most, each step is fitted
    on the windows whose answer it has.

    Args:
        x: Windows, shape (n, inputs), scaled.
        y: Answers, shape (n, steps), scaled.
        penalty: Per fitted window; `MEAN_ONLY` for the mean of the answers.
    """
    return _fits(x, y, np.array([penalty]))[0]


def ridge_path(x: Floats, y: Floats, wanted: Floats) -> Floats:
    """Every penalty's answers to the wanted windows, shape (len(PENALTIES), wanted, steps)."""
    return np.stack([fit.answers(wanted) for fit in _fits(x, y, PENALTIES)])


def ridge_forecasts(
    x: Floats, y: Floats, x_validation: Floats, y_validation: Floats, wanted: Sequence[Floats]
) -> tuple[list[Floats], float]:
    """Ridge regression whose penalty one block of later windows chooses, by the mean absolute error.

    Args:
        x: Training windows, shape (n, lookback, columns), scaled.
        y: Their answers, shape (n, horizon), scaled.
        x_validation: Windows of the block, not empty.
        y_validation: Their answers.
        wanted: Windows to forecast from.

    Returns:
        Scaled answers for each of `wanted`, and the penalty.
    """
    fits = _fits(_flat(x), y, PENALTIES)
    errors = [known.mean(np.abs(fit.answers(_flat(x_validation)) - y_validation)) for fit in fits]
    best = int(np.argmin(errors))
    return [fits[best].answers(_flat(windows)) for windows in wanted], float(PENALTIES[best])


def _fits(x: Floats, y: Floats, penalties: Floats) -> list[Fit]:
    """One fit per penalty, on the answers that were measured."""
    there = ~np.isnan(y)
    whole: Bools = np.all(there, axis=1)
    if whole.all():
        return _fits_of_whole(x, y, penalties)
    if whole.sum() >= ENOUGH * len(y):
        return _fits_of_whole(x[whole], y[whole], penalties)
    steps = [_fits_of_whole(x[has], y[has, step, None], penalties) for step, has in enumerate(there.T)]
    return [_beside(fits) for fits in zip(*steps, strict=True)]


def _fits_of_whole(x: Floats, y: Floats, penalties: Floats) -> list[Fit]:
    mean, level = x.mean(axis=0), y.mean(axis=0)
    rows, answers = x - mean, y - level
    if x.shape[1] <= len(x):
        solved = _solved(rows.T @ rows, rows.T @ answers, len(x) * penalties)
        return [Fit(mean, weights, level) for weights in solved]
    solved = _solved(rows @ rows.T, answers, len(x) * penalties)
    return [Fit(mean, rows.T @ found, level) for found in solved]


def _solved(products: Floats, answers: Floats, penalties: Floats) -> Iterator[Floats]:
    """(products + penalty I)^-1 answers for each penalty."""
    if len(penalties) == 1 and np.isfinite(penalties[0]):
        yield np.linalg.solve(products + penalties[0] * np.eye(len(products)), answers)
        return
    strengths, directions = np.linalg.eigh(products)  # 15 separate solutions of 672 inputs take longer
    strengths = np.maximum(strengths, 0)[:, None]
    turned = directions.T @ answers
    yield from (directions @ (turned / (strengths + penalty)) for penalty in penalties)


def _beside(fits: Sequence[Fit]) -> Fit:
    """Fits of one step each as one of all steps."""
    mean, weights = fits[0].mean, np.column_stack([fit.weights for fit in fits])
    level = np.array([float((fit.level + (mean - fit.mean) @ fit.weights)[0]) for fit in fits])
    return Fit(mean, weights, level)


def _flat(x: Floats) -> Floats:
    return x.reshape(len(x), int(np.prod(x.shape[1:])))
