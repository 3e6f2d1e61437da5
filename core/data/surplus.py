"""Rows with more cells than there are columns: separators in a text without quotation marks."""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.data.headers import FITS, MOST
from core.data.quotes import Shape, shape_of

LOOK = 2_000  # rows that show what the columns hold
USUAL = 0.6  # share of rows of one width from which on it is the table's
WORDS = 2.0  # a column of texts has more words a cell
NEARLY_ALL = 0.9
CLEARLY = 3.0  # times as long as any other text


@dataclass(frozen=True)
class Surplus:
    """What became of the rows with too many cells; places count from 0."""

    joined: tuple[int, ...]  # rows that were put together again
    crooked: tuple[int, ...]  # rows that nobody can


def mend(rows: list[list[str]], lines: Mapping[int, Sequence[str]], delimiter: str | None) -> Surplus:
    """Put cells together, in place, that belong to one text; name the rows of which nobody can tell.

    Args:
        lines: What rows were cut from, by their place; of the others cells are joined as they are.
    """
    width = _width(rows)
    long = [place for place, row in enumerate(rows) if len(row) > width and any(map(str.strip, row[width:]))]
    if not long or delimiter is None:
        return Surplus((), ())
    shape, text = _shape(rows, width)
    if text is None:  # lines that are nearly all longer than the names have columns without one
        return Surplus((), tuple(long) if len(long) <= NEARLY_ALL * len(rows) else ())
    joined = []
    for place in long:
        row = rows[place]
        after = width - text - 1
        kept = [*row[:text], *row[len(row) - after :]] if after else row[:text]
        if shape.alike(kept, [column for column in range(width) if column != text]):
            pieces = _pieces(lines.get(place), row, delimiter)
            rows[place] = [*row[:text], delimiter.join(pieces[text : len(row) - after]).strip(), *kept[text:]]
            joined.append(place)
    return Surplus(tuple(joined), tuple(sorted(set(long) - set(joined))))


def _shape(rows: list[list[str]], width: int) -> tuple[Shape, int | None]:
    """The kinds of the columns, and which holds the texts; None where nobody can tell."""
    usual = [row for row in rows[:LOOK] if len(row) == width]
    shape = shape_of(usual, width)
    text = _text_column(usual, shape) if len(usual) > MOST else None
    if text is not None:
        return shape, text
    return _around_one_column(rows[MOST if len(rows) > LOOK else 1 : LOOK], width) or (shape, None)


def _pieces(lines: Sequence[str] | None, row: list[str], delimiter: str) -> list[str]:
    """The cells with the blanks before them."""
    exact = next(csv.reader(lines, delimiter=delimiter), row) if lines else row
    return exact if len(exact) == len(row) else row


def _width(rows: list[list[str]]) -> int:
    """How many columns a table has: as many as names, or as most rows have cells."""
    counts = Counter(len(row) for row in rows)
    mode, most = counts.most_common(1)[0]
    named = _named(rows)
    below = counts - Counter([named] if named else [])
    several = sum(count >= 0.05 * len(rows) for count in below.values()) > 1
    if named is not None and (named >= mode or counts[named] > 1 + 0.05 * len(rows) or several):
        return named
    if most >= USUAL * len(rows):
        return mode
    least = min(counts)
    return least if least > 1 and counts[least] >= 0.05 * len(rows) else max(counts)


def _named(rows: list[list[str]]) -> int | None:
    """How many names the first line with several cells gives; None if it is data."""
    first = next((row for row in rows[:MOST] if sum(map(bool, map(str.strip, row))) > 1), None)
    if first is None or any(fits(cell.strip()) for cell in first for fits in FITS.values()):
        return None
    below = rows[1 : LOOK + 1]
    again = any(first[0] == row[0] for row in below if row is not first)
    return None if again else len(first)


def _text_column(usual: list[list[str]], shape: Shape) -> int | None:
    """The one column of texts, or the one whose texts are clearly the longest."""
    sizes = []
    for place in range(shape.width):
        cells = [row[place] for row in usual if row[place].strip()]
        letters = sum(map(len, cells)) / max(len(cells), 1)
        free = shape.kinds[place] is None and _are_texts(cells)
        sizes.append((letters if free else 0.0, letters, place))
    sizes.sort(reverse=True)
    if not sizes or sizes[0][0] == 0:
        return None
    return sizes[0][2] if len(sizes) == 1 or sizes[0][0] >= CLEARLY * sizes[1][0] else None


def _around_one_column(rows: list[list[str]], width: int) -> tuple[Shape, int] | None:
    """The column that is of no kind while all before and all behind it are, counted from either end."""
    long = [row for row in rows if len(row) >= width]
    before = shape_of([row[:width] for row in long], width).kinds
    behind = shape_of([row[len(row) - width :] for row in long], width).kinds
    first = next((place for place, kind in enumerate(before) if kind is None), width - 1)
    last = next((place for place in reversed(range(width)) if behind[place] is None), 0)
    found = []
    for place in range(last, first + 1) if long else ():
        texts = [" ".join(row[place : len(row) - (width - place - 1)]) for row in rows]
        if _are_texts(texts):
            found.append((Shape(width, (*before[:place], None, *behind[place + 1 :])), place))
    return found[0] if len(found) == 1 and width > 1 else None


def _are_texts(cells: list[str]) -> bool:
    """Whether cells hold several words each, or signs that need no blanks between words."""
    words = [sum(any(map(str.isalpha, word)) for word in cell.split()) for cell in cells]
    unspaced = sum(sum(sign >= "\u3040" for sign in cell) >= 4 for cell in cells)
    return sum(words) > WORDS * len(cells) or unspaced > len(cells) / 2
