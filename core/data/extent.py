"""How far the sheets of an xlsx reach, found before they are loaded.

A reader makes room for every cell between the first and the last one: a file of two kilobytes with one cell
in the last corner would ask for 500 GB and take the whole process down.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from core.data.delimited import check_raw_size
from core.errors import UserError

CHUNK = 1 << 20  # bytes
LONGEST_TAG = 1 << 16  # bytes
_PLAIN = rb'(?: [\w:]+="[\w.:-]*")*\s*/>'  # the rest of a tag that holds nothing: a cell with a format only
_TAG = re.compile(rb"<(?:\w+:)?c[\s/>]")
_USUAL = re.compile(rb'<(?:\w+:)?c r="[A-Z]{1,3}[0-9]{1,7}"')
_FILLED = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["'](?!""" + _PLAIN + rb")")
_CELL = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
_ROW = re.compile(rb"""<(?:\w+:)?row\s[^<]*?\br\s*=\s*["']([0-9]{1,7})["']""")


def check_extent(body: bytes) -> None:
    """Refuse an xlsx of which a sheet reaches too far.

    Raises:
        UserError: `too_many_cells`, or `unreadable_file` for what no program would write.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            for part in archive.infolist():
                with archive.open(part) as stream:
                    rows, columns = _extent(stream)
                    check_raw_size(rows - 1, columns)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError) as error:
        raise UserError("unreadable_file", reason="zip") from error


def _extent(stream: IO[bytes]) -> tuple[int, int]:
    """Last row and column of a part; mere formats count only where some cell does not say its place."""
    filled, all_cells, usual = (0, 0), (0, 0), True
    for piece in _whole_tags(stream):
        usual = usual and len(_TAG.findall(piece)) == len(_USUAL.findall(piece))
        filled = _furthest(filled, _FILLED.findall(piece))
        all_cells = _furthest(all_cells, _CELL.findall(piece))
        all_cells = max(all_cells[0], *map(int, _ROW.findall(piece)), 0), all_cells[1]
    return filled if usual else all_cells


def _furthest(known: tuple[int, int], places: list[tuple[bytes, bytes]]) -> tuple[int, int]:
    rows = max((int(row) for _, row in places), default=0)
    columns = max(map(_column_number, {letters for letters, _ in places}), default=0)
    return max(known[0], rows), max(known[1], columns)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - ord("A") + 1
    return number


def _whole_tags(stream: IO[bytes]) -> Iterator[bytes]:
    """The content in pieces that never end within a tag."""
    rest = b""
    while chunk := stream.read(CHUNK):
        whole, bracket, after = (rest + chunk).rpartition(b"<")
        yield whole
        rest = bracket + after
        if len(rest) > LONGEST_TAG + CHUNK:
            raise UserError("unreadable_file", reason="workbook")
    yield rest
