"""Means over what was measured. NaN stands where there is no truth: it counts for nothing, in no mean.

Where nothing is missing, every figure is that of plain numpy to the last bit.
"""

from typing import Any

import numpy as np

from core.arrays import Bools, Floats


def mean(values: Floats, axis: int | None = None) -> Any:
    """Mean of what is known, NaN where nothing is; a float without an axis."""
    known = ~np.isnan(values)
    if known.all():
        return np.mean(values, axis=axis)
    sums, counts = np.sum(np.where(known, values, 0.0), axis=axis), np.sum(known, axis=axis)
    with np.errstate(invalid="ignore"):
        return sums / counts


def deviation(values: Floats, axis: int | None = None) -> Any:
    """Standard deviation of what is known (divided by its number)."""
    if not np.isnan(values).any():
        return np.std(values, axis=axis)
    centred = values - (mean(values) if axis is None else np.expand_dims(mean(values, axis), axis))
    return np.sqrt(mean(centred**2, axis))


def losses(forecast: Floats, truth: Floats) -> Floats:
    """Absolute error per origin, over the steps ahead that were measured.

    Their mean over the origins is the mean absolute error of all measured steps: an origin of which few were
    measured weighs as much less.

    Args:
        forecast: Shape (…, origins, horizon).
        truth: Shape (origins, horizon).
    """
    missed, known = np.abs(forecast - truth), ~np.isnan(truth)
    if known.all():
        whole: Floats = missed.mean(axis=-1)
        return whole
    found: Floats = np.where(known, missed, 0.0).sum(axis=-1) / (known.sum() / len(truth))
    return found


def some(truth: Floats) -> Bools:
    """The rows in which something was measured, shape (rows,)."""
    found: Bools = np.any(~np.isnan(truth), axis=1)
    return found


def filled(values: Floats) -> Floats:
    """Each missing value as the one before it, for what cannot read gaps; the first one is known."""
    missing = np.isnan(values)
    if not missing.any():
        return values
    rows = np.where(missing, 0, np.arange(len(values)))
    return values[np.maximum.accumulate(rows)]


def filled_by_season(values: Floats, period: int) -> Floats:
    """Each missing value as the one a period before it, or, before there is one, as the last value."""
    if not np.isnan(values).any():
        return values
    found = values.copy()
    for row in np.flatnonzero(np.isnan(values)):
        found[row] = found[row - period] if row >= period else found[row - 1]
    return found


def stride(rows: Any) -> int:
    """Steps between neighbouring origins; those without any measured step are left out in between."""
    return int(np.diff(rows).min()) if len(rows) > 1 else 1
