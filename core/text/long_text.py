"""One text, read from its beginning to its end: its shape, its cleaning and its Parquet form."""

import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from core.data.described import about_of, require_same, rows_of, to_bytes, unbroken
from core.errors import UserError
from core.names import plain_name
from core.text.long_facts import LongFacts, long_facts, packed, unpacked

FORMAT = b"unrolled.long_text"
MOST_LETTERS = 4_000_000
LONGEST_LINE = 100_000  # characters; a longer one is no prose, and nothing that a page can show
PIECE = 50_000  # characters in a row of the file
BLOCK = 1  # rows in each part of the file: a stretch is read without the others
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b\ufffd]")
_ENDS = re.compile(r"\r\n?|[\x85\u2028\u2029]")


@dataclass(frozen=True, eq=False)
class LongText:
    """A text as it is learnt from: lines end in one way, and nothing in it is unreadable."""

    text: str
    name: str  # shown to people
    source: str  # "sample" or "upload"
    sessions: bool = False  # a line each, of items with blanks between them

    @cached_property
    def sha256(self) -> str:
        """Hash of the text, but not of its name."""
        mark = b"sessions\0" if self.sessions else b"long text\0"
        return hashlib.sha256(mark + self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def facts(self) -> LongFacts:
        """What is known of it without holding it."""
        return long_facts(self.text, self.sha256, self.name, self.source, self.sessions)


def long_text(raw: str, name: str, source: str) -> LongText:
    """Clean and check a text.

    Raises:
        UserError: `long_text_empty`, `long_text_too_long`, `long_text_line` or `long_text_one_letter`.
    """
    text = _NOT_TEXT.sub("", _ENDS.sub("\n", raw)).strip("\n \t")
    if not text:
        raise UserError("long_text_empty")
    if len(text) > MOST_LETTERS:
        raise UserError("long_text_too_long", letters=len(text), most=MOST_LETTERS)
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LONGEST_LINE:
            raise UserError("long_text_line", line=number, letters=len(line), most=LONGEST_LINE)
    letters = set(text) - {"\n"}
    if len(letters) == 1:
        raise UserError("long_text_one_letter", letter=letters.pop())
    return LongText(text, plain_name(name) or source, source)


def long_text_to_parquet(data: LongText) -> bytes:
    """Write a text."""
    pieces = [data.text[start : start + PIECE] for start in range(0, len(data.text), PIECE)]
    known = data.facts()
    about = {
        "name": data.name, "source": data.source, "sha256": data.sha256,
        "sessions": data.sessions, "begins": known.begins,
        "stands": {unit: packed(one) for unit, one in known.stands.items()},
    }  # fmt: skip
    return to_bytes(pa.table([pa.array(pieces, pa.string())], names=["text"]), FORMAT, about, BLOCK)


def long_text_from_parquet(body: bytes) -> LongText:
    """Read a text back; raises `not_a_dataset` if the bytes are not what was written."""
    with unbroken():
        table = pq.read_table(io.BytesIO(body))
        about = about_of(table.schema, FORMAT)
        data = LongText(
            "".join(table.column("text").to_pylist()), about["name"], about["source"],
            about.get("sessions", False),
        )  # fmt: skip
    require_same(about["sha256"], data.sha256)
    return data


def read_long_facts(path: Path) -> LongFacts:
    """Read the facts of a text, and nothing else; raises as `long_text_from_parquet`."""
    with unbroken():
        about = about_of(pq.read_schema(path), FORMAT)
        if "stands" not in about:  # written before words were told
            return long_text_from_parquet(path.read_bytes()).facts()
        stands = {unit: unpacked(one) for unit, one in about["stands"].items()}
        names = (about["sha256"], about["name"], about["source"])
        return LongFacts(*names, about["begins"], stands, about["sessions"])


def read_stretch(path: Path, start: int, end: int) -> str:
    """The characters of a text from one place to another, without reading the others.

    Raises:
        UserError: `not_a_dataset` if the file was changed since.
    """
    first, last = start // PIECE, -(-end // PIECE)
    with unbroken():
        last = min(last, pq.read_metadata(path).num_rows)
        text = "".join(rows_of(path, range(first, last), ["text"]).column("text").to_pylist())
    return text[start - first * PIECE : end - first * PIECE]


def read_pieces(path: Path, end: int, overlap: int) -> Iterator[str]:
    """The text up to a place, piece by piece; each repeats the last characters of the one before it."""
    for start in range(0, end, PIECE):
        yield read_stretch(path, max(0, start - overlap), min(start + PIECE, end))
