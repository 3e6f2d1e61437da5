"""What the sheets of an xls ask for, found before they are loaded; see `extent` for why."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from core.arrays import Ints
from core.data.cleaning import AREA_LIMIT
from core.data.compound import Compound
from core.data.content import UNZIPPED_LIMIT, too_large
from core.data.delimited import check_raw_size
from core.errors import UserError

END, SHEET, STRINGS, CONTINUED, SIZE = 0x000A, 0x0085, 0x00FC, 0x003C, 0x0200
USE, SEVERAL = 0x00FD, 0x00BD  # a cell with one of the strings, and neighbouring numbers
CELLS = {0x0006, 0x0203, 0x0204, 0x0205, 0x027E, 0x00D6, 0x0201, 0x00BE, USE, SEVERAL}
MOST_SHEETS = 1_000
MOST_STRINGS = 2_000_000
Record = tuple[int, int, int]  # its kind, where its content begins, and how long that is


@dataclass
class _Sheet:
    """What a sheet asks for."""

    taken: int = 0  # bytes of its records
    rows: int = 0
    columns: int = 0
    uses: list[int] = field(default_factory=list)  # of the strings in its cells
    sizes_at: list[int] = field(default_factory=list)  # where it says how large it is


def checked_old(body: bytes) -> bytes:
    """The workbook, of which no sheet says any more how large it is: the reader would make room for that.

    Raises:
        UserError: `too_many_cells`, `file_too_large`, `too_heavy_to_read`, or `unreadable_file` for sheets
            that lie over each other.
    """
    places, size = Compound(body).places("Workbook", "Book")
    stream = b"".join(body[place : place + size] for place in places)
    starts = [
        struct.unpack_from("<I", stream, at)[0] for kind, at, n in _records(stream) if kind == SHEET and n > 3
    ]
    if len(starts) > MOST_SHEETS:
        raise UserError("too_heavy_to_read")
    sheets, left = [], len(stream)
    for start in starts:
        sheets.append(_asked(stream, start, left))
        left -= sheets[-1].taken
    _check(sheets, np.array(_lengths(_string_parts(stream)), dtype=np.int64))
    whole = bytearray(body)
    for place in (place for sheet in sheets for place in sheet.sizes_at):
        whole[places[place // size] + place % size] = 0
    return bytes(whole)


def _asked(stream: bytes, start: int, left: int) -> _Sheet:
    """What a sheet asks for that takes no more than the bytes that are left."""
    sheet = _Sheet()
    for kind, at, length in _records(stream, start):
        sheet.taken += length + 4
        if sheet.taken > left:
            raise UserError("unreadable_file", reason="workbook")
        if kind in CELLS and length >= 6:
            row, column = struct.unpack_from("<HH", stream, at)
            if kind == SEVERAL:
                column = struct.unpack_from("<H", stream, at + length - 2)[0]
            sheet.rows, sheet.columns = max(sheet.rows, row + 1), max(sheet.columns, column + 1)
            if kind == USE and length >= 10:
                sheet.uses.append(struct.unpack_from("<I", stream, at + 6)[0])
        elif kind == SIZE:
            sheet.sizes_at += range(at, at + length)
    return sheet


def _check(sheets: list[_Sheet], lengths: Ints) -> None:
    """Refuse sheets that reach too far, and strings that would be written out too often."""
    written = 0
    for sheet in sheets:
        check_raw_size(sheet.rows - 1, sheet.columns)
        uses = np.array(sheet.uses, dtype=np.int64)
        written += int(lengths[uses[uses < len(lengths)]].sum())
    if written > UNZIPPED_LIMIT:
        raise too_large(written, UNZIPPED_LIMIT)
    if sum(sheet.rows * sheet.columns for sheet in sheets) > AREA_LIMIT:
        raise UserError("too_heavy_to_read")


def _records(stream: bytes, place: int = 0) -> Iterator[Record]:
    """The records from a place to the end of the sheet there."""
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        place += 4
        if kind == END or place + length > len(stream):
            return
        yield kind, place, length
        place += length


def _string_parts(stream: bytes) -> list[bytes]:
    """The strings that cells refer to, as they are cut into records."""
    found: list[bytes] = []
    before = None
    for kind, at, length in _records(stream):
        if kind == STRINGS or (kind == CONTINUED and before in (STRINGS, CONTINUED) and found):
            found.append(stream[at + 8 : at + length] if kind == STRINGS else stream[at : at + length])
        before = kind
    return found


def _lengths(parts: list[bytes]) -> list[int]:
    """How many letters each string has; one may go on in the next part, which then says how wide it is."""
    found: list[int] = []
    part = place = 0
    while part < len(parts):
        if place + 3 > len(parts[part]):
            part, place = part + 1, 0
            continue
        letters, flags = struct.unpack_from("<HB", parts[part], place)
        looks = 0  # bytes behind the letters
        place += 3
        for flag, width, each in ((8, 2, 4), (4, 4, 1)):
            if flags & flag:
                looks += each * int.from_bytes(parts[part][place : place + width], "little")
                place += width
        found.append(letters)
        if len(found) > MOST_STRINGS:
            raise UserError("too_heavy_to_read")
        part, place = _behind(parts, part, place, letters, 1 + (flags & 1))
        part, place = _behind(parts, part, place, looks, 0)
    return found


def _behind(parts: list[bytes], part: int, place: int, count: int, width: int) -> tuple[int, int]:
    """Where one is after so many letters of a width, or, of width 0, after so many bytes."""
    while count and part < len(parts):
        here = min(count, max(len(parts[part]) - place, 0) // max(width, 1))
        count, place = count - here, place + here * max(width, 1)
        if count:
            part, place = part + 1, min(width, 1)
            width = 1 + (parts[part][0] & 1) if width and part < len(parts) and parts[part] else width
    return part, place
