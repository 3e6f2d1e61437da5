"""From many series to windows that networks are trained and judged on."""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np

from core.arrays import Floats, Ints
from core.data.panel.dataset import Panel
from core.evaluate import known
from core.evaluate.metrics import mase_scale
from core.evaluate.seasons import detect_period, natural_periods
from core.specs import TrainingSpec
from core.tasks.panel.cuts import (
    NONE,
    Cuts,
    cuts_of,
    ends_of,
    fewest_rows,
    require_whole_blocks,
    season_that_fits,
)
from core.tasks.panel.holiday_column import holiday_column, reads_holidays
from core.tasks.panel.positions import positions_of
from core.tasks.panel.spec import PanelSpec
from core.tasks.panel.windows import PanelWindows, Reading, Tables

LOOKED_AT = 50  # series that a season is told from
ENOUGH = 5_000  # windows that widths are told from
INTERMITTENT = 0.5  # share of zeros


@dataclass(frozen=True, eq=False)
class PreparedPanel:
    """Many series, ready to be trained on."""

    data: Panel
    task: PanelSpec
    season: int
    cuts: Cuts
    tables: Tables
    reading: Reading

    @cached_property
    def ends(self) -> Ints:
        """The last known row of each series; (series,)."""
        return ends_of(self.data, self.task)

    @property
    def fewest(self) -> int:
        """Known rows from which on a series is forecast."""
        return fewest_rows(self.season)

    def origins(self, block: str) -> Ints:
        """Rows of the last known step, (series, origins); `NONE` where a series cannot be forecast from."""
        rows = self.ends[:, None] - np.array(self.cuts.of(block))
        usable = (rows >= self.fewest - 1) & (rows < self.data.measured[:, None])
        return np.where(usable, rows, NONE)

    def future(self) -> Ints:
        """The last row of each series, (series, 1); `NONE` for what ended a whole window ago."""
        usable = (self.ends >= self.fewest - 1) & (self.ends - self.data.measured < self.task.lookback)
        return np.where(usable, self.ends, NONE)[:, None]

    def before(self, block: str) -> Ints:
        """Rows of each series up to the first origin of a block, its own included; (series,)."""
        return self.ends + 1 - self.cuts.of(block)[0]

    def windows(self, rows: Ints) -> PanelWindows:
        """The windows at origins (series, n) that can be used, series by series."""
        series, place = np.nonzero(rows != NONE)
        return PanelWindows(self.tables, self.reading, series, rows[series, place])

    def training(self, before: Ints) -> PanelWindows:
        """Every window whose answers lie before a row of its series.

        Args:
            before: Rows, (series,).
        """
        last = np.minimum(before, self.data.measured) - self.task.horizon
        counts = np.maximum(last - self.fewest + 1, 0)
        series = np.repeat(np.arange(len(self.data)), counts)
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        found = PanelWindows(self.tables, self.reading, series, within + self.fewest - 1)
        return found

    def scales(self, block: str) -> tuple[Floats, Floats]:
        """Mean absolute and root mean squared error of the seasonal naive method before a block; (series,).

        NaN where it is not defined: the series repeats itself, or is shorter than a season.
        """
        return scales_of(self.data, self.before(block), self.season)

    @cached_property
    def intermittent(self) -> bool:
        """Whether most series are zero at every other step at least."""
        if not self.reading.logarithm:
            return False
        before = zip(self.data.each(), self.before("validation"), strict=True)
        zeros = [np.mean(one[:rows] == 0) for one, rows in before if rows > 0]
        return float(np.median(zeros)) >= INTERMITTENT

    def settled(self, training: TrainingSpec) -> TrainingSpec:
        """A training whose loss is named: squared where demand comes now and then, for its median is zero."""
        if training.loss != "auto":
            return training
        return replace(training, loss="mse" if self.intermittent else "mae")


def scales_of(data: Panel, before: Ints, season: int) -> tuple[Floats, Floats]:
    """Errors of the seasonal naive method within the rows before one of each series; NaN: not defined."""
    absolute, squared = np.full(len(data), np.nan), np.full(len(data), np.nan)
    for place, (one, rows) in enumerate(zip(data.each(), before, strict=True)):
        train = one[: max(int(rows), 0)]
        if np.isfinite(train).sum() > 1 and (scale := mase_scale(train, season)) > 0:
            absolute[place] = scale
            squared[place] = known.mean((train[season:] - train[:-season]) ** 2) ** 0.5
    return absolute, squared


