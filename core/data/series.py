"""From cells to a canonical series: times, numbers, one row per time; each step says what it did."""

import numpy as np
import pandas as pd

from core.data.cells import as_text
from core.data.choices import AS_FOUND, Choices
from core.data.frame import Dataset, canonical
from core.data.keys import (
    ID_LIKE,
    MOST_MEMBERS,
    counted_steps,
    keys_of,
    names_of,
    running_numbers,
    series_columns,
    spelt,
)  # fmt: skip
from core.data.layouts import upright
from core.data.numbers import decimal_mark, parse_numbers, unreadable
from core.data.several import Found, at_one_time, by_steps, spread
from core.data.strays import without_strays
from core.data.table import Table
from core.data.time_columns import find_times
from core.data.time_parts import Times
from core.data.time_patterns import OFFSET, UTC
from core.data.times import is_missing
from core.data.untimed import in_known_order
from core.errors import UserError
from core.notes import Note

CROWDED = 1.5  # rows per time from which on they seem to belong to several series
FEW = 0.05  # share of rows that repeat others, up to which they are a slip


def to_dataset(table: Table, choices: Choices = AS_FOUND, *, target: str | None = None) -> Dataset:
    """Bring a raw table into the canonical shape.

    Args:
        target: Suggested target; None chooses one.

    Raises:
        UserError: `day_month_ambiguous`, `era_unclear`, `time_unclear`, `several_series` or
            `different_values_at_one_time` (where a person has to choose), `time_unreadable`,
            `no_numeric_column`, `target_not_numeric`, `unknown_series`, `too_many_series`, and all that
            `canonical` raises.
    """
    return of_rows(rows_of_times(table, choices), choices, target=target)


def of_rows(table: Table, choices: Choices = AS_FOUND, *, target: str | None = None) -> Dataset:
    """The same of a table that `rows_of_times` has returned."""
    times = find_times(table, choices.time, choices.how)
    frame, stamps, notes = with_known_times(table, times, choices)
    notes[:0] = table.notes
    series = named_by(table, choices)
    if unknown := [name for name in series if name not in frame]:
        raise UserError("unknown_column", column=unknown[0], known=list(map(str, frame)))
    used = {*(times.columns if times else ()), *series}
    wanted = bool(series) or choices.combine is not None
    if stamps is None and wanted and (steps := counted_steps(frame, series)) is not None:
        stamps = parse_numbers(frame[steps])
        used.add(steps)
        notes = [note for note in notes if note.key != "no_time_column"]
        notes.append(Note("steps_counted", {"column": steps}))
    numbers, said = _numbers(frame, used, choices.decimal or mark_of(table))
    if not numbers:
        raise UserError("no_numeric_column")
    texts = [str(name) for name in frame if name not in numbers and name not in used]
    if target in texts:
        raise UserError("target_not_numeric", column=target)
    if texts:
        said.append(Note("columns_left_out", {"columns": texts}))
    values, stamps, about = _one_row_per_time(frame, pd.DataFrame(numbers), stamps, series, used, choices)
    if stamps is not None:
        values = values.set_axis(pd.DatetimeIndex(stamps), axis=0)
    name = f"{table.name} · {spelt(choices.kept[0])}" if series and len(choices.kept) == 1 else table.name
    return canonical(values, name=name, source="upload", target=target, notes=[*notes, *said, *about])


def rows_of_times(table: Table, choices: Choices) -> Table:
    """A table of which each row is one moment of one series; raises as `upright`."""
    table = table.straight()
    return upright(table if choices.strays else without_strays(table), choices.layout)


def mark_of(table: Table) -> str:
    """The decimal mark of a table of text."""
    text = [table.frame[name] for name in table.frame if table.frame[name].dtype.kind == "O"]
    return decimal_mark(text, table.delimiter)


