"""Overlapping windows of one table, cut when they are needed: memory costs what the series costs."""

from dataclasses import dataclass

import numpy as np

from core.arrays import Bools, Floats, Ints


@dataclass(frozen=True)
class Windows:
    """Stretches of `lookback` steps of a table, named by their last rows."""

    table: Floats  # (time, columns)
    rows: Ints  # (n,)
    lookback: int
    sampling_rate: int = 1  # rows from one step of a window to the next

    def __len__(self) -> int:
        return len(self.rows)

    @classmethod
    def of(cls, cut: Floats) -> "Windows":
        """Windows that are already cut, of shape (n, lookback, columns), laid end to end."""
        count, lookback, columns = cut.shape
        return cls(cut.reshape(-1, columns), np.arange(1, count + 1, dtype=np.int64) * lookback - 1, lookback)

    def some(self, which: Ints | Bools | slice) -> "Windows":
        """Some of them, by place or by mask."""
        return Windows(self.table, self.rows[which], self.lookback, self.sampling_rate)

    def cut(self) -> Floats:
        """All of them, shape (n, lookback, columns)."""
        return self.table[self.rows[:, None] + self.sampling_rate * np.arange(1 - self.lookback, 1)]
