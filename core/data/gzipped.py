"""What lies in gzip, unpacked piece by piece: few bytes can hold millions, and no more is kept than fits."""

import zlib
from collections.abc import Iterator

from core.errors import UserError

MAGIC = b"\x1f\x8b"
MOST_MEMBERS = 100_000  # archives written one after the other, as compressors of blocks do
PIECE = 1 << 16  # packed bytes taken at a time
ROOM = 1 << 20  # unpacked bytes handed out at a time
FREE = 20 << 20  # bytes that the smallest archive may hold
RATIO = 20  # unpacked bytes per packed one beyond; tables and vectors have two to ten


def most_of(body: bytes, largest: int) -> int:
    """How many bytes an archive may unpack to: what it was given counts, up to a limit."""
    return min(largest, max(FREE, RATIO * len(body)))


def pieces(body: bytes, most: int) -> Iterator[bytes]:
    """What one or several gzip archives hold, in pieces of at most ROOM.

    Args:
        most: Bytes to unpack at most.

    Raises:
        UserError: `unreadable_file` for what is damaged or cut off, `unpacked_too_large` beyond the limit.
    """
    place = count = 0
    for _ in range(MOST_MEMBERS):
        inflating = zlib.decompressobj(wbits=31)
        while not inflating.eof:
            packed = inflating.unconsumed_tail or body[place : (place := place + PIECE)]
            try:
                found = inflating.decompress(packed, ROOM)
            except zlib.error as error:
                raise UserError("unreadable_file", reason="gzip") from error
            if not found and place >= len(body) and not inflating.eof:
                raise UserError("unreadable_file", reason="gzip")
            if (count := count + len(found)) > most:
                raise UserError("unpacked_too_large", limit_mb=most >> 20)
            if found:
                yield found
        place = _behind_zeros(body, min(place, len(body)) - len(inflating.unused_data))
        if place >= len(body):
            return
    raise UserError("unreadable_file", reason="gzip")


def _behind_zeros(body: bytes, place: int) -> int:
    """Where the next archive begins: zeros may fill up the one before."""
    while (window := body[place : place + PIECE]) and not window.strip(b"\0"):
        place += len(window)
    return place + len(window) - len(window.lstrip(b"\0"))