@lru_cache(maxsize=2)
def prepare_panel(data: Panel, task: PanelSpec) -> PreparedPanel:
    """Find season and cuts, lay the series out, tell widths from the training windows.

    Raises:
        UserError: As `require_whole_blocks` and `cuts_of`.
    """
    require_whole_blocks(task)
    season = season_that_fits(data.measured, task.season or season_of(data), task)
    cuts = cuts_of(data.measured, season, task)
    before = ends_of(data, task) + 1 - cuts.validation[0]
    values = np.concatenate([one[: max(int(rows), 0)] for one, rows in zip(data.each(), before, strict=True)])
    logarithm = bool(np.nanmin(values) >= 0)
    positions = positions_of(data.frequency, task.season, season)
    reading = Reading(
        task.lookback, task.horizon, season, task.block, task.seasonal_difference, logarithm, positions
    )
    ready = PreparedPanel(data, task, season, cuts, _tables(data, task, season, before), reading)
    windows = ready.training(ready.before("validation"))
    some = windows.some(np.random.default_rng(0).permutation(len(windows))[:ENOUGH])
    cut = some.cut()
    width = float(cut.sequence.reshape(len(some), task.lookback, -1)[..., 0].std()) or 1.0
    spread = float(known.deviation(cut.answers.astype(float))) or 1.0
    return replace(ready, reading=replace(reading, width=width, spread=spread))


def season_of(data: Panel) -> int:
    """The season that most series have: a natural one of their times, else the one seen most often."""
    places = np.unique(np.linspace(0, len(data) - 1, LOOKED_AT).round().astype(int))
    each = list(data.each())
    found = [
        detect_period(known.filled(each[place][: data.measured[place]]), data.frequency) for place in places
    ]
    seen, counts = np.unique(found, return_counts=True)
    natural = [m for m in natural_periods(data.frequency) if m in seen]
    best = int(seen[np.argmax(counts)])
    return natural[0] if best == 1 and natural and counts[seen == natural[0]] >= len(found) / 3 else best


def _tables(data: Panel, task: PanelSpec, season: int, before: Ints) -> Tables:
    """The series with room for a window before each, and for the horizon behind its last row."""
    extents = np.maximum(ends_of(data, task) + 1, data.lengths) + task.horizon
    room = extents + task.lookback
    first = np.cumsum(room) - room + task.lookback
    rows = int(room.sum())
    truth, filled = np.full(rows, np.nan), np.full(rows, np.nan)
    holidays = [holiday_column(data, task)] if reads_holidays(task, data.frequency) else []
    planned = np.zeros((rows, data.known.shape[1] + len(holidays)))
    past = np.zeros((rows, data.past.shape[1]))
    for place, one in enumerate(data.each()):
        begin, end = int(first[place]), int(first[place] + data.lengths[place])
        own = slice(data.offsets[place], data.offsets[place + 1])
        truth[begin:end] = one
        extent = int(extents[place]) - task.horizon
        behind = max(extent, int(data.measured[place]))
        values = np.full(behind, np.nan)
        values[: data.measured[place]] = one[: data.measured[place]]
        filled[begin : begin + behind] = known.filled_by_season(values, season)
        for free in holidays:
            told = free[data.starts[place] :][: extent + task.horizon]
            planned[begin : begin + len(told), -1] = told
        for table, given in ((planned, data.known), (past, data.past)):
            for column in range(given.shape[1]):
                table[begin:end, column] = _carried(given[own, column])
                table[end : begin + extent, column] = table[end - 1, column]
    there = np.isfinite(truth).astype(float)
    for table in (planned, past):
        _standardise(table, first, before)
    onehot = [np.eye(len(names))[codes] for codes, names in zip(data.fixed.T, data.categories, strict=True)]
    fixed = np.concatenate(onehot, axis=1) if onehot else np.empty((len(data), 0))
    return Tables(filled, truth, there, planned, past, fixed, first, data.starts)


def _carried(values: Floats) -> Floats:
    """Blanks as the value before them; those at the beginning as the first one, all blank as zero."""
    there = np.flatnonzero(np.isfinite(values))
    if not len(there):
        return np.zeros(len(values))
    found = values.copy()
    found[: there[0]] = values[there[0]]
    return known.filled(found)


def _standardise(table: Floats, first: Ints, before: Ints) -> None:
    """In place, by mean and deviation over the rows before the first origin."""
    if not table.shape[1] or not (before > 0).any():
        return
    train = np.concatenate(
        [np.arange(begin, begin + rows) for begin, rows in zip(first, before, strict=True) if rows > 0]
    )
    mean, wide = table[train].mean(axis=0), table[train].std(axis=0)
    table -= mean
    table /= np.where(wide > 0, wide, 1.0)
