"""The one shape that labelled series take, whatever they came from, and its Parquet form."""

import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from core.arrays import Bools, Floats, Ints, Padded
from core.data.described import about_of, require_same, rows_of, to_bytes, unbroken
from core.data.labelled.facts import Drawn, LabelledFacts, facts_of
from core.notes import Note

FORMAT = b"unrolled.labelled"
BLOCK = 1_000  # series in each part of the file


@dataclass(frozen=True, eq=False)
class LabelledSeries:
    """Series of one or several columns, each with a class, checked once: all values are there and finite."""

    values: Floats  # (steps of all series, columns), one series below the other
    lengths: Ints  # (series,), at least 2
    labels: Ints  # places in `classes`
    test: Bools  # given as test
    ids: tuple[str, ...]  # what each is called where it came from
    classes: tuple[str, ...]
    columns: tuple[str, ...]
    name: str  # shown to people
    source: str  # "sample" or "upload"
    notes: tuple[Note, ...] = ()  # what was done while reading

    def __len__(self) -> int:
        return len(self.lengths)

    @cached_property
    def sha256(self) -> str:
        """Hash of the content: values, lengths, classes and the split, but neither names nor notes."""
        told = ["labelled", len(self), list(self.classes), list(self.columns)]
        digest = hashlib.sha256(json.dumps(told).encode())
        for part in (self.lengths.astype("<i8"), self.labels.astype("<i8"), self.test.astype("?")):
            digest.update(part.tobytes())
        digest.update((self.values.astype("<f8") + 0.0).tobytes())  # -0.0 equals 0.0
        return digest.hexdigest()

    def each(self) -> Iterator[Floats]:
        """The values of one series after another, (steps, columns)."""
        return iter(np.split(self.values, np.cumsum(self.lengths)[:-1]))

    def facts(self) -> LabelledFacts:
        """What is known of them without holding them."""
        about = (self.sha256, self.classes, self.columns, self.name, self.source, self.notes)
        return facts_of(about, list(self.each()), self.labels, self.test)


def padded(series: list[Floats]) -> Padded:
    """Series in one table, zeros behind the shorter ones."""
    lengths = np.array([len(one) for one in series], dtype=np.int64)
    table = np.zeros((len(series), int(lengths.max(initial=1)), series[0].shape[1]))
    for row, one in zip(table, series, strict=True):
        row[: len(one)] = one
    return Padded(table, lengths)


def labelled_to_parquet(data: LabelledSeries) -> bytes:
    """Write labelled series, a row each, and what is known of them."""
    ends = np.concatenate([[0], np.cumsum(data.lengths)]).astype(np.int32)
    lists = [pa.ListArray.from_arrays(ends, pa.array(column)) for column in data.values.T]
    arrays = [pa.array(data.ids, pa.string()), pa.array(data.labels), pa.array(data.test), *lists]
    names = ["id", "label", "test", *(f"column {place}" for place in range(len(lists)))]
    facts = asdict(data.facts()) | {"notes": [[note.key, note.facts] for note in data.notes]}
    return to_bytes(pa.table(arrays, names=names), FORMAT, facts, BLOCK)


def labelled_from_parquet(body: bytes) -> LabelledSeries:
    """Read labelled series back exactly as they were.

    Raises:
        UserError: `not_a_dataset` if the bytes are not what was written, or were changed since.
    """
    with unbroken():
        table = pq.read_table(io.BytesIO(body)).combine_chunks()
        facts = _facts(about_of(table.schema, FORMAT))
        columns = [table.column(f"column {place}") for place in range(len(facts.columns))]
        lengths = np.array([len(one) for one in columns[0]], dtype=np.int64)
        values = [np.concatenate([part.flatten().to_numpy() for part in one.chunks]) for one in columns]
        data = LabelledSeries(
            np.stack(values, axis=1), lengths, table.column("label").to_numpy(),
            table.column("test").to_numpy(zero_copy_only=False), tuple(table.column("id").to_pylist()),
            facts.classes, facts.columns, facts.name, facts.source, facts.notes,
        )  # fmt: skip
    require_same(facts.sha256, data.sha256)
    return data


def read_labelled_facts(path: Path) -> LabelledFacts:
    """Read the facts of a file, and nothing else; raises as `labelled_from_parquet`."""
    with unbroken():
        return _facts(about_of(pq.read_schema(path), FORMAT))


def read_labelled_of(path: Path, rows: Sequence[int]) -> list[tuple[str, Floats]]:
    """What some series are called, and their values (steps, columns), without reading the others.

    Raises:
        UserError: `not_a_dataset` if the file was changed since.
    """
    with unbroken():
        facts = read_labelled_facts(path)
        names = [f"column {place}" for place in range(len(facts.columns))]
        table = rows_of(path, rows, ["id", *names])
        columns = [table.column(name).to_pylist() for name in names]
        values = [np.array(one, dtype=float).T for one in zip(*columns, strict=True)]
        return list(zip(table.column("id").to_pylist(), values, strict=True))


def _facts(about: dict[str, Any]) -> LabelledFacts:
    known = about | {
        "notes": tuple(Note(key, facts) for key, facts in about["notes"]),
        "classes": tuple(about["classes"]),
        "columns": tuple(about["columns"]),
        "drawn": tuple(Drawn(**one) for one in about["drawn"]),
    }
    return LabelledFacts(**known)
