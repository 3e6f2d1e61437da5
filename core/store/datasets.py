"""Any kind of data set as bytes and back: one table of kinds; the bytes say which kind it is."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from core.data.frame import FORMAT as SERIES
from core.data.frame import Dataset, from_parquet, to_parquet
from core.errors import UserError
from core.text.dataset import TextDataset
from core.text.parquet import FORMAT as TEXTS
from core.text.parquet import texts_from_parquet, texts_to_parquet


class Data(Protocol):
    """What an experiment can be about: a data set of any kind, or what is known of one that is kept."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def sha256(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def source(self) -> str: ...


Found = TypeVar("Found", bound=Data)


@dataclass(frozen=True)
class Kind:
    """One kind of data set, and how it is written."""

    of: type[Any]
    mark: bytes  # which its files bear
    write: Callable[[Any], bytes]
    read: Callable[[bytes], Data]


KINDS = (
    Kind(Dataset, SERIES, to_parquet, from_parquet),
    Kind(TextDataset, TEXTS, texts_to_parquet, texts_from_parquet),
)


def to_body(data: Data) -> bytes:
    """Write a data set as Parquet."""
    return next(kind for kind in KINDS if isinstance(data, kind.of)).write(data)


def from_body(body: bytes) -> Data:
    """Read a data set back.

    Raises:
        UserError: `not_a_dataset` if the bytes are not what `to_body` wrote, or were changed since.
    """
    try:
        marks = pq.read_schema(io.BytesIO(body)).metadata or {}
    except (pa.ArrowException, OSError) as error:
        raise UserError("not_a_dataset", reason=type(error).__name__) from error
    return next((kind for kind in KINDS if kind.mark in marks), KINDS[0]).read(body)


def known_as(of: type[Found], data: Data) -> Found:
    """A data set whose kind is known."""
    assert isinstance(data, of)
    return data
