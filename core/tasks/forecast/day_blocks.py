"""Rows read a season at a time: one step of a network is a day of hourly or quicker rows, a week of days or a
year of months.
"""

import re
from dataclasses import replace

import numpy as np

from core.arrays import Floats
from core.data.frame import Dataset
from core.errors import UserError
from core.evaluate.seasons import SECONDS, natural_periods
from core.tasks.forecast.spec import ForecastSpec

DAY = 86400  # seconds
LONGEST_LOOKBACK = ForecastSpec.__dataclass_fields__["lookback"].metadata["high"]
# "auto" does so where the season is made of them, the lookback holds a few and they are not too wide.
FEWEST_DAYS = 2
WIDEST_DAY = 96
SEASONS = (7, 12)  # a week of days, a year of months


def rows_of_day(data: Dataset) -> int:
    """Rows in a day, usual ones where not all times are; 1 where a day has one row, or no fixed number."""
    if data.usual is not None:
        lengths = {len(times) for times in data.usual.sessions}
        return lengths.pop() if len(lengths) == 1 else 1
    found = re.match(r"^(\d*+)(s|min|h)$", data.frequency or "")
    step = int(found[1] or 1) * SECONDS[found[2]] if found else DAY
    return DAY // step if DAY % step == 0 else 1


def may_be_blocks(data: Dataset) -> bool:
    """Whether several rows could be read as one step."""
    return rows_of_day(data) > 1 or bool(set(SEASONS) & set(natural_periods(data.frequency)))


def rows_of_step(task: ForecastSpec, day: int, period: int, natural: tuple[int, ...]) -> int:
    """How many rows are read as one step: those of a day, or of a week or year that shows, or one.

    Where public holidays are read, rows that are whole days stay apart: a block tells its last row's only.

    Args:
        day: Rows in a day.
        period: Of the training rows.
        natural: Periods that the frequency suggests.

    Raises:
        UserError: `no_days_to_read` where blocks are wanted and there are none, or longer than the lookback.
    """
    rows = period if day == 1 and period in natural and period in SEASONS else day
    if task.blocks == "days":
        if rows < 2 or rows > task.lookback:
            raise UserError("no_days_to_read", rows=rows, lookback=task.lookback)
        return rows
    whole = 1 < rows <= WIDEST_DAY and period > 1 and period % rows == 0 and not (day == 1 and task.holidays)
    suits = whole and task.lookback >= FEWEST_DAYS * rows
    return rows if suits and task.blocks == "auto" and task.strategy == "direct" else 1


def in_whole_days(task: ForecastSpec, rows: int) -> ForecastSpec:
    """The task with its lookback rounded to whole steps of so many rows."""
    if rows == 1:
        return task
    days = min(max(1, round(task.lookback / rows)), LONGEST_LOOKBACK // rows)
    return replace(task, lookback=days * rows)


def by_day(table: Floats, columns: int, rows: int) -> Floats:
    """A table whose every row holds the rows of the block that ends there, and the rest of the columns once.

    Args:
        table: Shape (time, all columns).
        columns: How many of the first ones are read row by row.
        rows: Of a block.

    Returns:
        Shape (time, columns x rows + the rest): column by column, oldest row first.
    """
    padded = np.concatenate([np.zeros((rows - 1, columns)), table[:, :columns]])
    days = np.lib.stride_tricks.sliding_window_view(padded, rows, axis=0)
    return np.column_stack([days.reshape(len(table), columns * rows), table[:, columns:]])
