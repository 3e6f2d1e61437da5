"""Ticks of logarithmic axes: few enough to be read, each written out.

Plotly would write single digits between the powers of ten, and where an axis is low they collide.
"""

import math
from typing import Any

from app.numbers import MINUS

MOST = 6  # ticks
PLAIN = range(-3, 5)  # powers of ten that are written as numbers


def log_axis(low: float, high: float) -> dict[str, Any]:
    """What an axis needs to be logarithmic and to show all from a positive `low` to `high`."""
    ticks = log_ticks(low, high)
    return {
        "type": "log",
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [_written(one) for one in ticks],
    }


def log_ticks(low: float, high: float) -> list[float]:
    """Powers of ten, or of a multiple; 1, 2 and 5 times them where that would be fewer than three."""
    first, last = math.floor(math.log10(low) + 1e-9), math.ceil(math.log10(high) - 1e-9)
    apart = max(1, math.ceil((last - first) / MOST))
    powers = [10.0**power for power in range(first, last + 1) if power % apart == 0]
    if sum(low <= one <= high for one in powers) >= 3:
        return powers
    return [step * 10.0**power for power in range(first, last + 1) for step in (1, 2, 5)]


def _written(value: float) -> str:
    power = math.floor(math.log10(value) + 1e-9)
    if power in PLAIN:
        return f"{value:,.{max(0, -power)}f}"
    times = round(value / 10.0**power)
    ten = f"10<sup>{str(power).replace('-', MINUS)}</sup>"
    return ten if times == 1 else f"{times}·{ten}"
