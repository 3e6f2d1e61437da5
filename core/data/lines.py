"""Bytes as lines, none of which goes on for ever."""

from collections.abc import Iterable, Iterator

from core.errors import UserError

LONGEST_LINE = 4 << 20  # bytes of a row on one line
ROOM = 1 << 20  # bytes of a piece


def pieces_of(body: bytes) -> Iterator[bytes]:
    """A body in pieces."""
    return (body[place : place + ROOM] for place in range(0, len(body), ROOM))


def check_lines(body: bytes) -> None:
    """Refuse a body with an endless line; raises as `in_lines`."""
    for _ in in_lines(pieces_of(body), LONGEST_LINE):
        pass


def lines(found: Iterable[bytes], longest: int) -> Iterator[bytes]:
    """Pieces cut into lines without their ends; raises as `in_lines`."""
    rest = b""
    for piece in in_lines(found, longest):
        *whole, rest = (rest + piece).split(b"\n")
        yield from whole
    if rest:
        yield rest


def in_lines(found: Iterable[bytes], longest: int) -> Iterator[bytes]:
    """The same pieces, for as long as no line goes on for too long.

    Raises:
        UserError: `line_too_long` for one of more than `longest` bytes, and a piece.
    """
    number, unended = 1, 0  # the line that goes on, and bytes of it so far
    for piece in found:
        first, last = (seek(b"\n") for seek in (piece.find, piece.rfind))
        if first < 0 and b"\r" in piece:
            first, last = piece.find(b"\r"), piece.rfind(b"\r")
        if unended + (len(piece) if first < 0 else first) > longest:
            raise UserError("line_too_long", line=number, limit_mb=round(longest / 2**20, 1))
        unended = unended + len(piece) if first < 0 else len(piece) - last - 1
        number += piece.count(b"\n")
        yield piece
