"""Files and pasted text that people bring: content decides what they are, not the name."""

import io
import re

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from core.data.cleaning import distinct_names
from core.data.content import UNZIPPED_LIMIT, decode, kind_of, too_large
from core.data.delimited import check_raw_size, read_delimited
from core.data.frame import Dataset, canonical
from core.data.numbers import decimal_mark, parse_numbers, unreadable
from core.data.table import Table
from core.data.time_columns import AUTO, find_times, time_candidates
from core.data.workbooks import read_workbook
from core.errors import UserError
from core.notes import Note

__all__ = ["AUTO", "SIZE_LIMIT", "Table", "numeric_candidates", "read_table", "time_candidates", "to_dataset"]

SIZE_LIMIT = 20 * 1024 * 1024  # bytes


def read_table(body: bytes, name: str, *, sheet: str | None = None, largest: int = SIZE_LIMIT) -> Table:
    """Read a file or pasted text into cells.

    Args:
        body: CSV (comma, semicolon, tab or bar), a workbook or Parquet.
        name: What the file was called; shown, never opened.
        sheet: Sheet of a workbook; None takes the first that holds anything.
        largest: Most bytes.

    Raises:
        UserError: `empty_file`, `file_too_large`, `not_a_table` (what it really is), `unreadable_file`,
            `password_protected`, `unknown_sheet`, `no_rows` or `too_many_cells`.
    """
    if not body.strip():
        raise UserError("empty_file")
    if len(body) > largest:
        raise too_large(len(body), largest)
    name = re.split(r"[/\\]", name)[-1].strip() or "data"
    kind = kind_of(body)
    if kind == "parquet":
        return Table(_parquet(body), name)
    if kind == "workbook":
        frame, sheets = read_workbook(body, sheet)
        return Table(frame, name, sheets=sheets)
    if kind != "text":
        raise UserError("not_a_table", kind=kind)
    text, encoding = decode(body)
    frame, delimiter = read_delimited(text)
    return Table(frame, name, encoding=encoding, delimiter=delimiter)


def numeric_candidates(table: Table) -> list[str]:
    """Columns that hold numbers; those that tell the time are left out."""
    try:
        times = find_times(table, AUTO)
    except UserError:  # ambiguous between day and month: still the time
        return list(_numbers(table, set(time_candidates(table)[:1]))[0])
    return list(_numbers(table, set(times.columns if times else ()))[0])


def to_dataset(
    table: Table, *, time: str | None = AUTO, target: str | None = None, day_first: bool | None = None
) -> Dataset:
    """Bring a raw table into the canonical shape.

    Args:
        time: Name of the time column, "auto" to find it, or None to count plain steps.
        target: Suggested target; None chooses one.
        day_first: How to read 01/02/2024 where the column does not tell.

    Raises:
        UserError: `day_month_ambiguous`, `time_unreadable`, `no_numeric_column`, `target_not_numeric`, and
            all that `canonical` raises.
    """
    times = find_times(table, time, day_first)
    used = set(times.columns if times else ())
    numbers, notes = _numbers(table, used)
    if not numbers:
        raise UserError("no_numeric_column")
    texts = [str(name) for name in table.frame if name not in numbers and name not in used]
    if target in texts:
        raise UserError("target_not_numeric", column=target)
    if texts:
        notes.append(Note("columns_left_out", {"columns": ", ".join(texts)}))
    frame = pd.DataFrame(numbers)
    if times is not None:
        frame = frame.set_axis(pd.DatetimeIndex(times.values), axis=0)
        notes.insert(0, Note("time_column", {"columns": ", ".join(times.columns)}))
    elif time == AUTO:
        notes.insert(0, Note("no_time_column"))
    return canonical(frame, name=table.name, source="upload", target=target, notes=notes)


def _numbers(table: Table, used: set[str]) -> tuple[dict[str, pd.Series], list[Note]]:
    rest = [name for name in map(str, table.frame) if name not in used]
    text = [table.frame[name] for name in rest if table.frame[name].dtype.kind == "O"]
    mark = decimal_mark(text, table.delimiter)
    numbers: dict[str, pd.Series] = {}
    notes = []
    for name in rest:
        if (found := parse_numbers(table.frame[name], mark)) is None:
            continue
        numbers[name] = found
        if bad := unreadable(table.frame[name], found):
            notes.append(Note("cells_unreadable", {"column": name, "count": bad}))
    return numbers, notes


def _parquet(body: bytes) -> pd.DataFrame:
    """Read Parquet once its metadata says that it is small: few bytes can hold millions of equal rows."""
    try:
        source = pq.ParquetFile(io.BytesIO(body))
        about = source.metadata
        check_raw_size(about.num_rows, about.num_columns)
        size = sum(about.row_group(place).total_byte_size for place in range(about.num_row_groups))
        if size > UNZIPPED_LIMIT:
            raise too_large(size, UNZIPPED_LIMIT)
        frame = source.read().to_pandas()
    except (pa.ArrowException, OSError, ValueError) as error:
        raise UserError("unreadable_file", reason="parquet") from error
    if not isinstance(frame.index, pd.RangeIndex):
        frame = frame.reset_index()
    if frame.empty:
        raise UserError("no_rows")
    return frame.set_axis(distinct_names(list(frame.columns)), axis=1)
