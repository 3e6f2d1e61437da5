"""What was understood of a file, and what there is to choose from."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from core.data.choices import Choices
from core.data.keys import names_of, series_columns
from core.data.layouts import TURNED
from core.data.names_of_columns import adds_up
from core.data.series import asked_keys, mark_of, named_by
from core.data.table import Table
from core.data.time_columns import find_times, time_candidates
from core.errors import UserError

HEAD = 6  # rows of an outline


@dataclass(frozen=True, eq=False)
class Outline:
    """What was understood of a file, and what there is to choose from."""

    raw: tuple[str, ...]  # its first lines as they are
    head: pd.DataFrame  # its first rows as text, under unique column names
    columns: tuple[str, ...]
    times: tuple[str, ...]  # columns that can be read as times, the likeliest first
    time: tuple[str, ...]  # those that were taken; empty if none
    series: tuple[str, ...]  # columns that may name series, the likeliest first
    named: tuple[str, ...]  # those that do together, as asked for or as they seem to; empty for none
    members: tuple[str, ...]  # names of series in these
    prices: tuple[str, ...]  # columns that are averaged where others are added up
    sheets: tuple[str, ...]  # of a workbook; the one that was read comes first
    encoding: str | None  # None where there is nothing to choose, as in a workbook
    delimiter: str | None
    decimal: str | None
    header_rows: int | None
    turned: bool  # whether it lay on its side
    strays: bool  # whether there are rows between those of times, which are left out unless asked for


def outline_of(read: Table, table: Table, choices: Choices) -> Outline:
    """Look at a table.

    Args:
        read: As `read_table` returns it.
        table: The same as `rows_of_times` returns it.
    """
    taken, stamps = _times(table, choices)
    names = tuple(map(str, table.frame))
    found = series_columns(table.frame, stamps, taken)
    named = _named(table, choices, taken, stamps)
    return Outline(
        raw=read.raw,
        head=table.frame.head(HEAD).astype(str),
        columns=names,
        times=tuple(time_candidates(table)),
        time=taken,
        series=(*(name for name in named if name in names), *(name for name in found if name not in named)),
        named=named,
        members=_members(table, named),
        prices=tuple(name for name in names if name not in (*taken, *named) and not adds_up(name)),
        **cells_of(read, table, choices),
    )


def cells_of(read: Table, table: Table, choices: Choices) -> dict[str, Any]:
    """The fields of an outline on how to get from bytes to cells."""
    text = read.encoding is not None
    in_text = any(read.frame[column].dtype.kind == "O" for column in read.frame)
    return {
        "sheets": read.sheets,
        "encoding": read.encoding,
        "delimiter": read.delimiter,
        "decimal": choices.decimal or mark_of(read) if in_text else None,
        "header_rows": read.header_rows if text or read.sheets else None,
        "turned": any(note.key in TURNED for note in table.notes),
        "strays": choices.strays or any(note.key == "rows_left_out" for note in table.notes),
    }


def time_of(table: Table, choices: Choices) -> tuple[str, ...]:
    """The columns that tell the time together; empty for none."""
    return _times(table, choices)[0]


def _named(
    table: Table, choices: Choices, taken: tuple[str, ...], stamps: pd.Series | None
) -> tuple[str, ...]:
    if choices.series is not None or table.series:
        return named_by(table, choices)
    known = None if stamps is None else stamps.notna()
    rest = table.frame.drop(columns=list(taken), errors="ignore")
    return asked_keys(rest, None) if known is None else asked_keys(rest[known], stamps[known])  # type: ignore[index]


def _members(table: Table, named: tuple[str, ...]) -> tuple[str, ...]:
    if not named or not set(named) <= set(table.frame):
        return ()
    return tuple(dict.fromkeys(filter(None, names_of(table.frame, named))))


def _times(table: Table, choices: Choices) -> tuple[tuple[str, ...], pd.Series | None]:
    """The columns that tell the time and the times; without the latter where they cannot be read yet."""
    try:
        found = find_times(table, choices.time, choices.how)
    except UserError:
        return choices.time or tuple(time_candidates(table)[:1]), None
    return (found.columns, found.values) if found is not None else ((), None)
