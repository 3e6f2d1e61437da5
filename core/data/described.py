"""A table as Parquet that is written with what is known of it: as JSON in the schema, to be read alone."""

import io
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from core.errors import UserError

_BROKEN = (pa.ArrowException, OSError, KeyError, TypeError, ValueError)


def to_bytes(table: Any, form: bytes, about: dict[str, Any], rows: int) -> bytes:
    """Write a table.

    Args:
        form: What the table is; names what is known of it.
        about: What is known of it, among it its hash, "sha256".
        rows: In each part of the file.
    """
    table, body = table.replace_schema_metadata({form: json.dumps(about)}), io.BytesIO()
    pq.write_table(table, body, compression="zstd", use_dictionary=False, row_group_size=rows)
    return body.getvalue()


def about_of(schema: Any, form: bytes) -> dict[str, Any]:
    """What is known of the table; `KeyError` or `ValueError` where `to_bytes` wrote no such thing."""
    about: dict[str, Any] = json.loads(schema.metadata[form])
    return about


def rows_of(path: Path, rows: Sequence[int], columns: Sequence[str]) -> Any:
    """Some rows of a file, in the order asked for; only the parts that hold them are read.

    Returns:
        An Arrow table of these columns, `len(rows)` long.
    """
    asked = np.asarray(rows, dtype=np.int64)
    with pq.ParquetFile(path) as file:
        sizes = [file.metadata.row_group(part).num_rows for part in range(file.num_row_groups)]
        starts = np.concatenate([[0], np.cumsum(sizes)])
        parts = np.searchsorted(starts, asked, side="right") - 1
        found = [file.schema_arrow.empty_table().select(list(columns))]
        for part in map(int, np.unique(parts)):
            table = file.read_row_group(part, columns=list(columns))
            found.append(table.take(pa.array(asked[parts == part] - starts[part])))
    back = np.argsort(np.argsort(parts, kind="stable"))  # the tables follow each other part by part
    return pa.concat_tables(found).take(pa.array(back))


@contextmanager
def unbroken() -> Iterator[None]:
    """Whatever fails while such a file is read is said in one way: UserError `not_a_dataset`."""
    try:
        yield
    except _BROKEN as error:
        raise UserError("not_a_dataset", reason=type(error).__name__) from error


def require_same(promised: str, found: str) -> None:
    """Raise UserError `not_a_dataset` where a table's hash is not the one that it was written with."""
    if found != promised:
        raise UserError("not_a_dataset", reason="sha256")
