"""Tables without readable times: what looks like a time is asked about, what counts sorts the rows."""

import re

import numpy as np
import pandas as pd

from core.arrays import Floats
from core.data.cleaning import Step
from core.data.month_names import month_number
from core.data.numbers import parse_numbers
from core.data.table import Table
from core.data.time_patterns import LONGEST, TIME_LIKE
from core.data.times import as_text, is_missing, parse_clock
from core.errors import UserError
from core.notes import Note

LOOK = 300  # cells
MOST = 0.8  # share of the cells that look like times
COUNTING = re.compile(
    r"^(?:t|n|no|nr|nbr|#|id|idx|index|step|period|time|timestep|day|week|month|year|row|rank|seq(?:uence)?|obs(?:ervation)?"
    r"|date|timestamp|unnamed: ?\d+|序号|编号|期数?|第?期)$|(?:^|[_ ])(?:step|index|period|week|day|no|nr)$",
    re.IGNORECASE,
)
SHAPED = re.compile(
    r"(?:^|\D)(?:1[4-9]|2[0-6])\d\d\s*[-/.:年 QqWwMm]\s*\d"  # a year and something finer
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
    if not (first or COUNTING.search(str(column.name).strip())):
        return None
    numbers: pd.Series | None = parse_numbers(column)
    if numbers is None:
        text = as_text(column)
        parts = text.str.extract(r"^(\D{0,12}?)(\d{1,9})(?:\.0)?$")
        if parts[0].nunique() == 1 and parts[1].notna().all():
            numbers = parts[1].astype(float)
        elif (clock := parse_clock(column)) is not None:
            seconds = np.asarray(clock.dt.total_seconds(), dtype=np.float64)
            return seconds if len(np.unique(seconds)) == len(seconds) and _monotonic(seconds) else None
        else:
            return None
    values = np.asarray(numbers, dtype=np.float64)
    if len(values) < 3 or not np.isfinite(values).all() or not COUNTING.search(str(column.name).strip()):
        return values if _runs_down(values) else None
    whole = np.unique(values)
    even = len(whole) == len(values) and np.ptp(np.diff(whole)) < 1e-9 * max(abs(whole[-1]), 1)
    return values if even or (_monotonic(values) and len(whole) == len(values)) else None


def _runs_down(values: Floats) -> bool:
    """Whether values fall in steps of one, as numbers of rows that stand newest first."""
    return len(values) >= 3 and bool(np.all(np.diff(values) == -1))


def _monotonic(values: Floats) -> bool:
    steps = np.diff(values)
    return bool((steps > 0).all() or (steps < 0).all())
