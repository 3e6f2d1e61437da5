"""Lines of delimited text cut into cells; a quotation mark that nobody closed is a sign like any other."""

import csv
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from core.data.headers import FITS

QUOTES = ("enclose", "signs")  # a cell each, whatever stands within; or signs like any other
MARK = '"'
SAMPLE = 200  # lines that show how all are cut
FEW = 20  # values of a column of labels at most
MANY = 5  # lines cut like all others that no quotation holds
MOSTLY = 0.8


@dataclass(frozen=True)
class Shape:
    """How most lines are cut."""

    width: int
    kinds: tuple[Callable[[str], bool] | None, ...]  # what a column's cells have in common; None: free text

    def fits(self, row: list[str]) -> bool:
        """Whether a row is cut like the others and has their kinds of cells."""
        return len(row) == self.width and self.alike(row, range(self.width))

    def alike(self, row: list[str], places: Iterable[int]) -> bool:
        """Whether the cells, in order, are of the kinds of the columns at these places."""
        return all(
            kind is None or not cell.strip() or kind(cell)
            for cell, kind in zip(row, (self.kinds[place] for place in places), strict=False)
        )


def shape_of(rows: list[list[str]], width: int | None = None) -> Shape:
    """The usual width of rows, unless it is given, and the kinds of their columns."""
    width = width or (Counter(map(len, rows)).most_common(1)[0][0] if rows else 0)
    usual = [row for row in rows if len(row) == width]
    return Shape(width, tuple(_kind([row[place].strip() for row in usual]) for place in range(width)))


def records(
    lines: Iterable[str], delimiter: str | None, opened: list[int] | None = None, quotes: str | None = None
) -> Iterator[tuple[list[str], list[str]]]:
    """Cut lines into rows.

    A quotation that runs over lines which are cut like all others is none: its mark belongs to the cell.

    Args:
        opened: Gets the places, from 1, of the lines on which such a mark stands.
        quotes: One of QUOTES, where somebody said what the marks are.

    Yields:
        The cells of each row and the lines that they were cut from.
    """
    feed = _Feed(lines)
    shape: Shape | None = None
    for row in _reader(feed, delimiter, marks=quotes != "signs"):
        taken = feed.taken_back()
        if quotes is None and (len(taken) > 1 or (feed.ended and MARK in taken[0])):
            shape = shape or _usual(feed, taken, delimiter)
            if not _is_quotation(taken, shape, delimiter):
                row, taken = feed.only_first(taken), taken[:1]
                if opened is not None:
                    opened.append(feed.place)
                row = next(csv.reader(row, delimiter=delimiter or "\x1f", quoting=csv.QUOTE_NONE))
        yield row, taken


class _Feed:
    """Lines one after the other; those that were taken too many can be given back."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._coming, self._back, self._taken = iter(lines), deque[str](), list[str]()
        self._first: list[str] = []  # the first lines of all, to look at
        self.place = 0  # of the last line taken, from 1
        self.ended = False

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else next(self._coming, None)
        if line is None:
            self.ended = True
            raise StopIteration
        self._taken.append(line)
        self.place += 1
        if len(self._first) < SAMPLE and self.place > len(self._first):
            self._first.append(line)
        return line

    def taken_back(self) -> list[str]:
        """The lines taken since the last time."""
        taken, self._taken = self._taken, []
        return taken

    def only_first(self, taken: list[str]) -> list[str]:
        """Give back all lines but the first, which is returned."""
        self._back.extendleft(reversed(taken[1:]))
        self.ended = False
        self.place -= len(taken) - 1
        return taken[:1]

    def first(self) -> list[str]:
        """Lines from the beginning."""
        return self._first


def _reader(
    lines: Iterable[str], delimiter: str | None, *, strict: bool = False, marks: bool = True
) -> Iterator[list[str]]:
    return csv.reader(
        lines, delimiter=delimiter or "\x1f", skipinitialspace=True, strict=strict,
        quoting=csv.QUOTE_MINIMAL if marks else csv.QUOTE_NONE,
    )  # fmt: skip


def _alone(line: str, delimiter: str | None) -> list[str]:
    return next(_reader([line], delimiter), [])


def _usual(feed: _Feed, taken: list[str], delimiter: str | None) -> Shape:
    lines = [*feed.first(), *taken[:SAMPLE]]
    return shape_of([row for row in (_alone(line, delimiter) for line in lines) if any(row)])


def _is_quotation(taken: list[str], shape: Shape, delimiter: str | None) -> bool:
    """Whether several lines are one row."""
    closed = _closed(taken, delimiter)
    if closed is None:
        return False
    if shape.width < 2:
        return closed
    swallowed = [_alone(line, delimiter) for line in islice(taken, 1, 1 + SAMPLE)]
    if not swallowed:
        return closed
    alike = sum(map(shape.fits, swallowed)) / len(swallowed)
    if not closed:
        return alike < MOSTLY
    told = any(kind is not None for kind in shape.kinds)
    return not (alike == 1 and told) and not (alike >= MOSTLY and len(swallowed) >= MANY)


def _closed(taken: list[str], delimiter: str | None) -> bool | None:
    """Whether a quotation ends at the end of its cell; None where it never ends."""
    try:
        next(_reader(taken, delimiter, strict=True))
    except csv.Error as error:
        return None if "end of data" in str(error) else False
    return True


def _kind(cells: list[str]) -> Callable[[str], bool] | None:
    """What nearly all cells have in common: times, numbers, or a few values."""
    given = [cell for cell in cells if cell]
    for fits in FITS.values():
        if given and sum(map(fits, given)) >= 0.9 * len(given):
            return fits
    values = set(given)
    return values.__contains__ if 0 < len(values) <= min(FEW, len(given) / 3) else None
