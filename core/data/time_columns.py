"""Which column of a table is its time, or which columns together."""

import pandas as pd

from core.data.cells import as_text
from core.data.clock_changes import on_the_first_clock
from core.data.day_parts import with_day_part
from core.data.names_of_columns import is_amount, is_change, is_level, is_sales, is_units, is_volume
from core.data.table import Table
from core.data.time_forms import AS_WRITTEN, How, Reading
from core.data.time_orders import runs_on
from core.data.time_parts import Times, named_parts, neighbouring_parts, occur_once, with_clock
from core.data.time_patterns import TIME_LIKE
from core.data.times import is_missing, read_times
from core.errors import UserError
from core.notes import Note

LOOK = 200  # cells looked at before a whole column is read


def time_candidates(table: Table) -> list[str]:
    """Columns that can be read as times: first those without repetitions, dates before bare numbers."""
    found = {}
    for name in map(str, table.frame):
        try:
            times = _times(table, name, AS_WRITTEN)
        except UserError:
            found[name] = (False, False)  # ambiguous between day and month, so a time
            continue
        if times is not None:
            found[name] = (not occur_once(times.values), _is_plain_number(table.frame[name]))
    return sorted(found, key=lambda name: found[name])


def find_times(table: Table, columns: tuple[str, ...] | None = None, how: How = AS_WRITTEN) -> Times | None:
    """Read the times of a table.

    Dates that repeat are combined with a column of clock times or of numbers of the parts of a day, or a year
    with the columns of months, days and hours that belong to it.

    Args:
        columns: Those that tell the time, all of them and no others; empty for none, None to find them.
        how: What a person decided about times.

    Returns:
        None if none was asked for or found.

    Raises:
        UserError: `unknown_column`, `time_unreadable` (column, example), `day_month_ambiguous` or
            `era_unclear`.
    """
    if columns is not None:
        return _asked_for(table, columns, how)
    candidates = time_candidates(table)
    parts = named_parts(table.frame, None, how)
    if candidates and (parts is None or candidates[0] not in parts.columns):
        return _with_others(table, candidates[0], how)
    if parts is None or (candidates and not occur_once(parts.values)):
        alone = _with_others(table, candidates[0], how) if candidates else None
        if alone is not None and (parts is None or occur_once(alone.values)):
            return alone
    return parts or neighbouring_parts(table.frame, str(table.frame.columns[0]))


def _asked_for(table: Table, columns: tuple[str, ...], how: How) -> Times | None:
    for name in columns:
        if name not in table.frame:
            raise UserError("unknown_column", column=name, known=list(map(str, table.frame)))
    if len(columns) < 2:
        return _told_apart(_alone(table, columns[0], how)) if columns else None
    if (parts := named_parts(table.frame, columns, how)) is not None:
        return parts
    for name in columns:
        read = _times(table, name, how, asked=True)
        if read is None:
            continue
        alone, some = Times(read.values, (name,), read.notes), table.frame[list(columns)]
        if both := with_clock(some, alone) or with_day_part(some, alone):
            return both
    by_place = neighbouring_parts(table.frame[list(columns)], columns[0], asked=True)
    if by_place is None:
        raise _unreadable(table, columns)
    return by_place


def _alone(table: Table, name: str, how: How) -> Times:
    read = _times(table, name, how, asked=True)
    if read is None:
        raise _unreadable(table, (name,))
    return Times(read.values, (name,), read.notes)


def _with_others(table: Table, name: str, how: How) -> Times:
    """A column with those that it needs to tell rows apart."""
    frame, alone = table.frame, _told_apart(_alone(table, name, how))
    if occur_once(alone.values):
        return alone
    if (both := with_clock(frame, alone)) is not None:
        return _told_apart(both)
    return with_day_part(frame, alone) or neighbouring_parts(frame, name) or alone


def _told_apart(times: Times) -> Times:
    """Times of which none stands twice only because a clock was put back."""
    if occur_once(times.values):
        return times
    values, changes = on_the_first_clock(times.values)
    said = (Note("clock_put_back", {"count": changes}),) if changes else ()
    return Times(values, times.columns, (*times.notes, *said))


def _unreadable(table: Table, columns: tuple[str, ...]) -> UserError:
    cells = as_text(table.frame[columns[0]])
    example = next(iter(cells[~is_missing(cells)]), "")
    return UserError("time_unreadable", column=list(columns), example=example)


def _times(table: Table, name: str, how: How, asked: bool = False) -> Reading | None:
    """Bare numbers are times only under a name that says so, in the first column, or when asked for."""
    column = table.frame[name]
    plain = not _of_values(name)
    named = plain and bool(TIME_LIKE.search(name))
    possible = asked or named or (plain and name == table.frame.columns[0])
    if not _looks_like_times(column, possible):
        return None
    read = read_times(column, how, named=possible)
    if read is None or asked or named or not _is_plain_number(column):
        return read
    return read if runs_on(read.values) else None


def _of_values(name: str) -> bool:
    """Whether a name such as weekly sales tells what is measured, not when."""
    return any(told(name) for told in (is_sales, is_units, is_amount, is_level, is_change, is_volume))


def _looks_like_times(column: pd.Series, named: bool) -> bool:
    """Look at a few cells, to be done quickly with columns that are no times."""
    try:
        return read_times(column.iloc[:: max(len(column) // LOOK, 1)], named=named) is not None
    except UserError:
        return True  # ambiguous between day and month; the whole column may tell


def _is_plain_number(column: pd.Series) -> bool:
    if column.dtype.kind != "O":
        return column.dtype.kind in "fiu"
    return bool(pd.to_numeric(as_text(column.iloc[:LOOK]), errors="coerce").notna().any())
