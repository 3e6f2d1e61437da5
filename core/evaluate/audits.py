"""Audits that run on the actual experiment, with figures."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from core.arrays import Floats


@dataclass(frozen=True)
class LeakageAudit:
    """What moved when the future was replaced; nothing may."""

    compared: int  # numbers and names looked at
    moved: tuple[str, ...]


def corrupt_after(frame: pd.DataFrame, row: int, seed: int) -> pd.DataFrame:
    """Replace everything from a row on by shuffled and shifted values of the same columns.

    Every new value is finite and lies beyond the whole range of its column, so that it differs from what was
    there: above it, or below where a value that is replaced was zero or negative. Whether log returns exist
    is the one thing about the future that preparing may know, and it stays as it was.

    Args:
        frame: Numeric columns; rows before `row` stay as they are, missing values among them.
        row: First row that is replaced.
        seed: Of the shuffling.
    """
    rng = np.random.default_rng(seed)
    corrupted = frame.astype(float)
    for place in range(frame.shape[1]):
        values = corrupted.iloc[:, place].to_numpy(copy=True)
        values[row:] = _shuffled_beyond(values, row, rng)
        corrupted.isetitem(place, values)
    return corrupted


def compare_fitted(before: dict[str, Any], after: dict[str, Any]) -> LeakageAudit:
    """Compare bit by bit what was fitted before and after the future was replaced.

    Args:
        before: Arrays, numbers and texts by name.
        after: The same once more; a name that only one of the two has counts as moved.
    """
    names = list(dict.fromkeys([*before, *after]))
    moved = tuple(
        n for n in names if n not in before or n not in after or not _identical(before[n], after[n])
    )
    return LeakageAudit(sum(np.asarray(value).size for value in before.values()), moved)


def _shuffled_beyond(values: Floats, row: int, rng: np.random.Generator) -> Floats:
    known = values[np.isfinite(values)]
    if not known.size:
        return rng.permutation(np.arange(1.0, len(values) - row + 1))
    later = values[row:]
    filled = np.where(np.isfinite(later), later, known.mean())
    spread = max(float(np.ptp(known)), float(np.abs(known).max()) * 1e-3) or 1.0
    sign = -1.0 if (later <= 0).any() else 1.0  # mirrored, values come to lie below
    lift = max(0.0, -2 * float(known.min())) if sign < 0 else 0.0  # and below what is negative already
    return sign * (rng.permutation(filled) + lift + spread * (1.1 + rng.random()))


def _identical(one: Any, other: Any) -> bool:
    first, second = np.asarray(one), np.asarray(other)
    if first.dtype == object or second.dtype == object:  # the bytes would be addresses
        return bool(first.tolist() == second.tolist())
    if first.shape != second.shape or first.dtype != second.dtype:
        return False
    return np.array_equal(_bytes(first), _bytes(second))


def _bytes(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return np.ascontiguousarray(values).view(np.uint8)
