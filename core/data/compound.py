"""Where the content of a compound file lies, in which older workbooks (xls) are kept."""

import struct

BEYOND = 0xFFFFFFF0  # no sector has this number or a larger one
FIRST, NUMBERS = 76, 109  # of the head: where the table's first sectors are named, and how many
ENTRY = 128  # bytes that tell of one stream


class Compound:
    """A compound file; what is damaged is left out rather than told."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self._size = 4096 if body[30:32] == b"\x0c\0" else 512  # bytes of a sector
        self._table: tuple[int, ...] = ()  # the sector behind each sector
        self._table = self._numbers(self._table_sectors())

    def places(self, *names: str) -> tuple[list[int], int]:
        """Where the first stream of one of these names lies.

        Returns:
            The places of its blocks in the file, none if there is no such stream; how long a block is.
        """
        sectors = [self._body[place : place + self._size] for place in self._at(self._chain(self._word(48)))]
        entries = b"".join(sectors)
        small = self._word(56)  # from so many bytes on, a stream has sectors of its own
        for place in range(ENTRY, len(entries) - ENTRY + 1, ENTRY):
            length = int.from_bytes(entries[place + 64 : place + 66], "little")
            name = entries[place : place + min(max(length - 2, 0), 62)].decode("utf-16-le", "replace")
            start, size = struct.unpack_from("<II", entries, place + 116)
            if name in names and size >= small:
                return self._at(self._chain(start)), self._size
            if name in names:
                return self._small(start, struct.unpack_from("<I", entries, 116)[0]), 64
        return [], 64

    def _small(self, start: int, root: int) -> list[int]:
        """Blocks of a short stream, 64 bytes each, within the stream of the root."""
        inside = self._at(self._chain(root))
        behind = self._numbers(self._chain(self._word(60)))
        per = self._size // 64
        return [
            inside[number // per] + number % per * 64
            for number in _follow(start, behind)
            if number // per < len(inside)
        ]

    def _table_sectors(self) -> list[int]:
        """The sectors of the table: some are named in the head, the others in a chain of their own."""
        found = list(struct.unpack_from(f"<{NUMBERS}I", self._body.ljust(512, b"\xff"), FIRST))
        more, seen = self._word(68), set[int]()
        while more < BEYOND and more not in seen and self._at([more]):
            seen.add(more)
            numbers = self._numbers([more])
            found += numbers[:-1]
            more = numbers[-1] if numbers else BEYOND
        return [number for number in dict.fromkeys(found) if number < BEYOND]

    def _chain(self, start: int) -> list[int]:
        return _follow(start, self._table)

    def _at(self, sectors: list[int]) -> list[int]:
        places = [(number + 1) * self._size for number in sectors]
        return [place for place in places if place < len(self._body)]

    def _numbers(self, sectors: list[int]) -> tuple[int, ...]:
        body = b"".join(self._body[place : place + self._size] for place in self._at(sectors))
        return struct.unpack(f"<{len(body) // 4}I", body[: len(body) // 4 * 4])

    def _word(self, place: int) -> int:
        return int.from_bytes(self._body[place : place + 4], "little")


def _follow(start: int, behind: tuple[int, ...]) -> list[int]:
    """A chain up to its end, or to where it would go round in circles."""
    found: dict[int, None] = {}
    while start < len(behind) and start not in found:
        found[start] = None
        start = behind[start]
    return list(found)
