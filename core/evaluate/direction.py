"""How often the direction of the next step was right. Later steps overlap, so only the first one counts."""

import math
from dataclasses import dataclass

import numpy as np

from core.arrays import Floats

Z = 1.959963984540054  # of a two-sided 95 % interval


@dataclass(frozen=True)
class Direction:
    """Rate and interval are None where nothing changed."""

    hits: int
    counted: int  # origins after which the series changed
    unchanged: int  # origins after which it did not: left out
    rises: int  # of those counted: what always saying "up" would have hit
    rate: float | None
    low: float | None  # Wilson's 95 % interval of the rate
    high: float | None


def direction(forecast: Floats, last: Floats, actual: Floats) -> Direction:
    """Compare signs of change.

    What was not measured, at the origin or after it, is left out.

    Args:
        forecast: One step ahead, shape (origins,). One that foresees no change is never right.
        last: Values at the origins.
        actual: Values one step later.
    """
    known = ~np.isnan(actual - last)
    forecast, last, actual = forecast[known], last[known], actual[known]
    moved = np.sign(actual - last)
    counted = moved != 0
    hits, n = int(np.sum((np.sign(forecast - last) == moved) & counted)), int(counted.sum())
    low, high = wilson(hits, n)
    rate = hits / n if n else None
    return Direction(hits, n, len(moved) - n, int(np.sum(moved > 0)), rate, low, high)


def wilson(hits: int, n: int) -> tuple[float | None, float | None]:
    """Interval of a share (Wilson 1927); None without any trial."""
    if n == 0:
        return None, None
    share, z2 = hits / n, Z * Z
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    reach = Z / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return max(0.0, centre - reach), min(1.0, centre + reach)
