"""What the sheets of an xlsx ask for, found before they are loaded.

A reader makes room for every cell between the first and the last one, and writes a string out for every cell
that refers to it: two kilobytes would ask for 500 GB and take the whole process down. All is counted in one
pass, in patterns that take each byte a fixed number of times.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from core.arrays import Ints
from core.data.cleaning import AREA_LIMIT
from core.data.content import UNZIPPED_LIMIT, too_large
from core.data.delimited import check_raw_size
from core.data.zipped import PIECE, content_of, parts_of
from core.errors import UserError

LONGEST_TAG = 1 << 16  # bytes
MOST_MERGED = 100_000  # cells over others
MOST_STRINGS = AREA_LIMIT
_PLAIN = rb'(?: [\w:]{1,16}="[\w.:-]{0,24}"){0,4}\s{0,4}/>'  # the rest of a tag of a cell with a format only
_TAG = re.compile(rb"<(?:\w+:)?c[\s/>]")
_USUAL = re.compile(rb'<(?:\w+:)?c r="[A-Z]{1,3}[0-9]{1,7}"')
_FILLED = re.compile(rb"""\br\s*=\s*["']([A-Za-z]+)([0-9]+)["'](?!""" + _PLAIN + rb")")
_CELL = re.compile(rb"""\br\s*=\s*["']([A-Za-z]+)([0-9]+)["']""")
_ROW = re.compile(rb"""<(?:\w+:)?row\s[^<]*?\br\s*=\s*["']([0-9]+)["']""")
_STRING = re.compile(rb"<(?:\w+:)?si[\s/>]")
_TOLD = re.compile(rb"""ount\s*=\s*["']([0-9]+)""")
_USE = re.compile(rb""""s"[^<]{0,99}>\s{0,9}<(?:\w{1,9}:)?v>\s{0,9}([0-9]{1,8})\s{0,9}<""")


@dataclass
class _Asked:
    """What all parts ask for together, as far as it was counted."""

    merged: int = 0
    lengths: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))  # bytes of strings in cells
    uses: list[Ints] = field(default_factory=list)  # which of them cells refer to
    others: int = 0  # references that are written in an unusual way

    def check(self) -> None:
        """Refuse strings that would be written out too often.

        Raises:
            UserError: `file_too_large` or `too_heavy_to_read`.
        """
        written = self.others * int(self.lengths.max(initial=0))
        written += sum(int(self.lengths[uses[uses < len(self.lengths)]].sum()) for uses in self.uses)
        if written > UNZIPPED_LIMIT:
            raise too_large(written, UNZIPPED_LIMIT)

    def add_strings(self, lengths: Ints) -> None:
        """Strings of a part; should several hold some, the longest of each place counts."""
        longer = max(len(lengths), len(self.lengths))
        both = [np.pad(one, (0, longer - len(one))) for one in (lengths, self.lengths)]
        self.lengths = np.maximum(*both)


def check_extent(body: bytes) -> None:
    """Refuse an xlsx of which a sheet reaches too far, or that asks for too much otherwise.

    Raises:
        UserError: `too_many_cells`, `file_too_large`, `too_heavy_to_read`, or `unreadable_file` for what no
            program would write.
    """
    asked = _Asked()
    for part in parts_of(body):
        rows, columns = _extent(content_of(body, part), asked)
        check_raw_size(rows - 1, columns)
    asked.check()


def _extent(content: Iterable[bytes], asked: _Asked) -> tuple[int, int]:
    """Last row and column of a part; mere formats count only where some cell does not say its place."""
    filled, all_cells, usual = (0, 0), (0, 0), True
    strings, size = [], 0
    for piece in _whole_tags(content):
        usual = usual and len(_TAG.findall(piece)) == len(_USUAL.findall(piece))
        filled = _furthest(filled, _FILLED.findall(piece))
        all_cells = _furthest(all_cells, _CELL.findall(piece))
        all_cells = max(all_cells[0], *map(_number, _ROW.findall(piece)), 0), all_cells[1]
        _count(piece, asked)
        if b"<si" in piece or b":si" in piece:
            places = [found.start() + size for found in _STRING.finditer(piece)]
            strings.append(np.array(places, dtype=np.int64))
        size += len(piece)
        if sum(map(len, strings)) > MOST_STRINGS:
            raise UserError("too_heavy_to_read")
    if any(map(len, strings)):
        asked.add_strings(np.diff(np.concatenate([*strings, [size]])))
    return filled if usual else all_cells


def _count(piece: bytes, asked: _Asked) -> None:
    """Count what a piece refers to and merges, and see that no list is said to be endless."""
    uses = _USE.findall(piece)
    asked.uses.append(np.array(uses, dtype=np.int64) if uses else np.zeros(0, dtype=np.int64))
    asked.others += piece.count(b'"s"') + piece.count(b"'s'") - len(uses)
    asked.merged += piece.count(b"mergeCell")
    if asked.merged > MOST_MERGED or any(_number(told) > MOST_STRINGS for told in _TOLD.findall(piece)):
        raise UserError("too_heavy_to_read")


def _furthest(known: tuple[int, int], places: list[tuple[bytes, bytes]]) -> tuple[int, int]:
    rows = max((_number(row) for _, row in places), default=0)
    columns = max(map(_column_number, {letters for letters, _ in places}), default=0)
    return max(known[0], rows), max(known[1], columns)


def _number(digits: bytes) -> int:
    return int(digits[:12])  # beyond any limit already


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters[:8].upper():
        number = 26 * number + letter - ord("A") + 1
    return number


def _whole_tags(content: Iterable[bytes]) -> Iterator[bytes]:
    """The content in pieces that never end within a tag."""
    rest = b""
    for chunk in content:
        whole, bracket, after = (rest + chunk).rpartition(b"<")
        yield whole
        rest = bracket + after
        if len(rest) > LONGEST_TAG + PIECE:
            raise UserError("unreadable_file", reason="workbook")
    yield rest
