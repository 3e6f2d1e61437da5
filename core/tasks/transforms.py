"""Levels, differences or log returns: what a network sees, and how its answer becomes a forecast."""

import numpy as np

from core.arrays import Floats, Ints
from core.errors import UserError
from core.evaluate import known

TRANSFORMS = ("levels", "differences", "log_returns")
LEVELS_MARGIN = (
    0.98  # levels must beat changes by 2 % to be chosen: they extrapolate badly beyond the training range
)
MOST_WINDOWS = 1500  # enough to tell the transforms apart


def seen(name: str, values: Floats) -> Floats:
    """What the network sees: one number per step, shape (time,); the first change is not known and is 0."""
    if name == "levels":
        return values
    path = np.log(_positive(values)) if name == "log_returns" else values
    return np.diff(path, prepend=path[:1])


def asked(name: str, values: Floats, origins: Ints, horizon: int) -> Floats:
    """What the network is asked for: shape (origins, horizon); changes are counted from the origin.

    Where nothing was measured (NaN) there is no answer; an origin without a value counts from the last one.
    """
    future, start = values[origins[:, None] + np.arange(1, horizon + 1)], known.filled(values)[origins, None]
    if name == "levels":
        return future
    if name == "differences":
        return future - start
    return np.log(_positive(future)) - np.log(_positive(start))


def answered(name: str, answer: Floats, last: Floats) -> Floats:
    """Turn answers (origins, horizon) into forecasts, original scale; `last` is the value at each origin."""
    if name == "levels":
        return answer
    if name == "differences":
        return last[:, None] + answer
    return last[:, None] * np.exp(np.clip(answer, -20.0, 20.0))


def possible(values: Floats) -> tuple[str, ...]:
    """The transforms this series allows: log returns want positive values."""
    return TRANSFORMS if not np.any(values <= 0) else TRANSFORMS[:2]


def choose(train: Floats, lookback: int, horizon: int, positive: bool = True) -> str:
    """Choose a transform by the error of a linear autoregression on the last fifth of the training rows.

    Levels are left out where that fifth has moved away from the rows before: states are bounded, so a cell
    cannot follow a trend beyond the values it has seen.

    Args:
        train: The training rows, oldest first, NaN where nothing was measured; nothing later is looked at.
        positive: Whether all later values are positive too: log returns of others do not exist.
    """
    names = [name for name in possible(train) if positive or name != "log_returns"]
    errors = {name: _linear_error(name, train, lookback, horizon) for name in names}
    changes = {name: error for name, error in errors.items() if name != "levels"}
    best = min(changes, key=lambda name: changes[name])
    if _moved_away(train):
        return best
    return "levels" if errors["levels"] < LEVELS_MARGIN * errors[best] else best


def _moved_away(train: Floats) -> bool:
    """Whether the mean of the last fifth lies more than a standard deviation from the earlier rows' mean."""
    recent = max(1, len(train) // 5)
    early, late = train[:-recent], train[-recent:]
    return bool(abs(known.mean(late) - known.mean(early)) > known.deviation(early))


def _linear_error(name: str, values: Floats, lookback: int, horizon: int) -> float:
    past = min(lookback, 24)
    rows = np.arange(past, len(values) - horizon)
    rows = rows[:: -(-len(rows) // MOST_WINDOWS)]
    held_out = max(1, len(rows) // 5)
    whole = known.filled(values)
    shown = seen(name, whole)
    x = np.column_stack([np.ones(len(rows)), shown[rows[:, None] - np.arange(past)]])
    fit, judge = rows[:-held_out], rows[-held_out:]
    penalty = 1e-3 * np.trace(x.T @ x) / x.shape[1] * np.eye(x.shape[1])
    weights = _solved(x[: len(fit)], asked(name, values, fit, horizon), penalty)
    forecast = answered(name, x[len(fit) :] @ weights, whole[judge])
    return float(known.mean(np.abs(forecast - asked("levels", values, judge, horizon))))


def _solved(x: Floats, y: Floats, penalty: Floats) -> Floats:
    """Weights (inputs, steps) by least squares; of each step on the answers that were measured."""
    there = ~np.isnan(y)
    if there.all():
        at_once: Floats = np.asarray(np.linalg.solve(x.T @ x + penalty, x.T @ y), dtype=np.float64)
        return at_once
    rows = [(x[has], y[has, step]) for step, has in enumerate(there.T)]
    weights = np.empty((x.shape[1], y.shape[1]))
    for step, (inputs, answers) in enumerate(rows):
        weights[:, step] = np.linalg.solve(inputs.T @ inputs + penalty, inputs.T @ answers)
    return weights


def _positive(values: Floats) -> Floats:
    if np.any(values <= 0):
        raise UserError("log_returns_need_positive_values")
    return values
