"""A season that is taken away from a series and put back on its forecasts."""

from dataclasses import dataclass

import numpy as np

from core.arrays import Floats, Ints


@dataclass(frozen=True)
class SeasonApart:
    """Summands, or factors: those of the fit rows, and one period that goes on after them."""

    fitted: Floats  # (fit_rows,)
    ahead: Floats  # (period,), beginning at the first row after the fit rows
    multiplies: bool = False

    def at(self, rows: Ints) -> Floats:
        """The season at each row, in the shape of `rows`."""
        count = len(self.fitted)
        later = self.ahead[(rows - count) % len(self.ahead)]
        return np.where(rows < count, self.fitted[np.minimum(rows, count - 1)], later)

    def removed(self, values: Floats) -> Floats:
        """The series without its season."""
        season = self.at(np.arange(len(values), dtype=np.int64))
        return values / season if self.multiplies else values - season

    def restored(self, forecasts: Floats, origins: Ints) -> Floats:
        """Forecasts (origins, horizon) with the season of the steps that they tell."""
        season = self.at(origins[:, None] + np.arange(1, forecasts.shape[1] + 1))
        return forecasts * season if self.multiplies else forecasts + season
