"""Any kind of data set as bytes and back: one table of kinds; the bytes say which kind it is."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from core.data.frame import FORMAT as SERIES
from core.data.frame import Dataset, from_parquet, to_parquet
from core.data.labelled.dataset import FORMAT as LABELLED
from core.data.labelled.dataset import LabelledSeries, labelled_from_parquet, labelled_to_parquet
from core.data.panel.dataset import Panel
from core.data.panel.parquet import FORMAT as PANEL
from core.data.panel.parquet import panel_from_parquet, panel_to_parquet
from core.errors import UserError
from core.text.dataset import TextDataset
from core.text.long_text import FORMAT as LONG_TEXT
from core.text.long_text import LongText, long_text_from_parquet, long_text_to_parquet
from core.text.pairs import FORMAT as PAIRS
from core.text.pairs import Pairs, pairs_from_parquet, pairs_to_parquet
from core.text.parquet import FORMAT as TEXTS
from core.text.parquet import texts_from_parquet, texts_to_parquet
from core.text.tagged.dataset import FORMAT as TAGGED
from core.text.tagged.dataset import TaggedSentences, tagged_from_parquet, tagged_to_parquet


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
    Kind(LongText, LONG_TEXT, long_text_to_parquet, long_text_from_parquet),
    Kind(LabelledSeries, LABELLED, labelled_to_parquet, labelled_from_parquet),
    Kind(Panel, PANEL, panel_to_parquet, panel_from_parquet),
    Kind(Pairs, PAIRS, pairs_to_parquet, pairs_from_parquet),
    Kind(TaggedSentences, TAGGED, tagged_to_parquet, tagged_from_parquet),
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
