"""Sentences with their translations: their shape, their checks and their Parquet form."""

import hashlib
import io
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from core.data.described import about_of, require_same, to_bytes, unbroken
from core.errors import UserError
from core.names import plain_name
from core.text.pieces import has_signs_only

FORMAT = b"unrolled.pairs"
MOST_PAIRS = 100_000
LONGEST_LINE = 10_000  # characters; a longer one is no sentence
BLOCK = 5_000  # pairs in each part of the file
SHOWN, SHOWN_LETTERS = 8, 160  # pairs that pages show, and letters of each side
UNDIVIDED = 0.9  # share of targets without a blank from which both sides are read by character
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufeff\u200b\ufffd]")


@dataclass(frozen=True)
class PairFacts:
    """What is known of pairs without holding them."""

    sha256: str
    name: str
    source: str
    pairs: int
    repeated: int  # pairs that stood there before and were dropped
    letters: tuple[int, int]  # of the median sentence and of the median translation
    undivided: bool  # most translations hold no blank and are not Chinese: codes, dates, single words
    shown: tuple[tuple[str, str], ...]


@dataclass(frozen=True, eq=False)
class Pairs:
    """Sentences and their translations, each pair once, no side empty."""

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    name: str  # shown to people
    source: str  # "sample" or "upload"
    repeated: int = 0

    def __len__(self) -> int:
        return len(self.sources)

    @cached_property
    def sha256(self) -> str:
        """Hash of the sentences in their order, but not of the name."""
        digest = hashlib.sha256(b"pairs\0")
        for side in (self.sources, self.targets):
            digest.update("\n".join(side).encode("utf-8", "surrogatepass") + b"\0")
        return digest.hexdigest()

    def facts(self) -> PairFacts:
        """What is known of them without holding them."""
        letters = [sorted(map(len, side))[len(self) // 2] for side in (self.sources, self.targets)]
        undivided = sum(map(has_signs_only, self.targets)) >= UNDIVIDED * len(self)
        shown = zip(self.sources[:SHOWN], self.targets[:SHOWN], strict=True)
        return PairFacts(
            self.sha256, self.name, self.source, len(self), self.repeated, (letters[0], letters[1]),
            undivided, tuple((_short(one), _short(other)) for one, other in shown),
        )  # fmt: skip


def pairs_of(lines: Sequence[tuple[int, str, str]], name: str, source: str) -> Pairs:
    """Clean and check pairs.

    Args:
        lines: Number of the line, sentence and translation.

    Raises:
        UserError: `no_pairs`, `too_many_pairs`, and `pair_side_empty` with the line.
    """
    if len(lines) > MOST_PAIRS:
        raise UserError("too_many_pairs", have=len(lines), most=MOST_PAIRS)
    known: dict[tuple[str, str], None] = {}
    for number, *sides in lines:
        one, other = map(_clean, sides)
        if not one or not other:
            raise UserError("pair_side_empty", line=number)
        known[one, other] = None
    if not known:
        raise UserError("no_pairs")
    sources, targets = zip(*known, strict=True)
    return Pairs(sources, targets, plain_name(name) or source, source, len(lines) - len(known))


def _clean(text: str) -> str:
    return " ".join(_NOT_TEXT.sub("", text).split())


def _short(text: str) -> str:
    return text if len(text) <= SHOWN_LETTERS else text[:SHOWN_LETTERS] + "…"


def pairs_to_parquet(data: Pairs) -> bytes:
    """Write pairs, and what is known of them."""
    arrays = [pa.array(side, pa.string()) for side in (data.sources, data.targets)]
    return to_bytes(pa.table(arrays, names=["source", "target"]), FORMAT, asdict(data.facts()), BLOCK)


def pairs_from_parquet(body: bytes) -> Pairs:
    """Read pairs back; raises `not_a_dataset` if the bytes are not what was written."""
    with unbroken():
        table = pq.read_table(io.BytesIO(body))
        facts = _facts(about_of(table.schema, FORMAT))
        one, other = (tuple(table.column(name).to_pylist()) for name in ("source", "target"))
        data = Pairs(one, other, facts.name, facts.source, facts.repeated)
    require_same(facts.sha256, data.sha256)
    return data


def read_pair_facts(path: Path) -> PairFacts:
    """Read the facts of a file, and nothing else; raises as `pairs_from_parquet`."""
    with unbroken():
        return _facts(about_of(pq.read_schema(path), FORMAT))


def _facts(about: dict[str, Any]) -> PairFacts:
    shown = tuple((one, other) for one, other in about["shown"])
    return PairFacts(**about | {"shown": shown, "letters": tuple(about["letters"])})
