"""Where the rows of a series are cut: train | validation | calibration | test, in time order."""

import itertools
import math
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

import numpy as np

from core.arrays import Ints
from core.errors import UserError
from core.tasks.forecast.spec import ForecastSpec

MIN_TRAIN_WINDOWS = 10
SPARE_ORIGINS = 4  # a block holds at least this many origins besides the first
FEWEST_WINDOWS = 6  # where there are few rows each block holds one origin, and training no more than these
FEWEST_ROWS = 15  # whatever the settings: so few numbers are no series yet
ROUNDING = 20  # rounded shares let the training rows shrink by a row or two while a series grows
SHORTEST = {f.name: f.metadata["low"] for f in fields(ForecastSpec) if f.name in ("lookback", "horizon")}
LOST_ROWS = 1  # differences and returns have no value at the first row
ENOUGH_ROWS = 500  # from here on one test is enough; a shorter one gets a longer test, in folds
LONGER_TEST = 0.3  # share of the rows
USUAL_TEST = next(f.default for f in fields(ForecastSpec) if f.name == "test_share")
MOST_FOLDS = 5
UNEVEN = 0.1  # of a row, by which steps between thinned rows differ from whole numbers
WIDER = 1.01  # a step that leaves out phases of a season is widened by so much at a time
SEASONS = (7, 12, 24, 168)
PER_PHASE = 20  # with so many rows for each phase of a season, every phase is met
OVER_LIMIT = 1.5  # times as many origins as aimed at are kept rather than far fewer
FOLD_ROWS = 8  # a fold of the test holds at least this many origins


@dataclass(frozen=True)
class Cuts:
    """Row numbers at which each block ends; a block begins where the one before it ends."""

    train_end: int
    stop_end: int  # of the validation rows; stored under this name
    calibration_end: int
    rows: int
    folds: int = 1  # of the test: everything is refitted before each

    def block(self, name: str) -> tuple[int, int]:
        """First row and end of a block: "train", "validation", "calibration" or "test"."""
        ends = {
            "train": self.train_end,
            "validation": self.stop_end,
            "calibration": self.calibration_end,
            "test": self.rows,
        }
        names = list(ends)
        before = names.index(name) - 1
        return (ends[names[before]] if before >= 0 else 0), ends[name]

    def forecast_rows(self, name: str) -> tuple[int, int]:
        """The rows that are forecast for a block: the intervals rest on validation and calibration rows."""
        start, end = self.block(name)
        return (self.train_end if name == "calibration" else start), end


def cut(rows: int, task: ForecastSpec) -> Cuts:
    """Cut a series; the three later blocks never get shorter than a few forecasts need.

    A short series gives them fewer, down to one each: then there is a forecast, and next to nothing by which
    to judge it.

    Raises:
        UserError: `series_too_short`, with the rows there are and the rows these settings need;
            `series_far_too_short` where no other settings would help, with the rows the shortest ones need.
    """
    if (cuts := _cut(rows, task)) is not None:
        return replace(cuts, folds=_folds(rows, cuts, task))
    least = rows_needed(replace(task, **SHORTEST))
    if rows < least:
        raise UserError("series_far_too_short", have=rows, need=least)
    raise UserError("series_too_short", have=rows, need=rows_needed(task))


def rows_needed(task: ForecastSpec) -> int:
    """The fewest rows from which on these settings can be trained and judged."""
    rows = need = task.lookback + task.horizon
    while rows < need + ROUNDING:
        rows += 1
        if _cut(rows, task) is None:
            need = rows + 1
    return need


def origins(
    cuts: Cuts, block: str, task: ForecastSpec, most: int | None = None, periods: Iterable[int] = ()
) -> Ints:
    """Rows from which a forecast is made so that all its target steps lie inside one block.

    Args:
        block: "calibration" means validation and calibration rows: see `Cuts.forecast_rows`.
        most: Aimed at where there are more origins: they are taken at an even stride (see `stride`).
        periods: With which the stride shares no factor, so that every phase of a season is looked at.

    Returns:
        Row numbers of the last known step, ascending.
    """
    start, end = cuts.forecast_rows(block)
    first = max(start - 1, task.lookback - 1 + LOST_ROWS)
    rows = np.arange(first, end - task.horizon, dtype=np.int64)
    if most is None or len(rows) <= most:
        return rows
    return rows[:: stride(len(rows), most, periods)]


