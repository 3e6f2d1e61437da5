"""Levels, differences or log returns: what a network sees, and how its answer becomes a forecast."""

import numpy as np

from core.arrays import Floats, Ints
from core.errors import UserError

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
    """What the network is asked for: shape (origins, horizon); changes are counted from the origin."""
    future = values[origins[:, None] + np.arange(1, horizon + 1)]
    if name == "levels":
        return future
    if name == "differences":
        return future - values[origins, None]
    return np.log(_positive(future)) - np.log(_positive(values[origins, None]))


def answered(name: str, answer: Floats, last: Floats) -> Floats:
    """Turn answers (origins, horizon) into forecasts, original scale; `last` is the value at each origin."""
    if name == "levels":
        return answer
    if name == "differences":
        return last[:, None] + answer
    return last[:, None] * np.exp(np.clip(answer, -20.0, 20.0))


def possible(values: Floats) -> tuple[str, ...]:
    """The transforms this series allows: log returns want positive values."""
    return TRANSFORMS if np.all(values > 0) else TRANSFORMS[:2]


def choose(train: Floats, lookback: int, horizon: int, positive: bool = True) -> str:
    """Choose a transform by the error of a linear autoregression on the last fifth of the training rows.

    Levels are left out where that fifth has moved away from the rows before: states are bounded, so a cell
    cannot follow a trend beyond the values it has seen.

    Args:
        train: The training rows, oldest first; nothing later is looked at.
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
    return bool(abs(late.mean() - early.mean()) > early.std())


def _linear_error(name: str, values: Floats, lookback: int, horizon: int) -> float:
    past = min(lookback, 24)
    rows = np.arange(past, len(values) - horizon)
    rows = rows[:: -(-len(rows) // MOST_WINDOWS)]
    held_out = max(1, len(rows) // 5)
    shown = seen(name, values)
    x = np.column_stack([np.ones(len(rows)), shown[rows[:, None] - np.arange(past)]])
    fit, judge = rows[:-held_out], rows[-held_out:]
    penalty = 1e-3 * np.trace(x.T @ x) / x.shape[1] * np.eye(x.shape[1])
    weights = np.linalg.solve(
        x[: len(fit)].T @ x[: len(fit)] + penalty, x[: len(fit)].T @ asked(name, values, fit, horizon)
    )
    forecast = answered(name, x[len(fit) :] @ weights, values[judge])
    return float(np.mean(np.abs(forecast - asked("levels", values, judge, horizon))))


def _positive(values: Floats) -> Floats:
    if np.any(values <= 0):
        raise UserError("log_returns_need_positive_values")
    return values
