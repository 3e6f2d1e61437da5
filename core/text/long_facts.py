"""What is known of a long text without holding it: its length, its characters and words, how it begins."""

import base64
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.arrays import Ints
from core.text.pieces import CUT_AT

BEGINS = 600  # characters that are shown of a text
MOST_TIMES = 20  # that a character or word may have to stand somewhere so as to be known


@dataclass(frozen=True, eq=False)
class Stands:
    """Where the different characters or words of a text stand: enough to tell how many are frequent."""

    count: int  # of the whole text
    places: NDArray[np.int32]  # where each stands again and again, (kinds, MOST_TIMES); `count`: nowhere

    def known(self, end: int, fewest: int) -> int:
        """How many stand at least `fewest` times, at most MOST_TIMES, before a place."""
        return int(np.sum(self.places[:, fewest - 1] < end))


@dataclass(frozen=True, eq=False)
class LongFacts:
    """Names, counts, and which characters and words are frequent in any beginning of the text."""

    sha256: str
    name: str
    source: str
    begins: str
    stands: Mapping[str, Stands]  # of characters, of words, of items
    sessions: bool = False  # a line each, of items

    @property
    def letters(self) -> int:
        """Characters."""
        return self.stands["characters"].count

    @property
    def kinds(self) -> int:
        """Different characters."""
        return len(self.stands["characters"].places)


def long_facts(text: str, sha256: str, name: str, source: str, sessions: bool = False) -> LongFacts:
    """Gather them."""
    stands = {"characters": _stands(code_points(text))}
    for unit, cut in CUT_AT.items():
        numbers: dict[str, int] = {}
        found = [numbers.setdefault(text[start:end], len(numbers)) for start, end in cut(text)]
        stands[unit] = _stands(np.array(found, dtype=np.int64))
    return LongFacts(sha256, name, source, text[:BEGINS], stands, sessions)


def _stands(numbers: Ints) -> Stands:
    order = np.argsort(numbers, kind="stable")
    _, first, counts = np.unique(numbers[order], return_index=True, return_counts=True)
    places = np.full((len(first), MOST_TIMES), len(numbers), dtype=np.int32)
    for time in range(MOST_TIMES):
        there = counts > time
        places[there, time] = order[first[there] + time]
    return Stands(len(numbers), places)


def packed(stands: Stands) -> str:
    """Places as text that is short: it is read whenever facts are asked for."""
    body = np.append(stands.count, stands.places.ravel()).astype("<i4").tobytes()
    return base64.b85encode(zlib.compress(body, 9)).decode("ascii")


def unpacked(text: str) -> Stands:
    """They again; ValueError if it is no such text."""
    try:
        numbers = np.frombuffer(zlib.decompress(base64.b85decode(text)), dtype="<i4")
    except zlib.error as error:
        raise ValueError from error
    return Stands(int(numbers[0]), numbers[1:].reshape(-1, MOST_TIMES))


def code_points(text: str) -> Ints:
    """The code point of each character, (letters,)."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.int64)