def stride(count: int, most: int, periods: Iterable[int]) -> int:
    """The stride that keeps nearest to `most` of so many origins, in ratio, and at most half as many again.

    It shares no factor with any period. The first such stride with at most 600 origins would keep 135 of 675
    hourly ones: 2, 3 and 4 share a factor with the day.
    """
    periods, found, nearest = [period for period in periods if period > 1], 1, math.inf
    for step in itertools.count(1):
        kept = max(1, -(-count // step))
        if kept > OVER_LIMIT * most or any(math.gcd(step, period) > 1 for period in periods):
            continue
        off = abs(math.log(kept / most))
        if off < nearest:
            found, nearest = step, off
        if off > nearest or kept == 1:
            break
    return found


def thinned(rows: Ints, most: int) -> Ints:
    """At most so many of the rows, evenly, the last one among them, and at least half of what may be.

    A step between them that is no whole number meets every phase of a season, and keeps nearly as many as
    may be; the next whole one without a factor in common kept 348 of 1,740 where 1,500 were allowed. A step
    near a simple fraction leaves out some (4/3 meets 18 of 24 hours): then it is widened until all are met.
    """
    step = len(rows) / most
    if step <= 1:
        return rows
    step = first = max(step, math.floor(step) + UNEVEN)
    while step < 2 * len(rows) / most:
        kept = _at_steps(rows, step, most)
        if all(len(np.unique(kept % one)) == one for one in SEASONS if len(kept) >= PER_PHASE * one):
            return kept
        step *= WIDER
    return _at_steps(rows, first, most)


def _at_steps(rows: Ints, step: float, most: int) -> Ints:
    places = np.floor(np.arange(max(1, min(most, int(len(rows) / step)))) * step).astype(np.int64)
    return rows[::-1][places][::-1]


def _folds(rows: int, cuts: Cuts, task: ForecastSpec) -> int:
    origins_left = cuts.rows - cuts.calibration_end - task.horizon + 1
    if task.folds:
        return min(task.folds, origins_left)
    return 1 if rows >= ENOUGH_ROWS else max(1, min(MOST_FOLDS, origins_left // FOLD_ROWS))


def _cut(rows: int, task: ForecastSpec) -> Cuts | None:
    """With as many origins in each block as leave enough to train; None where even one is too many."""
    if rows < FEWEST_ROWS:
        return None
    tries = [(spare, MIN_TRAIN_WINDOWS) for spare in range(SPARE_ORIGINS, -1, -1)]
    for spare, windows in [*tries, (0, FEWEST_WINDOWS)]:
        cuts = _blocks(rows, task, task.horizon + spare)
        if _windows(cuts, task) >= windows:
            return _longer_test(cuts, task)
    return None


def _longer_test(cuts: Cuts, task: ForecastSpec) -> Cuts:
    """Of a short series more rows are tested, or as many as ever where too few would be left to train.

    Nothing in between: settings with other lookbacks are to be told apart on the same origins.
    """
    more = round(cuts.rows * LONGER_TEST) - (cuts.rows - cuts.calibration_end)
    short = cuts.rows < ENOUGH_ROWS and task.test_share == USUAL_TEST
    if not short or more <= 0 or _windows(cuts, task) - more < MIN_TRAIN_WINDOWS:
        return cuts
    return Cuts(cuts.train_end - more, cuts.stop_end - more, cuts.calibration_end - more, cuts.rows)


def _windows(cuts: Cuts, task: ForecastSpec) -> int:
    return cuts.train_end - task.horizon - task.lookback - LOST_ROWS + 1


def _blocks(rows: int, task: ForecastSpec, least: int) -> Cuts:
    """Shares of the rows, but no block shorter than the least."""
    test = max(round(rows * task.test_share), least)
    calibration = max(round(rows * task.calibration_share), least)
    validation = max(round(rows * task.early_stopping_share), least)
    calibration_end = rows - test
    stop_end = calibration_end - calibration
    return Cuts(stop_end - validation, stop_end, calibration_end, rows)
