"""What the finished runs of one cell left."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.arrays import Floats
from core.runs.arrays import Arrays


@dataclass(frozen=True)
class CellRuns:
    """The arrays of one cell's finished runs, a seed each."""

    cell: str
    weights: int
    seeds: Sequence[int]  # of the backtests
    backtests: Sequence[Arrays]  # "calibration" (n, H), "test" (m, H), "last" (H,)
    finals: Sequence[Arrays]  # "final" (H,)
    leakage: dict[str, Any] | None = None  # audit of the weights, once the seed that makes it has ended

    def stacked(self, block: str) -> Floats:
        """Forecasts of all seeds, shape (seeds, origins, horizon)."""
        return np.stack([arrays[block] for arrays in self.backtests])

    def future(self) -> Floats:
        """The ensemble's forecast from the last row: refitted networks once all of them are there."""
        if self.refitted:
            return np.mean([arrays["final"] for arrays in self.finals], axis=0)
        return np.mean([arrays["last"] for arrays in self.backtests], axis=0)

    @property
    def refitted(self) -> bool:
        return len(self.finals) == len(self.backtests)
