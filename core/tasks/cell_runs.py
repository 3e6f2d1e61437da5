"""What the finished runs of one cell left."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.arrays import Arrays, Floats


@dataclass(frozen=True)
class CellRuns:
    """The arrays of one cell's finished runs, a seed each."""

    cell: str
    weights: int
    seeds: Sequence[int]  # of the backtests
    backtests: Sequence[Arrays]  # trained on train rows: "calibration" (n, H), "test" (m, H), "last" (H,)
    finals: Sequence[Arrays]  # "final" (H,)
    leakage: dict[str, Any] | None = None  # audit of the weights, once the seed that makes it has ended
    refits: Sequence[Arrays] = ()  # trained on all rows before the test: "test" (m, H)

    def stacked(self, block: str) -> Floats:
        """Forecasts of all seeds, shape (seeds, origins, horizon).

        On the test by the refitted networks, once each seed has one; before that by those of the backtests.
        """
        left = self.refits if block == "test" and self.refitted_before_test else self.backtests
        return np.stack([arrays[block] for arrays in left])

    def prediction(self, block: str) -> Floats:
        """What is judged, shown and sent of a cell: the mean of its seeds' forecasts, (origins, horizon)."""
        found: Floats = self.stacked(block).mean(axis=0)
        return found

    def future(self) -> Floats:
        """The cell's forecast from the last row: by refitted networks once all of them are there."""
        if self.refitted:
            return np.mean([arrays["final"] for arrays in self.finals], axis=0)
        return np.mean([arrays["last"] for arrays in self.backtests], axis=0)

    @property
    def refitted(self) -> bool:
        """Whether each seed was trained again on all rows."""
        return len(self.finals) == len(self.backtests)

    @property
    def refitted_before_test(self) -> bool:
        """Whether each seed was trained again on all rows before the test."""
        return len(self.refits) == len(self.backtests)
