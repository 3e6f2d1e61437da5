"""Ridge regression on exactly the networks' windows. Imports numpy only."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import Bools, Floats
from core.evaluate import known

PENALTIES = np.logspace(-3, 4, 15)
MOST_NUMBERS = 10_000_000  # in the windows that are fitted: 80 MB
ENOUGH = 0.5  # share of the windows with every answer, from which on all steps are fitted on these at once


def ridge_forecasts(
    x: Floats, y: Floats, x_stop: Floats, y_stop: Floats, wanted: Sequence[Floats]
) -> tuple[list[Floats], float]:
    """Ridge regression from the flattened windows to all steps ahead (Hoerl & Kennard 1970).

    Beyond `MOST_NUMBERS` the training windows are thinned evenly. Windows of which an answer was not measured
    (NaN) are left out; where these are most, each step is fitted on the windows whose answer it has.

    Args:
        x: Training windows, shape (n, lookback, columns), scaled.
        y: Their answers, shape (n, horizon), scaled.
        x_stop: Windows of the early-stopping rows, not empty; their mean absolute error chooses the penalty.
        y_stop: Their answers.
        wanted: Windows to forecast from.

    Returns:
        Scaled answers for each of `wanted`, and the penalty.
    """
    kept = slice(None, None, max(1, -(-x.size // MOST_NUMBERS)))
    fits = _fits_of_known(_flat(x[kept]), y[kept])
    errors = [known.mean(np.abs(fit.answers(x_stop) - y_stop)) for fit in fits]
    best = int(np.argmin(errors))
    return [fits[best].answers(windows) for windows in wanted], float(PENALTIES[best])


@dataclass(frozen=True)
class _Fit:
    """answer = (window - mean) @ weights + level."""

    mean: Floats  # (inputs,)
    weights: Floats  # (inputs, horizon)
    level: Floats  # (horizon,)

    def answers(self, x: Floats) -> Floats:
        return (_flat(x) - self.mean) @ self.weights + self.level


def _fits_of_known(x: Floats, y: Floats) -> list[_Fit]:
    """Fits on the answers that were measured."""
    there = ~np.isnan(y)
    whole: Bools = np.all(there, axis=1)
    if whole.all():
        return _fits(x, y)
    if whole.sum() >= ENOUGH * len(y):
        return _fits(x[whole], y[whole])
    steps = [_fits(x[known_here], y[known_here, step, None]) for step, known_here in enumerate(there.T)]
    return [_beside(fits) for fits in zip(*steps, strict=True)]


def _beside(fits: Sequence[_Fit]) -> _Fit:
    """Fits of one step each as one of all steps."""
    mean, weights = fits[0].mean, np.column_stack([fit.weights for fit in fits])
    level = np.array([float((fit.level + (mean - fit.mean) @ fit.weights)[0]) for fit in fits])
    return _Fit(mean, weights, level)


def _fits(x: Floats, y: Floats) -> list[_Fit]:
    """One fit per penalty from a single eigendecomposition; 15 separate fits of 12,000 x 672 take 20 s."""
    mean, level = x.mean(axis=0), y.mean(axis=0)
    rows, answers = x - mean, y - level
    wide = rows.shape[1] > len(rows)
    strengths, directions = np.linalg.eigh(rows @ rows.T if wide else rows.T @ rows)
    strengths = np.maximum(strengths, 0)[:, None]
    turned = directions.T @ (answers if wide else rows.T @ answers)
    solved = (directions @ (turned / (strengths + penalty)) for penalty in PENALTIES)
    return [_Fit(mean, rows.T @ found if wide else found, level) for found in solved]


def _flat(x: Floats) -> Floats:
    return x.reshape(len(x), int(np.prod(x.shape[1:])))
