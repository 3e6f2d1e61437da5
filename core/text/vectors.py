"""Word vectors that people bring: GloVe or word2vec as text, of which only known words are kept."""

import hashlib
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.arrays import Floats
from core.data.gzipped import MAGIC, most_of, pieces
from core.data.lines import lines, pieces_of
from core.errors import UserError
from core.text.tokens import PLAIN

NARROWEST, WIDEST = 2, 300  # numbers per word
LARGEST = 5 << 30  # bytes, unpacked; no more than a line of them is in memory
LONGEST_LINE = 1 << 16  # bytes of a word and its numbers
MOST_LINES = 20_000_000  # words; the largest public file has twelve million


@dataclass(frozen=True, eq=False)
class WordVectors:
    """Some words with a vector each."""

    words: tuple[str, ...]
    matrix: Floats  # (words, width) float32

    @property
    def width(self) -> int:
        """Numbers per word."""
        return int(self.matrix.shape[1])

    @cached_property
    def sha256(self) -> str:
        """Hash of the content."""
        digest = hashlib.sha256("\n".join(self.words).encode("utf-8", "surrogatepass"))
        digest.update(self.matrix.astype("<f4").tobytes())
        return digest.hexdigest()


def read_vectors(body: bytes, wanted: Collection[str]) -> WordVectors:
    """Read the vectors of some words; a file is in order of frequency, so the first spelling of a word wins.

    Args:
        body: Lines of a word and its numbers, after a line of two counts or without one; gzip is fine.
        wanted: Words, folded as tokens are.

    Raises:
        UserError: `vectors_unreadable`, `vectors_width` (a line with fewer numbers than the first),
            `vectors_not_numbers`, `vectors_without_known_words`, or `unpacked_too_large`.
    """
    found: dict[str, Floats] = {}
    width = 0
    for number, line in _lines(body):
        fields = line.rstrip().split(b" ")
        if number == 1 and len(fields) == 2:
            continue  # word2vec counts words and numbers in front
        width = width or _checked_width(len(fields) - 1)
        if len(fields) - 1 < width:
            raise UserError("vectors_width", line=number, found=len(fields) - 1, expected=width)
        word = b" ".join(fields[:-width]).decode("utf-8", "replace").casefold().translate(PLAIN)
        if word in wanted and word not in found:
            found[word] = _numbers(fields[-width:], number)
    if not width:
        raise UserError("vectors_unreadable")
    if not found:
        raise UserError("vectors_without_known_words")
    return WordVectors(tuple(found), np.stack(list(found.values())))


def vectors_to_bytes(vectors: WordVectors) -> bytes:
    """Write vectors compactly."""
    body = io.BytesIO()
    words = np.frombuffer("\n".join(vectors.words).encode("utf-8", "surrogatepass"), dtype=np.uint8)
    np.savez(body, words=words, matrix=vectors.matrix)
    return body.getvalue()


def vectors_from_bytes(body: bytes) -> WordVectors:
    """Read what `vectors_to_bytes` wrote."""
    with np.load(io.BytesIO(body)) as file:
        words = file["words"].tobytes().decode("utf-8", "surrogatepass").split("\n")
        return WordVectors(tuple(words), file["matrix"])


def _lines(body: bytes) -> Iterator[tuple[int, bytes]]:
    packed = body.startswith(MAGIC)
    found = pieces(body, most_of(body, LARGEST)) if packed else pieces_of(body)
    try:
        for number, line in enumerate(lines(found, LONGEST_LINE), start=1):
            if number > MOST_LINES:
                raise UserError("vectors_unreadable")
            if line.strip():
                yield number, line
    except UserError as error:
        if error.key in ("unreadable_file", "line_too_long"):
            raise UserError("vectors_unreadable") from error
        raise


def _checked_width(width: int) -> int:
    if not NARROWEST <= width <= WIDEST:
        raise UserError("vectors_unreadable")
    return width


def _numbers(fields: list[bytes], line: int) -> Floats:
    try:
        numbers = np.array(fields, dtype="float32")
    except ValueError as error:
        raise UserError("vectors_not_numbers", line=line) from error
    if not np.isfinite(numbers).all():
        raise UserError("vectors_not_numbers", line=line)
    return numbers
