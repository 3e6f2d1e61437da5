"""Any kind of data set as bytes and back; the bytes say which kind it is."""

import io
from typing import TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from core.data.frame import Dataset, from_parquet, to_parquet
from core.errors import UserError
from core.text.dataset import TextDataset
from core.text.parquet import FORMAT as TEXTS
from core.text.parquet import texts_from_parquet, texts_to_parquet

AnyData: TypeAlias = Dataset | TextDataset


def to_body(data: AnyData) -> bytes:
    """Write a data set as Parquet."""
    return texts_to_parquet(data) if isinstance(data, TextDataset) else to_parquet(data)


def from_body(body: bytes) -> AnyData:
    """Read a data set back.

    Raises:
        UserError: `not_a_dataset` if the bytes are not what `to_body` wrote, or were changed since.
    """
    try:
        about = pq.read_schema(io.BytesIO(body)).metadata or {}
    except (pa.ArrowException, OSError) as error:
        raise UserError("not_a_dataset", reason=type(error).__name__) from error
    return texts_from_parquet(body) if TEXTS in about else from_parquet(body)


def series_from(body: bytes) -> Dataset:
    """Read what is known to be a series."""
    found = from_body(body)
    assert isinstance(found, Dataset)
    return found


def texts_from(body: bytes) -> TextDataset:
    """Read what are known to be labelled texts."""
    found = from_body(body)
    assert isinstance(found, TextDataset)
    return found
