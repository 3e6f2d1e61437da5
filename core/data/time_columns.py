"""Which column of a table is its time, or which columns together."""

import pandas as pd

from core.data.table import Table
from core.data.time_parts import Times, named_parts, neighbouring_parts, occur_once, with_clock
from core.data.time_patterns import TIME_LIKE
from core.data.times import as_text, is_missing, parse_times
from core.errors import UserError

LOOK = 200  # cells looked at before a whole column is read


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
            found[name] = (not occur_once(times), _is_plain_number(table.frame[name]))
    return sorted(found, key=lambda name: found[name])


def find_times(
    table: Table, columns: tuple[str, ...] | None = None, day_first: bool | None = None
) -> Times | None:
    """Read the times of a table.

    Dates that repeat are combined with a column of clock times, or a year with the columns of months, days
    and hours that belong to it.

    Args:
        columns: Those that tell the time together; empty for none, None to find them.

    Returns:
        None if none was asked for or found.

    Raises:
        UserError: `unknown_column`, `time_unreadable` (column, example) or `day_month_ambiguous`.
    """
    if columns is not None:
        return _asked_for(table, columns, day_first)
    candidates = time_candidates(table)
    parts = named_parts(table.frame)
    if candidates and (parts is None or candidates[0] not in parts.columns):
        return _chosen(table, candidates[0], day_first)
    if parts is None or (candidates and not occur_once(parts.values)):
        alone = _chosen(table, candidates[0], day_first) if candidates else None
        if alone is not None and (parts is None or occur_once(alone.values)):
            return alone
    return parts or neighbouring_parts(table.frame, str(table.frame.columns[0]))


def _asked_for(table: Table, columns: tuple[str, ...], day_first: bool | None) -> Times | None:
    for name in columns:
        if name not in table.frame:
            raise UserError("unknown_column", column=name, known=", ".join(map(str, table.frame)))
    if len(columns) < 2:
        return _chosen(table, columns[0], day_first) if columns else None
    if (parts := named_parts(table.frame, columns)) is not None:
        return parts
    for name in columns:
        times = _times(table, name, day_first, asked=True)
        if times is not None and (both := with_clock(table.frame, Times(times, (name,)), columns)):
            return both
    by_place = neighbouring_parts(table.frame[list(columns)], columns[0], asked=True)
    if by_place is None:
        raise _unreadable(table, columns)
    return by_place


def _chosen(table: Table, name: str, day_first: bool | None) -> Times:
    times = _times(table, name, day_first, asked=True)
    if times is None:
        raise _unreadable(table, (name,))
    alone = Times(times, (name,))
    if occur_once(times):
        return alone
    return with_clock(table.frame, alone) or neighbouring_parts(table.frame, name) or alone


def _unreadable(table: Table, columns: tuple[str, ...]) -> UserError:
    cells = as_text(table.frame[columns[0]])
    example = next(iter(cells[~is_missing(cells)]), "")
    return UserError("time_unreadable", column=", ".join(columns), example=example)


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
