"""Tables without readable times: what looks like a time is asked about, what counts sorts the rows."""

import re

import numpy as np
import pandas as pd

from core.arrays import Floats
from core.data.cells import LONGEST, as_text
from core.data.cleaning import Step
from core.data.month_names import month_number
from core.data.numbers import parse_numbers
from core.data.table import Table
from core.data.time_patterns import TIME_LIKE
from core.data.times import is_missing, parse_clock
from core.errors import UserError
from core.notes import Note

LOOK = 300  # cells
MOST = 0.8  # share of the cells that look like times
COUNTING = re.compile(  # columns that number rows
    r"^(?:no|nr|nbr|#|id|row|unnamed: ?\d+|序号|编号)$|(?:^|[_ ])(?:no|nr)$", re.IGNORECASE
)
STEPS = re.compile(  # columns that count time, by which rows can be sorted whatever their order
    r"^(?:t|n|idx|index|step|period|time|timestep|day|week|month|year|seq(?:uence)?|obs(?:ervation)?|date|timestamp"
    r"|期数?|第?期)$|(?:^|[_ ])(?:step|index|period|week|day)$",
    re.IGNORECASE,
)
SHAPED = re.compile(
    r"(?:^|\D)(?:1[4-9]|2[0-6])\d\d\s*+(?:[-/.:年QqWwMm]\s*+|(?<=\s))\d"  # a year and something finer
    r"|^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}"
    r"|\d[-/. ]*(?:1[89]|20)\d\d(?:\D|$)"
    r"|\d{1,2}:\d{2}"
)
STAMPED = re.compile(
    r"^(?:date|datetime|date_?time|timestamp|unix(?:_?time)?|epoch|日期|时间戳)$", re.IGNORECASE
)


def in_known_order(table: Table) -> Step:
    """Rows of a table without times, oldest first where a column that counts tells so.

    Raises:
        UserError: `time_unclear` with the column and an example, if one looks like times and the order that
            it tells is unknown.
    """
    frame, seen = table.frame, []
    for name in map(str, frame):
        places = _places(frame[name], first=name == frame.columns[0])
        if places is not None:
            seen.append((name, places))
        elif looks_like_times(frame[name]) and _has_numbers(frame.drop(columns=name)):
            cells = as_text(frame[name])
            example = next(iter(cells[~is_missing(cells)]), "")
            raise UserError("time_unclear", column=name, example=example)
    for name, places in seen:
        steps = np.diff(places)
        if (steps > 0).all():
            break
        order = np.argsort(places, kind="stable")
        newest = bool((steps < 0).all())
        note = Note("sorted_by_counter", {"column": name, "order": "newest" if newest else "mixed"})
        return frame.iloc[order].reset_index(drop=True), [Note("no_time_column"), note]
    return frame, [Note("no_time_column")]


def looks_like_times(column: pd.Series) -> bool:
    """Whether a column's name or its cells say that it tells the time, though it was not read."""
    name, cells = str(column.name), as_text(column.iloc[:: max(len(column) // LOOK, 1)])
    cells = cells[~is_missing(cells)]
    if cells.empty or (cells.str.len() > LONGEST).any():
        return False
    if column.dtype.kind in "fiu" or pd.to_numeric(cells, errors="coerce").notna().mean() > MOST:
        return STAMPED.match(name.strip()) is not None
    figures = cells.str.contains(r"\d").mean()
    months = cells.map(_has_month).mean()
    if TIME_LIKE.search(name):
        return bool(max(figures, months) >= MOST and cells.nunique() > min(2, len(cells) - 1))
    shaped = cells.str.contains(SHAPED).mean()
    dated = cells.map(lambda cell: _has_month(cell) and bool(re.search(r"\d", cell))).mean()
    return bool(max(shaped, dated) >= MOST and cells.nunique() > len(cells) / 2)


def _has_numbers(others: pd.DataFrame) -> bool:
    """Whether there is anything to forecast at all; else that is what is wrong."""
    return any(parse_numbers(others[name]) is not None for name in others)


def _has_month(cell: str) -> bool:
    return any(month_number(word) > 0 for word in re.findall(r"[^\W\d_]{3,}", cell))


def _places(column: pd.Series, first: bool) -> Floats | None:
    """Where a column puts each row: clock times of one day, or whole numbers; None if it does not count."""
    name = str(column.name).strip()
    if not (first or STEPS.search(name) or COUNTING.search(name)):
        return None
    numbers: pd.Series | None = parse_numbers(column)
    if numbers is None and (months := _months_in_turn(column)) is not None:
        return months
    if numbers is None and (numbers := _numbered(column)) is None:
        return _clock_of_one_day(column)
    values = np.asarray(numbers, dtype=np.float64)
    if len(values) < 3 or not np.isfinite(values).all():
        return None
    if not STEPS.search(name):
        return values if np.all(np.diff(values) == -1) else None
    once = np.unique(values)
    even = np.ptp(np.diff(once)) < 1e-9 * max(abs(once[-1]), 1) if len(once) > 1 else False
    return values if len(once) == len(values) and (even or _monotonic(values)) else None


def _numbered(column: pd.Series) -> pd.Series | None:
    """The numbers of codes such as P001, P002 that begin alike."""
    parts = as_text(column).str.extract(r"^(\D{0,12}?)(\d{1,9})(?:\.0)?$")
    alike = parts[0].nunique() == 1 and parts[1].notna().all()
    return parts[1].astype(float) if alike else None


def _clock_of_one_day(column: pd.Series) -> Floats | None:
    clock = parse_clock(column)
    if clock is None:
        return None
    seconds = np.asarray(clock.dt.total_seconds(), dtype=np.float64)
    return seconds if _monotonic(seconds) else None


def _months_in_turn(column: pd.Series) -> Floats | None:
    """Places of rows that are called by months, one after another without a year; None for other rows."""
    months = as_text(column).map(month_number).to_numpy(dtype=np.float64)
    steps = np.diff(months) % 12
    if len(months) < 3 or not np.isfinite(months).all() or not (np.all(steps == 1) or np.all(steps == 11)):
        return None
    places = np.arange(len(months), dtype=np.float64)
    return places if steps[0] == 1 else places[::-1].copy()


def _monotonic(values: Floats) -> bool:
    steps = np.diff(values)
    return bool((steps > 0).all() or (steps < 0).all())
