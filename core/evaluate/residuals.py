"""What is left in the forecasts' errors: do they still hold a pattern? (Ljung & Box 1978)"""

from dataclasses import dataclass

import numpy as np

from core.arrays import Floats, Ints
from core.evaluate.metrics import still

MOST_LAGS = 10  # where there is no season (Hyndman & Athanasopoulos 2021, 5.4)
FEWEST_PER_LAG = 5  # residuals


@dataclass(frozen=True)
class LjungBox:
    """A test of no autocorrelation up to a lag; statistic and p are None where nothing can be told."""

    lag: int  # in origins
    statistic: float | None
    p: float | None


def season_lag(origins: int, stride: int, period: int) -> int:
    """The lag to test up to: one season, counted in origins, or ten; at least five residuals for each lag."""
    wanted = period // stride if period > stride else MOST_LAGS
    return max(1, min(wanted, origins // FEWEST_PER_LAG))


def ljung_box(residuals: Floats, lag: int, *, rows: Ints | None = None, stride: int = 1) -> LjungBox:
    """Test the residuals of one step ahead, shape (origins,), in time order; NaN where nothing was measured.

    Pairs of which one is missing are left out, those that are left keep their distance in time.

    Args:
        lag: In origins.
        rows: Rows of the origins, where some are left out.
        stride: Rows between neighbouring origins.
    """
    if rows is not None and len(rows):
        places = (rows - rows[0]) // stride
        spread = np.full(int(places[-1]) + 1, np.nan)
        spread[places] = residuals
        residuals = spread
    known = residuals[~np.isnan(residuals)]
    n = len(known)
    if n <= FEWEST_PER_LAG * lag - 1 or still(known):
        return LjungBox(lag, None, None)
    centred = np.nan_to_num(residuals - known.mean())
    lags = np.arange(1, lag + 1)
    correlations = np.array([centred[k:] @ centred[:-k] for k in lags]) / (centred @ centred)
    statistic = float(n * (n + 2) * np.sum(correlations**2 / (n - lags)))
    return LjungBox(lag, statistic, _chi_squared(lag, statistic))


def _chi_squared(freedom: int, statistic: float) -> float:
    """Share of the chi-squared distribution above a value."""
    from scipy.special import chdtrc  # 0.2 s that a page without a result need not wait for

    return float(chdtrc(freedom, statistic))
