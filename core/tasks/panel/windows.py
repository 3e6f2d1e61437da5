"""Windows of many series, scaled each by itself, cut when needed: memory costs what the data costs."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.arrays import Floats, Ints
from core.tasks.panel.positions import Positions

FLOOR = 0.05  # added to a share of the window's mean before its logarithm is taken: zeros have none
MOST = 8.0  # scaled answers beyond it are cut off
EXTREME = 6.0  # logarithms of shares beyond which no forecast goes
Singles = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Tables:
    """All series below each other, each with blank rows before and behind it, so that windows never meet."""

    filled: Floats  # (rows,) blanks as a season before; NaN before a series and behind it
    truth: Floats  # (rows,) NaN where nothing was measured
    measured: Floats  # (rows,) 1 where something was
    known: Floats  # (rows, columns), standardised; 0 outside
    past: Floats
    fixed: Floats  # (series, numbers)
    first: Ints  # (series,) where each begins
    starts: Ints  # (series,) on the grid


@dataclass(frozen=True)
class Reading:
    """How windows are cut and scaled."""

    lookback: int
    horizon: int
    season: int  # 1: none
    block: int
    difference: bool  # to the season before
    logarithm: bool  # of shares of the window's mean; else deviations from it
    positions: Positions
    width: float = 1.0  # of scaled values, by which they are divided
    spread: float = 1.0  # of scaled answers

    @property
    def repeats(self) -> bool:
        """Whether forecasts begin as the season before."""
        return self.difference and self.season <= self.lookback

    def restored(self, cut: "Cut", told: Floats) -> Floats:
        """Forecasts on the original scale from a network's answers, (n, answers)."""
        scaled = told * self.spread + cut.base
        if not self.logarithm:
            return scaled * cut.scale + cut.centre
        shares = np.exp(np.clip(scaled, -EXTREME, EXTREME)) - FLOOR
        return np.maximum(shares, 0.0) * cut.scale


@dataclass(frozen=True, eq=False)
class Cut:
    """Windows as networks read them, and how to get back from their answers."""

    sequence: Singles  # (n, steps, columns)
    beside: Singles  # (n, numbers)
    ahead: Singles  # (n, horizon, columns); no columns where nothing is known ahead
    answers: Singles  # (n, horizon) NaN where nothing was measured
    base: Floats  # (n, horizon)
    centre: Floats  # (n, 1)
    scale: Floats  # (n, 1)


