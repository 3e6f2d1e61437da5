"""Parquet files: flat columns, read once the metadata says that they are few enough.

Few bytes can hold millions of equal cells: text stays a dictionary, and nested columns are left out.
"""

import io

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from core.data.cleaning import distinct_names
from core.data.content import UNZIPPED_LIMIT, too_large
from core.data.delimited import check_raw_size
from core.errors import UserError
from core.notes import Note


def read_parquet(body: bytes) -> tuple[pd.DataFrame, tuple[Note, ...]]:
    """Read the flat columns; the others are named.

    Raises:
        UserError: `unreadable_file`, `too_many_cells`, `file_too_large`, `too_heavy_to_read` or `no_rows`.
    """
    try:
        return _read(body)
    except pa.ArrowMemoryError as error:
        raise UserError("too_heavy_to_read") from error
    except (pa.ArrowException, OSError, ValueError) as error:
        raise UserError("unreadable_file", reason="parquet") from error


def _read(body: bytes) -> tuple[pd.DataFrame, tuple[Note, ...]]:
    source = pq.ParquetFile(io.BytesIO(body))
    about, schema = source.metadata, source.schema_arrow
    check_raw_size(about.num_rows, about.num_columns)
    size = sum(about.row_group(place).total_byte_size for place in range(about.num_row_groups))
    if size > UNZIPPED_LIMIT:
        raise too_large(size, UNZIPPED_LIMIT)
    texts = [field.name for field in schema if _is_text(field.type)]
    kept = [field.name for field in schema if _is_fixed(field.type) or field.name in texts]
    source = pq.ParquetFile(io.BytesIO(body), read_dictionary=texts)
    frame = source.read(columns=kept).to_pandas()
    if not isinstance(frame.index, pd.RangeIndex):
        frame = frame.reset_index()
    if frame.empty:
        raise UserError("no_rows")
    for name in frame.columns[[dtype == "category" for dtype in frame.dtypes]]:
        frame[name] = frame[name].astype(object)
    others = [name for name in schema.names if name not in kept]
    notes = (Note("columns_left_out", {"columns": others}),) if others else ()
    return frame.set_axis(distinct_names(list(frame.columns)), axis=1), notes


def _is_fixed(kind: pa.DataType) -> bool:
    return bool(pa.types.is_primitive(kind) or pa.types.is_decimal(kind) or pa.types.is_null(kind))


def _is_text(kind: pa.DataType) -> bool:
    text = pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)
    return bool(text or (pa.types.is_dictionary(kind) and not pa.types.is_nested(kind.value_type)))