def with_known_times(
    table: Table, times: Times | None, choices: Choices
) -> tuple[pd.DataFrame, pd.Series | None, list[Note]]:
    """Rows whose time is known, and what was done."""
    if times is None:
        frame, said = in_known_order(table) if choices.time is None else (table.frame, [])
        return (frame[::-1].reset_index(drop=True) if choices.newest_first else frame), None, said
    notes = [Note("time_column", {"columns": list(times.columns)}), *times.notes]
    with_offsets = [table.frame[name] for name in times.columns if _has_offsets(table.frame[name])]
    if with_offsets:
        notes.append(Note("times_in_utc" if all(map(_in_utc, with_offsets)) else "offsets_left_out"))
    known = times.values.notna().to_numpy()
    if not known.all():
        notes.append(Note("rows_without_time", {"count": int((~known).sum())}))
    return table.frame[known], times.values[known], notes


def _has_offsets(column: pd.Series) -> bool:
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        return True
    return column.dtype.kind == "O" and bool(as_text(column.head(50)).str.contains(OFFSET).any())


def _in_utc(column: pd.Series) -> bool:
    """Whether every stamp says that it is in UTC."""
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        return str(column.dtype.tz) in ("UTC", "UTC+00:00")
    text = as_text(column)
    return bool(text[~is_missing(text)].str.contains(UTC).all())


def named_by(table: Table, choices: Choices) -> tuple[str, ...]:
    """The columns that name the series together, as asked for or as they surely do; empty for none."""
    if choices.series is not None:
        return choices.series
    return (table.series,) if table.series else ()


def _one_row_per_time(
    frame: pd.DataFrame,
    values: pd.DataFrame,
    times: pd.Series | None,
    series: tuple[str, ...],
    used: set[str],
    choices: Choices,
) -> Found:
    cells, said = _what_tells_apart(frame, times)
    numbered = [str(name) for name in values if name not in cells]
    if choices.combine is not None and 0 < len(numbered) < len(values.columns):
        values = values.drop(columns=numbered)
        said = [Note("numbers_left_out", {"columns": numbered})]
    if series:
        found = spread(values, times, cells, names_of(frame, series), choices)
    else:
        if choices.series is None and choices.combine is None:
            _ask_which_series(cells.drop(columns=list(used), errors="ignore"), times)
        found = at_one_time(values, times, cells, choices)
    found = by_steps(found)
    told = choices.combine is not None or any(note.key == "repeated_rows_merged" for note in found[2])
    return found[0], found[1], [*found[2], *(said if told else [])]


def _what_tells_apart(frame: pd.DataFrame, times: pd.Series | None) -> tuple[pd.DataFrame, list[Note]]:
    """The columns without those that number the rows: no two of theirs are ever equal."""
    if times is None or not times.duplicated().any():
        return frame, []
    numbered = running_numbers(frame)
    note = Note("but_for_numbers", {"columns": numbered})
    return frame.drop(columns=numbered), [note] if numbered else []


def asked_keys(frame: pd.DataFrame, times: pd.Series | None, most: int = MOST_MEMBERS) -> tuple[str, ...]:
    """The columns that seem to name several series that lie one below the other; empty where none do.

    Args:
        most: Series that they may name.
    """
    if times is None:
        if (steps := counted_steps(frame)) is not None:
            return keys_of(frame, pd.Series(parse_numbers(frame[steps])), (steps,), most)
        named = series_columns(frame, None, most=most)[:1]
        return tuple(
            name for name in named if ID_LIKE.search(name) and len(frame) > 2 * frame[name].nunique()
        )
    if not times.duplicated().any():
        return ()
    repeated = frame.assign(**{"\ufefftime": times}).astype(str).duplicated().to_numpy()
    once = ~repeated if repeated.mean() < FEW else np.ones(len(frame), dtype=bool)
    if once.sum() < CROWDED * times.nunique():
        return ()
    return keys_of(frame[once], times[once], most=most)


def _ask_which_series(frame: pd.DataFrame, times: pd.Series | None) -> None:
    """Refuse to mix series that lie one below the other.

    Raises:
        UserError: `several_series` with the columns that seem to name them and how many they name.
    """
    if keys := asked_keys(frame, times):
        count = int(names_of(frame, keys).nunique())
        raise UserError("several_series", column=list(keys), count=count)


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
