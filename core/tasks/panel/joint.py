"""Windows of all series at once: one network reads every series up to a time and tells all of them."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from core.arrays import Floats, Ints
from core.tasks.panel.windows import Cut, PanelWindows, Reading, Singles, Tables


@dataclass(frozen=True, eq=False)
class JointWindows:
    """Windows named by the last known time. Answers stand step by step: of the first step each series'."""

    tables: Tables
    reading: Reading
    fewest: int  # known rows from which on a series is forecast
    origins: Ints  # (n,) places on the grid

    def __len__(self) -> int:
        return len(self.origins)

    @property
    def count(self) -> int:
        """Series."""
        return len(self.tables.first)

    def some(self, which: Any) -> "JointWindows":
        """Some of them, by place or by mask."""
        return replace(self, origins=self.origins[which])

    @cached_property
    def truth(self) -> Floats:
        """What was measured afterwards, (n, horizon x series); NaN where nothing was, or little before."""
        told = self._each.truth
        told[self._each.origins < self.fewest - 1] = np.nan
        return self._by_step(told)

    @property
    def measured(self) -> Floats:
        """1 where something was measured of what is read, (n, series, lookback)."""
        return self._each.measured.reshape(len(self), self.count, -1)

    def cut(self) -> Cut:
        """All of them; the place in the seasons, which all series share, is read once."""
        one, reading = self._each.cut(), self.reading
        waves = reading.positions.waves
        read = waves if reading.block == 1 else 0
        beside = one.beside[:: self.count, : reading.positions.beside]
        answers = np.where(self._each.origins[:, None] < self.fewest - 1, np.nan, one.answers)
        centre, scale = (np.broadcast_to(part, one.base.shape) for part in (one.centre, one.scale))
        return Cut(
            self._merged(one.sequence, 2, read), beside, self._merged(one.ahead, 1, waves),
            self._by_step(answers).astype(np.float32), *map(self._by_step, (one.base, centre, scale)),
        )  # fmt: skip

    def restored(self, cut: Cut, told: Floats) -> Floats:
        """Forecasts (n, horizon x series) on the original scale from a network's answers."""
        return self.reading.restored(cut, told)

    def units(self, scales: Floats) -> Floats:
        """A number of each series for each answer, (1, horizon x series)."""
        return np.tile(scales, self.reading.horizon)[None]

    def values(self, cut: Cut) -> Floats:
        """What is read of the targets alone, (n, lookback x series)."""
        reading = self.reading
        shared = reading.positions.waves if reading.block == 1 else 0
        own = cut.sequence[:, :, shared:].reshape(len(self), -1, self.count, reading.block, self.columns)
        return np.asarray(own[..., 0].reshape(len(self), -1), dtype=np.float64)

    @property
    def columns(self) -> int:
        """Numbers of a series at each step, without its place in the seasons."""
        return 2 + 2 * (self.tables.known.shape[1] + self.tables.past.shape[1])

    @cached_property
    def _each(self) -> PanelWindows:
        """Of each time every series' own window."""
        rows = self.origins[:, None] - self.tables.starts  # (n, series)
        series = np.tile(np.arange(self.count), len(self))
        return PanelWindows(self.tables, self.reading, series, rows.ravel())

    def _merged(self, values: Singles, begin: int, shared: int) -> Singles:
        """(n, steps, columns) from (n x series, steps, columns): shared columns, then each series'."""
        steps = values.shape[1]
        if not values.shape[2]:
            return np.empty((len(self), steps, 0), dtype=np.float32)
        own = np.delete(values, np.s_[begin : begin + shared], axis=2)
        own = own.reshape(len(self), self.count, steps, -1).transpose(0, 2, 1, 3)
        own = own.reshape(len(self), steps, -1)
        return np.concatenate([values[:: self.count, :, begin : begin + shared], own], axis=2)

    def _by_step(self, values: Floats) -> Floats:
        """(n, horizon x series) from (n x series, horizon)."""
        return values.reshape(len(self), self.count, -1).transpose(0, 2, 1).reshape(len(self), -1)
