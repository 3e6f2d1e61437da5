"""Scores of forecasts, on the original scale, over what was measured; None where a score is not defined.

A truth of NaN was never measured and counts in no score (see `core.evaluate.known`).
"""

import math

import numpy as np

from core.arrays import Floats
from core.evaluate import known

ROUNDING = 64 * np.finfo(np.float64).eps  # changes below this share of the values are rounding, not movement


def mae(truth: Floats, guess: Floats) -> float:
    """Mean absolute error, in the units of the series."""
    return float(known.mean(np.abs(truth - guess)))


def rmse(truth: Floats, guess: Floats) -> float:
    """Root of the mean squared error, in the units of the series."""
    return float(np.sqrt(known.mean((truth - guess) ** 2)))


def smape(truth: Floats, guess: Floats) -> float:
    """Symmetric mean absolute percentage error, 0 to 200 (M4: Makridakis, Spiliotis & Assimakopoulos 2020).

    Where truth and guess are both zero the error counts as zero.
    """
    size = np.abs(truth) + np.abs(guess)
    nothing = np.where(np.isnan(size), np.nan, 0.0)
    share = np.divide(2 * np.abs(truth - guess), size, out=nothing, where=size > 0)
    return float(100 * known.mean(share))


def mase_scale(train: Floats, period: int) -> float:
    """Mean absolute error of the seasonal naive method within the training rows (Hyndman & Koehler 2006).

    Args:
        train: Training rows, shape (time,), oldest first; pairs of which one is NaN are left out.
        period: Season, 1 for none.

    Returns:
        Units of the series; 0 if it repeats itself up to rounding, or no two rows a period apart are known.
    """
    if len(train) <= period:
        return 0.0
    scale = mae(train[period:], train[:-period])
    return scale if scale > ROUNDING * float(np.nanmax(np.abs(train))) else 0.0


def still(values: Floats) -> bool:
    """Whether values are all the same but for rounding."""
    return bool(np.ptp(values) <= ROUNDING * np.max(np.abs(values)))


def mase(truth: Floats, guess: Floats, scale: float) -> float | None:
    """Mean absolute error in units of `mase_scale`; not defined for a scale of zero."""
    return ratio(mae(truth, guess), scale)


def ratio(part: float, whole: float) -> float | None:
    """One number in units of another that is above zero; None where that is not a finite number."""
    found = part / whole if whole > 0 else math.inf
    return found if math.isfinite(found) else None


def interval_score(truth: Floats, low: Floats, high: Floats, level: float) -> float:
    """Width plus a penalty for each miss, lower is better (Winkler 1972; Gneiting & Raftery 2007)."""
    below, above = np.maximum(low - truth, 0), np.maximum(truth - high, 0)
    return float(known.mean(high - low + 2 / (1 - level) * (below + above)))


def scores(truth: Floats, guess: Floats, scale: float) -> dict[str, float | None]:
    """All scores of point forecasts over arrays of one shape."""
    found = {
        "mae": mae(truth, guess),
        "rmse": rmse(truth, guess),
        "smape": smape(truth, guess),
        "mase": mase(truth, guess, scale),
    }
    return {name: None if one is None or math.isnan(one) else one for name, one in found.items()}


def scores_by_step(truth: Floats, guess: Floats, scale: float) -> dict[str, list[float | None]]:
    """All point scores for each step ahead; arrays of shape (origins, horizon)."""
    steps = [scores(truth[:, step], guess[:, step], scale) for step in range(truth.shape[1])]
    return {name: [step[name] for step in steps] for name in steps[0]}
