"""Prepare a series for forecasting: cuts, choices, scaling, windows. Nothing that is fitted sees later rows.

What was never measured is NaN in every answer and truth; only what is read is filled.
"""

from collections import OrderedDict
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.arrays import Floats
from core.data.cleaning import COLUMN_LIMIT
from core.data.frame import Dataset
from core.data.measured import Measured, measured
from core.data.public_holidays import country_of
from core.errors import UserError
from core.evaluate import known
from core.evaluate.seasons import detect_period, natural_periods
from core.tasks.forecast import transforms
from core.tasks.forecast.calendar_inputs import calendar_cycles, calendar_inputs
from core.tasks.forecast.choosing import Choices, choose
from core.tasks.forecast.cuts import FEWEST_WINDOWS, Cuts, cut
from core.tasks.forecast.day_blocks import in_whole_days, rows_of_day, rows_of_step
from core.tasks.forecast.holiday_inputs import holidays_of
from core.tasks.forecast.non_negative import cannot_be_negative, require_none_negative
from core.tasks.forecast.prepared import Prepared as Prepared
from core.tasks.forecast.prepared import made_ready
from core.tasks.forecast.source import Chosen, Source, further
from core.tasks.forecast.source import Examples as Examples
from core.tasks.forecast.spec import ForecastSpec

MOST_KEPT = 32
_chosen: OrderedDict[tuple[str, ForecastSpec], Choices] = OrderedDict()  # by content and task
_periods: OrderedDict[tuple[str, str, str, int], int] = OrderedDict()  # by content, target, gaps, train end


def prepare(
    data: Dataset, task: ForecastSpec, *, before: int | None = None, chosen: Chosen | None = None
) -> Prepared:
    """Cut, fill, choose, transform and scale a series.

    Args:
        before: The row before which everything is fitted; the train end by default, the end of the
            calibration rows for the refit before the test, the number of rows for the final forecast.
        chosen: How the series is read, where that was chosen already.

    Raises:
        UserError: `series_too_short`, `too_little_measured`, `unknown_column`, `too_many_columns`,
            `negative_values`, `log_returns_need_positive_values`, `no_season_found`, `no_days_to_read`,
            `unknown_country`, `no_exchange_known`, or
            any that `measured` raises.
    """
    source, blocks = source_of(data, task)
    before = before or source.cuts.train_end
    _require_change(source.values[:before], task.target)
    _require_possible(source)
    if chosen is None:
        chosen = chosen_for(data, task, source, blocks).networks
    if before == source.cuts.train_end:
        require_none_negative(task, source.truth[:before])
    floor = cannot_be_negative(task, source.truth[:before])
    prepared = made_ready(source, chosen, before, non_negative=floor)
    if not prepared.gapless:
        _require_measured(prepared)
    return prepared


def ridge_reading(data: Dataset, task: ForecastSpec) -> Chosen:
    """How ridge reads a series, where it may choose."""
    source, blocks = source_of(data, task)
    return chosen_for(data, task, source, blocks).ridge


def chosen_for(data: Dataset, task: ForecastSpec, source: Source, blocks: int) -> Choices:
    """The same choice is asked for by every run of an experiment."""
    key = data.sha256, task
    if key not in _chosen:
        _chosen[key] = choose(source, blocks, rows_of_day(data))
        while len(_chosen) > MOST_KEPT:
            _chosen.popitem(last=False)
    return _chosen[key]


@dataclass(frozen=True)
class Begun:
    """A series that has passed all that takes no time."""

    rows: Measured
    truth: Floats  # (time,) the target, NaN where it was not measured
    ahead: pd.Index  # times of the steps ahead
    country: str  # whose holidays are read; "": none
    cuts: Cuts  # before the lookback is rounded to whole blocks
    day: int  # rows in a day
    natural: tuple[int, ...]  # seasons that usual days or the frequency suggest


def begin(data: Dataset, task: ForecastSpec) -> Begun:
    """Find the rows of the target; whatever depends on dates and on their number fails here.

    Raises:
        UserError: As `prepare`, where nothing has to be found in the values.
    """
    rows = measured(data, task.target, task.gaps)
    _require_columns(data, task.covariates)
    ahead, _ = rows.ahead(task.horizon)
    country = country_of(data, task.holidays)
    truth = rows.values.to_numpy(dtype=float)
    natural = natural_periods(data.frequency)
    natural = (data.usual.cycles if data.usual else ()) or natural
    return Begun(rows, truth, ahead, country, cut(len(truth), task), rows_of_day(data), natural)


def _period(data: Dataset, task: ForecastSpec, values: Floats, train_end: int) -> int:
    """The season of the training rows; pages ask again at every touch."""
    key = data.sha256, task.target, task.gaps, train_end
    if key not in _periods:
        usual = data.usual.cycles if data.usual else ()
        _periods[key] = detect_period(values[:train_end], data.frequency, usual)
        while len(_periods) > MOST_KEPT:
            _periods.popitem(last=False)
    return _periods[key]


def source_of(data: Dataset, task: ForecastSpec) -> tuple[Source, int]:
    """What is known of the series, and how many rows are read as one step."""
    begun = begin(data, task)
    rows, truth, day, natural = begun.rows, begun.truth, begun.day, begun.natural
    ahead, country, values = begun.ahead, begun.country, known.filled(truth)
    period = _period(data, task, values, begun.cuts.train_end)
    blocks = rows_of_step(task, day, period, natural)
    task = in_whole_days(task, blocks)
    final = cut(len(truth), task)
    cycles = calendar_cycles(rows.frame.index[: final.stop_end], data.frequency)
    calendar = calendar_inputs(rows.frame.index.append(ahead), cycles)
    holidays = holidays_of(rows, task.horizon, country, day)
    if task.calendar == "no":
        cycles, calendar = (), calendar[:, :0]
    periods = _seasons(natural, day, period)
    return Source(
        task, rows, final, truth, values, further(rows, task.covariates), calendar, cycles, holidays, period,
        periods,
    ), blocks  # fmt: skip


def _seasons(natural: tuple[int, ...], day: int, period: int) -> tuple[int, ...]:
    """All seasons that the series may have, in rows."""
    days = (day, 7 * day) if day > 1 and not natural else ()
    return tuple(sorted({season for season in (*natural, *days, period) if season > 1}))


def _require_possible(source: Source) -> None:
    task = source.task
    if task.transform == "log_returns":
        transforms.seen("log_returns", source.values)
    if task.transform == transforms.SEASONAL and not source.periods:
        raise UserError("no_season_found")


def _require_measured(prepared: Prepared) -> None:
    """Every block needs what it is there for; each step ahead an interval and a score."""
    enough = {"train": FEWEST_WINDOWS, "validation": 1, "calibration": 1, "test": 1}
    for name, least in enough.items():
        examples = prepared.block(name).with_answers()
        scored = name in ("calibration", "test")
        steps = np.sum(~np.isnan(examples.truth), axis=0) if scored else [least]
        if len(examples.origins) < least or np.min(steps, initial=least) < least:
            raise UserError("too_little_measured", block=name, column=prepared.task.target)


def _require_columns(data: Dataset, wanted: tuple[str, ...]) -> None:
    if len(wanted) > COLUMN_LIMIT - 1:
        raise UserError("too_many_columns", count=len(wanted), limit=COLUMN_LIMIT - 1)
    for column in wanted:
        if column not in data.frame:
            raise UserError("unknown_column", column=column, known=list(data.frame.columns))


def _require_change(train: Floats, target: str) -> None:
    if np.ptp(train) == 0:
        raise UserError("constant_target", column=target, value=float(train[0]))
