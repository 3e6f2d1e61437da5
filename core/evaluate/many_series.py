"""Scores of forecasts of many series, by series and over all; NaN where one is not defined.

A truth of NaN was never measured and counts in no score. Shapes are (series, origins, horizon).
"""

import warnings
from dataclasses import dataclass

import numpy as np

from core.arrays import Floats


@dataclass(frozen=True, eq=False)
class Units:
    """What errors are divided by, per series: those of the seasonal naive method within the rows before."""

    absolute: Floats  # (series,) mean absolute error; NaN: not defined
    squared: Floats  # (series,) root of the mean squared error


def mase(truth: Floats, forecast: Floats, units: Units) -> Floats:
    """Mean absolute scaled error of each series and origin, (series, origins) (Hyndman & Koehler 2006)."""
    return _mean(np.abs(forecast - truth), -1) / units.absolute[:, None]


def rmsse(truth: Floats, forecast: Floats, units: Units) -> Floats:
    """Root mean squared scaled error of each series, (series,) (M5: Makridakis et al. 2022)."""
    found: Floats = np.sqrt(_mean((forecast - truth) ** 2, (1, 2))) / units.squared
    return found


def wape(truth: Floats, forecast: Floats) -> float | None:
    """Absolute errors over all series as a share of everything that was measured."""
    known = np.isfinite(truth) & np.isfinite(forecast)
    size = float(np.abs(truth[known]).sum())
    return float(np.abs(forecast - truth)[known].sum()) / size if size > 0 else None


def smape(truth: Floats, forecast: Floats) -> float:
    """Mean over series of M4's symmetric error, 0 to 200; where both are zero the error counts as zero."""
    size = np.abs(truth) + np.abs(forecast)
    share = np.where(size > 0, 2 * np.abs(forecast - truth) / np.where(size > 0, size, 1.0), 0 * size)
    return float(100 * _mean(_mean(share, (1, 2)), 0))


def mae(truth: Floats, forecast: Floats) -> float:
    """Mean over series of their mean absolute errors, in the units of the series."""
    return float(_mean(_mean(np.abs(forecast - truth), (1, 2)), 0))


def many_scores(truth: Floats, forecast: Floats, units: Units) -> dict[str, float | None]:
    """All scores of one method; series without a unit are left out of those that need one."""
    each = _mean(mase(truth, forecast, units), 1)
    found: dict[str, float | None] = {
        "mase": float(_mean(each, 0)),
        "mase_median": float(np.nanmedian(each)) if np.isfinite(each).any() else None,
        "rmsse": float(_mean(rmsse(truth, forecast, units), 0)),
        "wape": wape(truth, forecast),
        "smape": smape(truth, forecast),
        "mae": mae(truth, forecast),
    }
    return {name: None if one is None or not np.isfinite(one) else one for name, one in found.items()}


def _mean(values: Floats, axis: int | tuple[int, ...]) -> Floats:
    """Mean of what is known along some axes; NaN where nothing is."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # of slices without any number
        return np.asarray(np.nanmean(values, axis=axis))
