"""Delimited text: find the delimiter and take the cells."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from core.data.cleaning import AREA_LIMIT, ROW_LIMIT, TABLE_LIMIT
from core.data.content import UNZIPPED_LIMIT
from core.data.headers import MOST
from core.data.quotes import records, shape_of
from core.data.surplus import USUAL, Surplus, mend
from core.errors import UserError
from core.notes import Note

BLANKS = re.compile(r"[ \t]+")
NUMBER = re.compile(r"^[+-]?[.,]*+\d[\d.,]*+(?:[eE][+-]?\d++)?$")
DELIMITERS = ("\t", ";", "|", ",", " ")  # those that seldom occur in numbers and text come first
SAMPLE_LINES = 60
csv.field_size_limit(UNZIPPED_LIMIT)  # Python's own limit is a long article
RAW_COLUMN_LIMIT = 16_384  # as in a workbook: a wide table is turned, and what remains has a limit of its own
MOST_BLANKS = 1_000_000  # empty lines that are remembered: more than there may be rows
SHOWN = 5  # places that are told


@dataclass(frozen=True)
class Cells:
    """Text cut into cells."""

    rows: list[list[str]]
    delimiter: str | None  # None where there is one column only
    blanks: tuple[int, ...] = ()  # of each empty line, how many rows stand before it
    crooked: tuple[int, ...] = ()  # places of rows with more cells than columns, which nobody can put right
    notes: tuple[Note, ...] = ()


def read_delimited(
    text: str, delimiter: str | None = None, quotes: str | None = None, longest: int = ROW_LIMIT
) -> Cells:
    """Cut text into rows of cells; empty lines are left out.

    Args:
        delimiter: One of DELIMITERS; None finds it.
        quotes: One of `quotes.QUOTES`; None finds it.
        longest: Most rows.

    Raises:
        UserError: `no_rows`, `too_many_cells` or `unreadable_file`.
    """
    announced, text = _announced(text)
    delimiter = delimiter or announced or sniff(text, quotes)
    rows: list[list[str]] = []
    lines: dict[int, list[str]] = {}  # of rows that may have too many cells
    blanks: list[int] = []
    opened: list[int] = []
    narrowest, size = RAW_COLUMN_LIMIT, 0
    try:
        for cells, taken in records(_narrow(_lines(text, delimiter), delimiter), delimiter, opened, quotes):
            if not (row := _of_a_width(cells)):
                if len(blanks) < MOST_BLANKS:
                    blanks.append(len(rows))
                continue
            narrowest = min(narrowest, len(row))
            if len(row) > narrowest or len(rows) < SAMPLE_LINES:
                lines[len(rows)] = taken
            rows.append(row)
            size += len(row)
            if len(rows) > longest + MOST + 1:
                check_raw_size(max(text.count("\n"), len(rows)), len(rows[0]), longest)
            if size > AREA_LIMIT + MOST * RAW_COLUMN_LIMIT:
                check_raw_size(len(rows), max(map(len, rows)), longest)
    except csv.Error as error:
        raise UserError("unreadable_file", reason="csv") from error
    if not rows:
        raise UserError("no_rows")
    check_raw_size(len(rows) - MOST, max(map(len, rows)), longest)
    surplus = mend(rows, lines, delimiter)
    return Cells(rows, delimiter, tuple(blanks), surplus.crooked, _told(opened, surplus))


def _told(opened: list[int], surplus: Surplus) -> tuple[Note, ...]:
    """What was done to quotation marks and to rows with too many cells; places count from 1."""
    found = (
        ("quotes_kept", [place - 1 for place in opened]),
        ("cells_joined", surplus.joined),
        ("rows_too_long", surplus.crooked),
    )
    return tuple(
        Note(key, {"count": len(places), "rows": [str(place + 1) for place in places[:SHOWN]]})
        for key, places in found
        if places
    )


def _of_a_width(row: list[str]) -> list[str]:
    """A row as it is, or nothing for an empty one.

    Raises:
        UserError: `too_many_cells` for a row that no table has.
    """
    if len(row) > RAW_COLUMN_LIMIT:
        check_raw_size(1, len(row))
    return row if any(cell.strip() for cell in row) else []


def _lines(text: str, delimiter: str | None) -> Iterable[str]:
    """The lines; several blanks between two cells count as one."""
    lines = io.StringIO(text, newline="")
    return (BLANKS.sub(" ", line.strip(" ")) for line in lines) if delimiter == " " else lines


def _narrow(lines: Iterable[str], delimiter: str | None) -> Iterable[str]:
    """The same lines.

    Raises:
        UserError: `too_many_cells` for one of more cells than any table has, before they are cut.
    """
    for line in lines:
        if len(line) > RAW_COLUMN_LIMIT and delimiter is not None and '"' not in line:
            check_raw_size(1, line.count(delimiter) + 1)
        yield line


def check_raw_size(rows: int, columns: int, longest: int = ROW_LIMIT) -> None:
    """Refuse what is too large to look at; text columns do not count against the limit on columns yet.

    Args:
        longest: Most rows; the most cells are the same whatever it is.

    Raises:
        UserError: `too_many_cells`.
    """
    if rows > longest or columns > RAW_COLUMN_LIMIT or rows * columns > AREA_LIMIT:
        raise UserError(
            "too_many_cells", rows=rows, columns=columns, row_limit=longest, column_limit=TABLE_LIMIT
        )


def sniff(text: str, quotes: str | None = None) -> str | None:
    """The delimiter that cuts the first lines into equally many cells; None if none cuts them at all."""
    best, choice = 0.0, None
    for delimiter in DELIMITERS:
        try:
            cut = records(_lines(text[:100_000], delimiter), delimiter, quotes=quotes)
            rows = [row for row, _ in islice(cut, SAMPLE_LINES) if row]
        except csv.Error:
            continue
        usual = Counter(len(row) for row in rows if len(row) > 1).most_common(1)
        alike = round(usual[0][1] / len(rows), 1) if usual else 0.0  # share of lines cut into as many cells
        if delimiter == " " and (choice is not None or alike < 0.9 or not _figures(rows[1:] or rows)):
            continue  # blanks also stand within names and between a date and its clock
        if alike < USUAL and not _holds_columns(rows):
            continue  # sentences hold commas too
        if alike > best:
            best, choice = alike, delimiter
    return choice


def _holds_columns(rows: list[list[str]]) -> bool:
    """Whether rows of unequal length begin or end with cells of one kind, as labels before texts."""
    below = rows[1:] or rows
    return any(shape_of([[row[place].strip()] for row in below], 1).kinds[0] is not None for place in (0, -1))


def _figures(rows: list[list[str]]) -> bool:
    """Whether the last cell of most rows is a number."""
    return sum(bool(NUMBER.fullmatch(row[-1])) for row in rows) >= 0.7 * len(rows)


def _announced(text: str) -> tuple[str | None, str]:
    """The delimiter that a first line such as `sep=;` announces, and the text after that line."""
    first, _, rest = text.partition("\n")
    told = first.strip().strip('"')
    if told.casefold().startswith("sep=") and len(told) == 5:
        return told[4], rest
    return None, text
