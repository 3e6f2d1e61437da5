"""The parts of an archive, unpacked piece by piece and never beyond the size that it tells of them."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from core.errors import UserError

MOST_PARTS = 10_000
ENTRY = b"PK\x01\x02"  # begins what an archive tells of a part
PIECE = 1 << 20  # bytes
HEAD = 30  # bytes before a part's name
STORED, DEFLATED = 0, 8


def parts_of(body: bytes) -> list[zipfile.ZipInfo]:
    """What an archive tells of its parts.

    Raises:
        UserError: `unreadable_file` for a broken archive, `too_heavy_to_read` for one of too many parts.
    """
    if body.count(ENTRY) > MOST_PARTS:
        raise UserError("too_heavy_to_read")
    try:
        return zipfile.ZipFile(io.BytesIO(body)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UserError("unreadable_file", reason="zip") from error


def content_of(body: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part in pieces of at most PIECE bytes.

    Raises:
        UserError: `unreadable_file` where it is damaged, packed in an unusual way, or larger than it says.
    """
    head = body[part.header_offset : part.header_offset + HEAD]
    start = part.header_offset + HEAD + int.from_bytes(head[26:28], "little")
    start += int.from_bytes(head[28:30], "little")
    packed = memoryview(body)[start : start + part.compress_size]
    if not head.startswith(b"PK\x03\x04") or part.compress_type not in (STORED, DEFLATED):
        raise _unreadable()
    left = part.file_size
    for piece in _stored(packed) if part.compress_type == STORED else _inflated(packed):
        left -= len(piece)
        if left < 0:
            raise _unreadable()
        yield piece


def _stored(packed: memoryview) -> Iterator[bytes]:
    return (bytes(packed[place : place + PIECE]) for place in range(0, len(packed), PIECE))


def _inflated(packed: memoryview) -> Iterator[bytes]:
    inflating, pending = zlib.decompressobj(-15), bytes(packed)
    while not inflating.eof:
        try:
            piece = inflating.decompress(pending, PIECE)
        except zlib.error as error:
            raise _unreadable() from error
        pending = inflating.unconsumed_tail
        if not piece and not pending:
            raise _unreadable()  # cut off
        yield piece


def _unreadable() -> UserError:
    return UserError("unreadable_file", reason="zip")
