"""Croston's method for demand that comes now and then. Heavy: workers only."""

import numpy as np
from statsforecast.models import CrostonSBA

from core.arrays import Floats, Ints


def croston_sba(values: Floats, origins: Ints, horizon: int, period: int, fit_rows: int) -> Floats:
    """Size and distance of demands, smoothed apart; bias corrected (Croston 1972; Syntetos & Boylan 2005).

    Its smoothing is fixed at 0.1: nothing is fitted, the state follows the series. Steps that were not
    measured are left out.
    """
    model = CrostonSBA()
    known = (values[: o + 1] for o in origins)
    rates = [float(model.forecast(y=seen[np.isfinite(seen)], h=1)["mean"][0]) for seen in known]
    return np.repeat(np.array(rates)[:, None], horizon, axis=1)
