"""Long seasons, found by loess and taken apart. Heavy: workers only."""

import numpy as np
from statsforecast.mstl import mstl

from core.arrays import Floats
from core.evaluate.season_apart import SeasonApart


def season_apart(values: Floats, period: int, fit_rows: int) -> SeasonApart:
    """The season of the fit rows, its last period going on after them (Bandara, Hyndman & Bergmeir 2021).

    Args:
        values: Series, shape (time,), no gaps.
        period: Season, of which the fit rows hold two at least.
        fit_rows: Only values[:fit_rows] are looked at.
    """
    found = np.asarray(mstl(values[:fit_rows], period)["seasonal"], dtype=float)
    return SeasonApart(found, found[-period:])
