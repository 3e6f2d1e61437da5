"""Ridge regression on exactly the networks' windows. Imports numpy only."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import Floats

PENALTIES = np.logspace(-3, 4, 15)
MOST_NUMBERS = 10_000_000  # in the windows that are fitted: 80 MB


def ridge_forecasts(
    x: Floats, y: Floats, x_stop: Floats, y_stop: Floats, wanted: Sequence[Floats]
) -> tuple[list[Floats], float]:
    """Ridge regression from the flattened windows to all steps ahead (Hoerl & Kennard 1970).

    Beyond `MOST_NUMBERS` the training windows are thinned evenly.

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
    fits = _fits(_flat(x[kept]), y[kept])
    errors = [np.mean(np.abs(fit.answers(x_stop) - y_stop)) for fit in fits]
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
