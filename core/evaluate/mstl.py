"""Long seasons, found by loess and taken apart. Heavy: workers only."""

from collections.abc import Sequence

import numpy as np
from statsforecast.mstl import mstl

from core.arrays import Floats
from core.evaluate.season_apart import SeasonApart


def season_apart(values: Floats, seasons: Sequence[int], fit_rows: int) -> SeasonApart:
    """The seasons of the fit rows; their last periods go on after them (Bandara, Hyndman & Bergmeir 2021).

    Args:
        values: Series, shape (time,), no gaps.
        seasons: Ascending; each divides the last one, of which the fit rows hold two periods at least.
        fit_rows: Only values[:fit_rows] are looked at.
    """
    parts = mstl(values[:fit_rows], list(seasons)).filter(like="seasonal").to_numpy(dtype=float)
    ahead = [np.resize(part[-season:], seasons[-1]) for part, season in zip(parts.T, seasons, strict=True)]
    return SeasonApart(parts.sum(axis=1), np.sum(ahead, axis=0))