@dataclass(frozen=True, eq=False)
class PanelWindows:
    """Windows named by their series and the last row that is known."""

    tables: Tables
    reading: Reading
    series: Ints  # (n,)
    origins: Ints  # (n,) rows within the series

    def __len__(self) -> int:
        return len(self.series)

    def some(self, which: Any) -> "PanelWindows":
        """Some of them, by place or by mask."""
        return PanelWindows(self.tables, self.reading, self.series[which], self.origins[which])

    @property
    def truth(self) -> Floats:
        """What was measured afterwards, (n, horizon); NaN where nothing was."""
        return self.tables.truth[self._rows(1, self.reading.horizon + 1)]

    @property
    def measured(self) -> Floats:
        """1 where something was measured of what is read, (n, lookback)."""
        return self.tables.measured[self._rows(1 - self.reading.lookback, 1)]

    def cut(self) -> Cut:
        """All of them."""
        reading, tables = self.reading, self.tables
        rows = self._rows(1 - reading.lookback, 1)  # (n, lookback)
        raw = tables.filled[rows]
        there = np.isfinite(raw)
        centre, scale = _scaling(raw, there, reading.logarithm)
        scaled = _forward(raw, centre, scale, reading.logarithm)
        usual = (
            np.log(1.0 + FLOOR) if reading.logarithm else 0.0
        )  # the window's mean stands before its series
        scaled = np.where(there, scaled, usual)
        base = np.zeros((len(self), reading.horizon))
        if reading.repeats:
            base = scaled[:, reading.lookback - reading.season + np.arange(reading.horizon) % reading.season]
        answers = (_forward(self.truth, centre, scale, reading.logarithm) - base) / reading.spread
        return Cut(
            self._sequence(scaled, rows), self._beside(), self._ahead(base, rows),
            np.clip(answers, -MOST, MOST).astype(np.float32), base, centre, scale,
        )  # fmt: skip

    def restored(self, cut: Cut, told: Floats) -> Floats:
        """Forecasts (n, horizon) on the original scale from a network's answers."""
        return self.reading.restored(cut, told)

    def units(self, scales: Floats) -> Floats:
        """A number of each series for each answer, (n, 1)."""
        return scales[self.series][:, None]

    def values(self, cut: Cut) -> Floats:
        """What is read of the target alone, (n, lookback)."""
        each = cut.sequence.reshape(len(self), self.reading.lookback, -1)
        return np.asarray(each[..., 0], dtype=np.float64)

    def _rows(self, begin: int, end: int) -> Ints:
        """Rows of the tables from so many steps after the origin on; long before a series they are blank."""
        first = self.tables.first[self.series][:, None]
        return np.maximum(
            first + self.origins[:, None] + np.arange(begin, end), first - self.reading.lookback
        )

    def _steps(self, begin: int, end: int) -> Ints:
        """The same on the grid."""
        return (self.tables.starts[self.series] + self.origins)[:, None] + np.arange(begin, end)

    def _sequence(self, scaled: Floats, rows: Ints) -> Singles:
        reading, tables = self.reading, self.tables
        parts = [(scaled / reading.width)[..., None], tables.measured[rows][..., None]]
        if reading.block == 1:
            parts.append(reading.positions.waved(self._steps(1 - reading.lookback, 1)))
        for table in (tables.known, tables.past):
            if table.shape[1]:
                found = table[rows]
                parts += [found, found - found.mean(axis=1, keepdims=True)]
        whole = np.concatenate(parts, axis=2, dtype=np.float32)
        return whole.reshape(len(self), reading.lookback // reading.block, -1)

    def _beside(self) -> Singles:
        placed = self.reading.positions.placed(self._steps(1, 2)[:, 0])
        return np.concatenate([placed, self.tables.fixed[self.series]], axis=1, dtype=np.float32)

    def _ahead(self, base: Floats, rows: Ints) -> Singles:
        """What is known at each step to come, and how that differs from the window and the season before."""
        reading, known = self.reading, self.tables.known
        if not known.shape[1]:
            return np.empty((len(self), reading.horizon, 0), dtype=np.float32)
        later, before = known[self._rows(1, reading.horizon + 1)], known[rows]
        same = reading.lookback - reading.season + np.arange(reading.horizon) % reading.season
        parts = [
            (base / reading.width)[..., None], reading.positions.waved(self._steps(1, reading.horizon + 1)),
            later, later - before.mean(axis=1, keepdims=True), later - before[:, np.maximum(same, 0)],
        ]  # fmt: skip
        return np.concatenate(parts, axis=2, dtype=np.float32)


def _scaling(raw: Floats, there: Floats, logarithm: bool) -> tuple[Floats, Floats]:
    """Where scaled values begin, and their unit; (n, 1) each."""
    count = np.maximum(there.sum(axis=1, keepdims=True), 1)
    mean = np.where(there, raw, 0.0).sum(axis=1, keepdims=True) / count
    if logarithm:
        return np.zeros_like(mean), np.where(mean > 0, mean, 1.0)
    wide = np.sqrt(np.where(there, (raw - mean) ** 2, 0.0).sum(axis=1, keepdims=True) / count)
    return mean, np.where(wide > 1e-9 * np.maximum(np.abs(mean), 1e-300), wide, 1.0)


def _forward(values: Floats, centre: Floats, scale: Floats, logarithm: bool) -> Floats:
    if logarithm:
        return np.log(np.maximum(values / scale, 0.0) + FLOOR)
    return (values - centre) / scale
