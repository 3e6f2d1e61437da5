"""Ridge regression on exactly the networks' windows (Hoerl & Kennard 1970). Imports numpy only.

The penalty is told per fitted window, so that it means the same for few and for many of them: with a penalty
p on n windows, weights w minimise |y - Xw|^2 + n p |w|^2 after both were centred.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import Bools, Floats, Ints
from core.evaluate import known

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


@dataclass(frozen=True)
class Fold:
    """Which of the windows are fitted, and on which later ones this is judged."""

    fit: slice
    judge: slice


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


def fold_errors(
    x: Floats, y: Floats, folds: Sequence[Fold], error: Callable[[Floats, slice], float]
) -> Floats:
    """The error of every penalty on every fold, shape (folds, len(PENALTIES)).

    A fold costs one eigendecomposition, whatever the number of penalties; folds whose fitted windows begin
    alike and grow share their sums of squares.

    Args:
        x: Windows, shape (n, inputs), in time order.
        y: Answers, shape (n, steps); NaN where nothing was measured.
        folds: No judged window lies before a fitted one's answers end: that is the caller's care.
        error: From answers (judged, steps) to the windows of a slice, to one number.
    """
    found = np.empty((len(folds), len(PENALTIES)))
    for place, fits in enumerate(_fits_of_folds(x, y, folds)):
        judge = folds[place].judge
        found[place] = [error(fit.answers(x[judge]), judge) for fit in fits]
    return found


def best_penalty(errors: Floats) -> float:
    """The penalty with the lowest mean error; of equal ones the largest.

    Args:
        errors: As from `fold_errors`.
    """
    means = errors.mean(axis=0)
    return float(PENALTIES[len(means) - 1 - int(np.argmin(means[::-1]))])


def thinned(rows: Ints, inputs: int) -> Ints:
    """So many of the windows, evenly, that they hold `MOST_NUMBERS` numbers; the last one is kept."""
    return rows[:: -max(1, -(-len(rows) * inputs // MOST_NUMBERS))][::-1]


def ridge_forecasts(
    x: Floats, y: Floats, x_stop: Floats, y_stop: Floats, wanted: Sequence[Floats]
) -> tuple[list[Floats], float]:
    """Ridge regression whose penalty one block of later windows chooses, by the mean absolute error.

    Args:
        x: Training windows, shape (n, lookback, columns), scaled.
        y: Their answers, shape (n, horizon), scaled.
        x_stop: Windows of the block, not empty.
        y_stop: Their answers.
        wanted: Windows to forecast from.

    Returns:
        Scaled answers for each of `wanted`, and the penalty.
    """
    kept = thinned(np.arange(len(x), dtype=np.int64), int(np.prod(x.shape[1:])))
    fits = _fits(_flat(x[kept]), y[kept], PENALTIES)
    errors = [known.mean(np.abs(fit.answers(_flat(x_stop)) - y_stop)) for fit in fits]
    best = int(np.argmin(errors))
    return [fits[best].answers(_flat(windows)) for windows in wanted], float(PENALTIES[best])


@dataclass(frozen=True)
class _Sums:
    """All that least squares needs of some windows; those of more windows are the sums of both."""

    count: int
    x: Floats  # (inputs,)
    y: Floats  # (steps,)
    xx: Floats  # (inputs, inputs)
    xy: Floats  # (inputs, steps)

    @classmethod
    def of(cls, x: Floats, y: Floats) -> "_Sums":
        return cls(len(x), x.sum(axis=0), y.sum(axis=0), x.T @ x, x.T @ y)

    def __add__(self, other: "_Sums") -> "_Sums":
        pairs = zip(vars(self).values(), vars(other).values(), strict=True)
        return _Sums(*(mine + theirs for mine, theirs in pairs))

    def fits(self, penalties: Floats) -> list[Fit]:
        mean, level = self.x / self.count, self.y / self.count
        products = self.xx - self.count * np.outer(mean, mean)
        answers = self.xy - self.count * np.outer(mean, level)
        return [Fit(mean, weights, level) for weights in _solved(products, answers, self.count * penalties)]


def _fits_of_folds(x: Floats, y: Floats, folds: Sequence[Fold]) -> Iterator[list[Fit]]:
    if np.isnan(y).any() or any(_wide(x[fold.fit]) for fold in folds):
        yield from (_fits(x[fold.fit], y[fold.fit], PENALTIES) for fold in folds)
        return
    start, end, sums = 0, 0, _Sums.of(x[:0], y[:0])
    for fold in folds:
        first, last, _ = fold.fit.indices(len(x))
        if first != start or last < end:
            start, end, sums = first, first, _Sums.of(x[:0], y[:0])
        sums += _Sums.of(x[end:last], y[end:last])
        end = last
        yield sums.fits(PENALTIES)


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
    if not _wide(x):
        return _Sums.of(x, y).fits(penalties)
    mean, level = x.mean(axis=0), y.mean(axis=0)
    rows = x - mean
    solved = _solved(rows @ rows.T, y - level, len(x) * penalties)
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


def _wide(x: Floats) -> bool:
    return x.shape[1] > len(x)


def _beside(fits: Sequence[Fit]) -> Fit:
    """Fits of one step each as one of all steps."""
    mean, weights = fits[0].mean, np.column_stack([fit.weights for fit in fits])
    level = np.array([float((fit.level + (mean - fit.mean) @ fit.weights)[0]) for fit in fits])
    return Fit(mean, weights, level)


def _flat(x: Floats) -> Floats:
    return x.reshape(len(x), int(np.prod(x.shape[1:])))
