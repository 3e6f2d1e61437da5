"""Which column of a table is its time, or which columns together."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.data.numbers import parse_numbers
from core.data.stamps import stamps
from core.data.table import Table
from core.data.times import TIME_LIKE, as_text, is_missing, parse_clock, parse_times
from core.errors import UserError

AUTO = "auto"
PARTS = ((1000, 2200), (1, 12), (1, 31), (0, 24))  # lowest and highest year, month, day, hour
LOOK = 200  # cells looked at before a whole column is read


@dataclass(frozen=True, eq=False)
class Times:
    """The times of a table's rows and the columns that tell them."""

    values: pd.Series  # datetime64[us]
    columns: tuple[str, ...]


def time_candidates(table: Table) -> list[str]:
    """Columns that can be read as times: first those without repetitions, dates before bare numbers."""
    found = {}
    for name in map(str, table.frame):
        try:
            times = _times(table, name, None)
        except UserError:
            found[name] = (False, False)  # ambiguous between day and month, so a time
            continue
        if times is not None:
            found[name] = (not _occur_once(times), _is_plain_number(table.frame[name]))
    return sorted(found, key=lambda name: found[name])


def find_times(table: Table, time: str | None, day_first: bool | None = None) -> Times | None:
    """Read the times of a table.

    Dates that repeat are combined with a column of clock times, or a year with the columns of months, days
    and hours that follow it.

    Args:
        time: Name of the column, "auto" to find it, None for none.

    Returns:
        None if none was asked for or found.

    Raises:
        UserError: `unknown_column`, `time_unreadable` (column, example) or `day_month_ambiguous`.
    """
    if time is None:
        return None
    if time != AUTO:
        return _chosen(table, time, day_first)
    if candidates := time_candidates(table):
        return _chosen(table, candidates[0], day_first)
    return _calendar_parts(table, str(table.frame.columns[0]))


def _chosen(table: Table, name: str, day_first: bool | None) -> Times:
    if name not in table.frame:
        raise UserError("unknown_column", column=name, known=", ".join(table.frame.columns))
    times = _times(table, name, day_first, asked=True)
    if times is None:
        cells = as_text(table.frame[name])
        raise UserError("time_unreadable", column=name, example=next(iter(cells[~is_missing(cells)]), ""))
    alone = Times(times, (name,))
    if _occur_once(times):
        return alone
    return _with_clock(table, alone) or _calendar_parts(table, name) or alone


def _times(table: Table, name: str, day_first: bool | None, asked: bool = False) -> pd.Series | None:
    """Bare numbers are times only under a name that says so, in the first column, or when asked for."""
    column = table.frame[name]
    named = bool(TIME_LIKE.search(name))
    if not _looks_like_times(column, asked or named or name == table.frame.columns[0]):
        return None
    times = parse_times(column, day_first=day_first, named=asked or named or name == table.frame.columns[0])
    if times is None or asked or named or not _is_plain_number(column):
        return times
    known = times.dropna()
    in_order = known.is_monotonic_increasing or known.is_monotonic_decreasing
    return times if known.is_unique and in_order else None


def _looks_like_times(column: pd.Series, named: bool) -> bool:
    """Look at a few cells, to be done quickly with columns that are no times."""
    try:
        return parse_times(column.iloc[:: max(len(column) // LOOK, 1)], named=named) is not None
    except UserError:
        return True  # ambiguous between day and month; the whole column may tell


def _is_plain_number(column: pd.Series) -> bool:
    if column.dtype.kind != "O":
        return column.dtype.kind in "fiu"
    return bool(pd.to_numeric(as_text(column.iloc[:LOOK]), errors="coerce").notna().any())


def _occur_once(times: pd.Series) -> bool:
    return bool(times.nunique() == times.notna().sum())


def _with_clock(table: Table, date: Times) -> Times | None:
    for name in map(str, table.frame):
        cells = table.frame[name]
        if name in date.columns or cells.dtype.kind not in "Om":
            continue
        if (clock := parse_clock(cells)) is not None:
            return Times(date.values + clock, (*date.columns, name))
    return None


def _calendar_parts(table: Table, first: str) -> Times | None:
    """Year, month and, as far as they are needed to tell rows apart, day and hour in neighbouring columns."""
    names = [str(name) for name in table.frame]
    parts: list[pd.Series] = []
    for name, (low, high) in zip(names[names.index(first) :], PARTS, strict=False):
        numbers = parse_numbers(table.frame[name])
        if numbers is None or not (numbers.between(low, high) & (numbers % 1 == 0)).all():
            return None
        parts.append(numbers)
        if len(parts) >= 2 and _occur_once(times := _from_parts(parts)):
            start = names.index(first)
            return Times(times, tuple(names[start : start + len(parts)]))
    return None


def _from_parts(parts: list[pd.Series]) -> pd.Series:
    nothing = np.zeros(len(parts[0]))
    values = [part.to_numpy(dtype=np.float64) for part in parts]
    year, month, day, hour = values + [nothing + 1, nothing][len(values) - 2 :]
    return pd.Series(stamps(year, month, day, hour * 3600).to_numpy(), index=parts[0].index)
