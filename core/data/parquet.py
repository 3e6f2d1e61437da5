"""Parquet files: flat columns, read once the metadata says that they are few enough.

Few bytes can hold millions of equal cells: text stays a dictionary, and nested columns are left out.
"""

import io
from collections.abc import Sequence
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from core.data.cleaning import ROW_LIMIT, distinct_names
from core.data.content import UNZIPPED_LIMIT, too_large
from core.data.delimited import check_raw_size
from core.data.parquet_pages import pages_of
from core.errors import UserError
from core.names import plain_name
from core.notes import Note

LONGEST_FOOTER = 8 << 20  # bytes
MOST_PARTS = 100_000  # groups of rows, or columns


def read_parquet(body: bytes, longest: int = ROW_LIMIT) -> tuple[pd.DataFrame, tuple[Note, ...]]:
    """Read the flat columns; the others are named.

    Raises:
        UserError: `unreadable_file`, `too_many_cells`, `file_too_large`, `too_heavy_to_read`,
            `rows_miscounted` or `no_rows`.
    """
    try:
        return _read(body, longest)
    except pa.ArrowMemoryError as error:
        raise UserError("too_heavy_to_read") from error
    except (pa.ArrowException, OSError, ValueError) as error:
        raise UserError("unreadable_file", reason="parquet") from error


def _read(body: bytes, longest: int) -> tuple[pd.DataFrame, tuple[Note, ...]]:
    source = _opened(body)
    about, schema = source.metadata, source.schema_arrow
    check_raw_size(about.num_rows, about.num_columns, longest)
    _check_parts(body, about)
    texts = [field.name for field in schema if _is_text(field.type)]
    kept = [field.name for field in schema if _is_fixed(field.type) or field.name in texts]
    table = _opened(body, texts).read(columns=kept)
    _check_rows(about.num_rows, table.num_rows if kept else about.num_rows)
    frame = _frame_of(table)
    if not isinstance(frame.index, pd.RangeIndex):
        frame = frame.reset_index()
    if frame.empty:
        raise UserError("no_rows")
    for name in frame.columns[[dtype == "category" for dtype in frame.dtypes]]:
        frame[name] = frame[name].astype(object)
    others = [plain_name(name) for name in schema.names if name not in kept]
    notes = (Note("columns_left_out", {"columns": others}),) if others else ()
    return frame.set_axis(distinct_names(list(frame.columns)), axis=1), notes


def _opened(body: bytes, texts: Sequence[str] = ()) -> Any:
    """The file, of which text stays a dictionary; its footer alone takes ten times its size in memory."""
    if body.endswith(b"PAR1") and int.from_bytes(body[-8:-4], "little") > LONGEST_FOOTER:
        raise UserError("too_heavy_to_read")
    return pq.ParquetFile(
        io.BytesIO(body), read_dictionary=list(texts),
        thrift_string_size_limit=LONGEST_FOOTER, thrift_container_size_limit=MOST_PARTS,
    )  # fmt: skip


def _check_parts(body: bytes, about: Any) -> None:
    """Add up what the groups of rows and the pages in them hold.

    Raises:
        UserError: `rows_miscounted` where that is not what was said before, `file_too_large`.
    """
    groups = [about.row_group(place) for place in range(about.num_row_groups)]
    _check_rows(about.num_rows, sum(group.num_rows for group in groups))
    flat = [about.schema.column(place).max_repetition_level == 0 for place in range(about.num_columns)]
    size = 0
    for group in groups:
        for place in range(group.num_columns):
            column = group.column(place)
            claimed = group.num_rows if flat[place] else column.num_values
            starts = (column.dictionary_page_offset, column.data_page_offset)
            held, unpacked = pages_of(body, min(start for start in starts if start is not None), claimed)
            _check_rows(claimed, held)
            if (size := size + unpacked) > UNZIPPED_LIMIT:
                raise too_large(size, UNZIPPED_LIMIT)


def _check_rows(claimed: int, found: int) -> None:
    if claimed != found:
        raise UserError("rows_miscounted", told=claimed, found=found)


def _frame_of(table: pa.Table) -> pd.DataFrame:
    """The table as pandas wrote it, or without what a program says of itself that pandas would not."""
    try:
        return table.to_pandas()
    except MemoryError:
        raise
    except Exception:  # whatever a reader of JSON stumbles over
        return table.replace_schema_metadata(None).to_pandas()


def _is_fixed(kind: pa.DataType) -> bool:
    return bool(pa.types.is_primitive(kind) or pa.types.is_decimal(kind) or pa.types.is_null(kind))


def _is_text(kind: pa.DataType) -> bool:
    text = pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)
    return bool(text or (pa.types.is_dictionary(kind) and not pa.types.is_nested(kind.value_type)))
