"""Tagged sentences: their one shape, and that as Parquet."""

import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from core.arrays import Ints
from core.data.described import about_of, require_same, to_bytes, unbroken
from core.notes import Note
from core.text.tagged.facts import TaggedFacts, facts_of

FORMAT = b"unrolled.tagged"
BLOCK = 500  # sentences in each part of the file


@dataclass(frozen=True, eq=False)
class TaggedSentences:
    """Sentences with a tag per word, checked once; spans are written as BIO."""

    words: tuple[str, ...]  # of all sentences, one behind the other
    lengths: Ints  # (sentences,), words of each, at least 1
    tags: Ints  # (words,), places in `names`
    parts: Ints  # (sentences,), places in `choices.PARTS` of those that were given; 0 where nothing was
    names: tuple[str, ...]  # of the tags, the most frequent first
    spans: bool  # tags are BIO; otherwise each stands for itself
    unit: str  # what has a tag: "words" or "characters", which are written without blanks
    name: str  # shown to people
    source: str  # "sample" or "upload"
    notes: tuple[Note, ...] = ()  # what was done while reading

    def __len__(self) -> int:
        return len(self.lengths)

    @cached_property
    def ends(self) -> Ints:
        """Behind the last word of each sentence, with a 0 before, (sentences + 1,)."""
        return np.concatenate([[0], np.cumsum(self.lengths)])

    @cached_property
    def sha256(self) -> str:
        """Hash of the content: words, tags and parts, but neither name nor notes."""
        told = ["tagged", list(self.names), self.spans, self.unit]
        digest = hashlib.sha256(json.dumps(told).encode())
        for part in (self.lengths, self.tags, self.parts):
            digest.update(part.astype("<i4").tobytes())
        digest.update("\0".join(self.words).encode("utf-8", "surrogatepass"))
        return digest.hexdigest()

    def sentence(self, row: int) -> tuple[tuple[str, ...], Ints]:
        """Words and tags of one."""
        part = slice(int(self.ends[row]), int(self.ends[row + 1]))
        return self.words[part], self.tags[part]

    def facts(self) -> TaggedFacts:
        """What is known of them without holding them."""
        about = {"sha256": self.sha256, "names": self.names, "spans": self.spans, "unit": self.unit}
        about |= {"name": self.name, "source": self.source, "notes": self.notes}
        return facts_of(about, self.words, self.lengths, self.tags, self.parts)


def tagged_to_parquet(data: TaggedSentences) -> bytes:
    """Write tagged sentences, a row each, and what is known of them."""
    ends = data.ends.astype(np.int32)
    table = pa.table(
        {
            "words": pa.ListArray.from_arrays(ends, pa.array(data.words, pa.string())),
            "tags": pa.ListArray.from_arrays(ends, pa.array(data.tags.astype(np.int16))),
            "part": pa.array(data.parts.astype(np.int8)),
        }
    )
    facts = asdict(data.facts()) | {"notes": [[note.key, note.facts] for note in data.notes]}
    return to_bytes(table, FORMAT, facts, BLOCK)


def tagged_from_parquet(body: bytes) -> TaggedSentences:
    """Read tagged sentences back exactly as they were.

    Raises:
        UserError: `not_a_dataset` if the bytes are not what was written, or were changed since.
    """
    with unbroken():
        table = pq.read_table(io.BytesIO(body)).combine_chunks()
        facts = _facts(about_of(table.schema, FORMAT))
        words, tags = (table.column(name).combine_chunks() for name in ("words", "tags"))
        data = TaggedSentences(
            tuple(words.flatten().to_pylist()), np.diff(words.offsets.to_numpy()).astype(np.int64),
            tags.flatten().to_numpy().astype(np.int64), table.column("part").to_numpy().astype(np.int64),
            facts.names, facts.spans, facts.unit, facts.name, facts.source, facts.notes,
        )  # fmt: skip
    require_same(facts.sha256, data.sha256)
    return data


def read_tagged_facts(path: Path) -> TaggedFacts:
    """Read the facts of a file, and nothing else; raises as `tagged_from_parquet`."""
    with unbroken():
        return _facts(about_of(pq.read_schema(path), FORMAT))


def read_words_of(path: Path, rows: Sequence[int]) -> list[list[str]]:
    """The words of some sentences by their rows; only the parts of the file are read that hold them."""
    with unbroken():
        file = pq.ParquetFile(path)
        found: dict[int, list[str]] = {}
        for part in sorted({row // BLOCK for row in rows}):
            words = file.read_row_group(part, columns=["words"]).column("words")
            for row in rows:
                if row // BLOCK == part:
                    found[row] = words[row % BLOCK].as_py()
        return [found[row] for row in rows]


def _facts(about: dict[str, Any]) -> TaggedFacts:
    known = about | {
        "names": tuple(about["names"]),
        "splits": tuple(about["splits"]),
        "notes": tuple(Note(key, facts) for key, facts in about["notes"]),
        "shown": tuple(tuple((word, int(tag)) for word, tag in one) for one in about["shown"]),
    }
    return TaggedFacts(**known)
