"""What a network sees of the target, and how its answer becomes a forecast.

Levels, differences, log returns, or differences to the value a season before: then the answer is what is
added to the seasonal naive forecast.
"""

import numpy as np

from core.arrays import Floats, Ints
from core.errors import UserError
from core.evaluate import known

SEASONAL = "seasonal_differences"
TRANSFORMS = ("levels", "differences", "log_returns", SEASONAL)


def seen(name: str, values: Floats, season: int = 1) -> Floats:
    """What the network sees: one number per step, shape (time,); a change that is not known is 0.

    Args:
        values: Original scale, nothing missing.
        season: Rows, of seasonal differences.
    """
    if name == "levels":
        return values
    if name == SEASONAL:
        change = np.zeros_like(values)
        change[season:] = values[season:] - values[:-season]
        return change
    path = np.log(_positive(values)) if name == "log_returns" else values
    return np.diff(path, prepend=path[:1])


def lost(name: str, season: int = 1) -> int:
    """Rows at the beginning for which a transform knows no value."""
    return season if name == SEASONAL else 1


def asked(name: str, values: Floats, origins: Ints, horizon: int, season: int = 1) -> Floats:
    """What the network is asked for: shape (origins, horizon); changes are counted from the origin.

    Where nothing was measured (NaN) there is no answer; an origin without a value counts from the last one,
    a season before without one from the season before that.
    """
    future = values[origins[:, None] + np.arange(1, horizon + 1)]
    if name == "levels":
        return future
    if name == SEASONAL:
        return future - seasonal_naive(known.filled_by_season(values, season), origins, horizon, season)
    start = known.filled(values)[origins, None]
    if name == "differences":
        return future - start
    return np.log(_positive(future)) - np.log(_positive(start))


def answered(name: str, answer: Floats, start: Floats) -> Floats:
    """Turn answers (origins, steps) into forecasts, original scale.

    Args:
        start: Of seasonal differences the seasonal naive forecasts, (origins, steps); else the values at the
            origins, (origins, 1).
    """
    if name == "levels":
        return answer
    if name == "log_returns":
        return start * np.exp(np.clip(answer, -20.0, 20.0))
    return start + answer


def seasonal_naive(values: Floats, origins: Ints, horizon: int, season: int) -> Floats:
    """The last season before each origin, repeated: shape (origins, horizon)."""
    ahead = np.arange(1, horizon + 1)
    return values[origins[:, None] + ahead - season * (-(-ahead // season))]


def possible(values: Floats) -> tuple[str, ...]:
    """The transforms without a season that this series allows: log returns want positive values."""
    return TRANSFORMS[:3] if not np.any(values <= 0) else TRANSFORMS[:2]


def _positive(values: Floats) -> Floats:
    if np.any(values <= 0):
        raise UserError("log_returns_need_positive_values")
    return values
