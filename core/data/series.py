"""From cells to a canonical series: times, numbers, one row per time; each step says what it did."""

import pandas as pd

from core.data.choices import AS_FOUND, Choices
from core.data.frame import Dataset, canonical
from core.data.layouts import upright
from core.data.numbers import decimal_mark, parse_numbers, unreadable
from core.data.several import ID_LIKE, at_one_time, names_of, series_columns, spread, without_repetitions
from core.data.table import Table
from core.data.time_columns import find_times, time_candidates
from core.data.time_parts import Times
from core.data.time_patterns import OFFSET, TIME_LIKE
from core.data.times import as_text, is_missing
from core.errors import UserError
from core.notes import Note

CROWDED = 1.5  # rows per time from which on they seem to belong to several series


def to_dataset(table: Table, choices: Choices = AS_FOUND, *, target: str | None = None) -> Dataset:
    """Bring a raw table into the canonical shape.

    Args:
        target: Suggested target; None chooses one.

    Raises:
        UserError: `day_month_ambiguous`, `time_unreadable`, `no_numeric_column`, `target_not_numeric`,
            `several_series` or `different_values_at_one_time` (where a person has to choose),
            `unknown_series`, `too_many_series`, and all that `canonical` raises.
    """
    table = upright(table.straight(), choices.layout)
    times = find_times(table, choices.time, choices.day_first)
    frame, stamps, notes = _with_known_times(table, times, choices)
    notes[:0] = table.notes
    series = choices.series if choices.series is not None else table.series
    if series and series not in frame:
        raise UserError("unknown_column", column=series, known=", ".join(map(str, frame)))
    used = {*(times.columns if times else ()), *([series] if series else ())}
    numbers, said = _numbers(frame, used, choices.decimal or mark_of(table))
    if not numbers:
        raise UserError("no_numeric_column")
    texts = [str(name) for name in frame if name not in numbers and name not in used]
    if target in texts:
        raise UserError("target_not_numeric", column=target)
    if texts:
        said.append(Note("columns_left_out", {"columns": ", ".join(texts)}))
    values, stamps, about = _one_row_per_time(frame, pd.DataFrame(numbers), stamps, series, choices)
    if stamps is not None:
        values = values.set_axis(pd.DatetimeIndex(stamps), axis=0)
    name = f"{table.name} · {choices.kept[0]}" if series and len(choices.kept) == 1 else table.name
    return canonical(values, name=name, source="upload", target=target, notes=[*notes, *said, *about])


def mark_of(table: Table) -> str:
    """The decimal mark of a table of text."""
    text = [table.frame[name] for name in table.frame if table.frame[name].dtype.kind == "O"]
    return decimal_mark(text, table.delimiter)


def numeric_candidates(table: Table) -> list[str]:
    """Columns that hold numbers; those that tell the time are left out."""
    try:
        times = find_times(table)
        used = set(times.columns if times else ())
    except UserError:  # ambiguous between day and month: still the time
        used = set(time_candidates(table)[:1])
    return list(_numbers(table.frame, used, mark_of(table))[0])


def _with_known_times(
    table: Table, times: Times | None, choices: Choices
) -> tuple[pd.DataFrame, pd.Series | None, list[Note]]:
    """Rows whose time is known, repeated ones once; and what was done."""
    if times is None:
        return table.frame, None, [_no_time(table)] if choices.time is None else []
    notes = [Note("time_column", {"columns": ", ".join(times.columns)})]
    if any(_has_offsets(table.frame[name]) for name in times.columns):
        notes.append(Note("offsets_left_out"))
    known = times.values.notna().to_numpy()
    if not known.all():
        notes.append(Note("rows_without_time", {"count": int((~known).sum())}))
    frame, said = without_repetitions(table.frame[known], times.values[known])
    return frame, times.values[frame.index], [*notes, *said]


def _no_time(table: Table) -> Note:
    """That rows are counted; a column that is called a time but cannot be read as one is named."""
    for name in map(str, table.frame):
        if TIME_LIKE.search(name) and parse_numbers(table.frame[name]) is None:
            cells = as_text(table.frame[name])
            example = next(iter(cells[~is_missing(cells)]), "")
            return Note("time_column_unreadable", {"column": name, "example": example})
    return Note("no_time_column")


def _has_offsets(column: pd.Series) -> bool:
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        return True
    return column.dtype.kind == "O" and bool(as_text(column.head(50)).str.contains(OFFSET).any())


def _one_row_per_time(
    frame: pd.DataFrame, values: pd.DataFrame, times: pd.Series | None, series: str | None, choices: Choices
) -> tuple[pd.DataFrame, pd.Series | None, list[Note]]:
    if series:
        return spread(values, times, names_of(frame[series]), choices.kept, choices.combine)
    if choices.series is None and choices.combine is None:
        _ask_which_series(frame, times)
    return at_one_time(values, times, choices.combine)


def _ask_which_series(frame: pd.DataFrame, times: pd.Series | None) -> None:
    """Refuse to mix series that lie one below the other.

    Raises:
        UserError: `several_series` with the column that seems to name them and how many it names.
    """
    if times is not None and not times.duplicated().any():
        return
    for name in series_columns(frame, times)[:1]:
        names = names_of(frame[name])
        apart = times is not None and len(names) >= CROWDED * times.nunique()
        apart = apart and not pd.DataFrame({"t": times, "n": names}).duplicated().any()
        if apart or (times is None and ID_LIKE.search(name) and len(names) > 2 * names.nunique()):
            raise UserError("several_series", column=name, count=int(names.nunique()))


def _numbers(frame: pd.DataFrame, used: set[str], mark: str) -> tuple[dict[str, pd.Series], list[Note]]:
    numbers: dict[str, pd.Series] = {}
    notes = []
    for name in (str(name) for name in frame if name not in used):
        if (found := parse_numbers(frame[name], mark)) is None:
            continue
        numbers[name] = found
        if bad := unreadable(frame[name], found):
            notes.append(Note("cells_unreadable", {"column": name, "count": bad}))
    return numbers, notes
