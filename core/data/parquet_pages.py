"""What the pages of a Parquet file say of themselves, read without unpacking any.

The footer may promise ten rows where the pages hold millions; what is decoded is what the pages say.
"""

from typing import Any

from core.errors import UserError

LONGEST_HEAD = 1 << 16  # bytes of a page's head: two statistics and a few numbers
DEEPEST = 8  # structs in structs
PAGE_V1, PAGE_V2, NUMBERS = 5, 8, 1  # fields of a head that tell of a data page, and of these its values
SIZE, PACKED = 2, 3  # fields of a head: bytes of the page, unpacked and packed


def pages_of(body: bytes, place: int, values: int) -> tuple[int, int]:
    """Walk over the pages of one column of one group of rows.

    Args:
        place: Where its first page begins.
        values: How many values the footer tells of; reading ends there.

    Returns:
        The values that the pages hold, and their bytes, unpacked.

    Raises:
        UserError: `unreadable_file`.
    """
    held = size = 0
    while held < values:
        head, place = _read_head(body, place)
        data = next(
            (number for field in (PAGE_V1, PAGE_V2) if isinstance(number := head.get(field), dict)), {}
        )
        counted, unpacked, packed = (
            _size(number) for number in (data.get(NUMBERS, 0), head.get(SIZE), head.get(PACKED))
        )
        if (place := place + packed) > len(body):
            raise _unreadable()
        held, size = held + counted, size + unpacked
    return held, size


def _size(number: Any) -> int:
    if not isinstance(number, int) or number < 0:
        raise _unreadable()
    return number


def _read_head(body: bytes, place: int) -> tuple[dict[int, Any], int]:
    head = body[place : place + LONGEST_HEAD]
    try:
        found, taken = _struct(head, 0, DEEPEST)
    except IndexError as error:
        raise _unreadable() from error
    return found, place + taken


def _struct(head: bytes, place: int, deep: int) -> tuple[dict[int, Any], int]:
    """The numbers and structs of a struct by their fields, in Thrift's compact protocol, and its end."""
    if deep == 0:
        raise _unreadable()
    found: dict[int, Any] = {}
    field = 0
    while kind := head[place]:
        place += 1
        if kind >> 4:
            field += kind >> 4
        else:
            field, place = _signed(head, place)
        found[field], place = _value(head, place, kind & 15, deep)
    return found, place + 1


def _value(head: bytes, place: int, kind: int, deep: int) -> tuple[Any, int]:
    if kind in (1, 2):  # true, false
        return None, place
    if kind == 3:
        return None, place + 1
    if kind in (4, 5, 6):
        return _signed(head, place)
    if kind == 7:
        return None, place + 8
    if kind == 8:
        length, place = _unsigned(head, place)
        return None, place + length
    if kind == 12:
        return _struct(head, place, deep - 1)
    raise _unreadable()  # lists and maps, which no head has


def _unsigned(head: bytes, place: int) -> tuple[int, int]:
    number = 0
    for shift in range(0, 70, 7):
        byte = head[place]
        place += 1
        number |= (byte & 127) << shift
        if byte < 128:
            return number, place
    raise _unreadable()


def _signed(head: bytes, place: int) -> tuple[int, int]:
    number, place = _unsigned(head, place)
    return (number >> 1) ^ -(number & 1), place


def _unreadable() -> UserError:
    return UserError("unreadable_file", reason="parquet")
