"""Delimited text: find the delimiter and take the cells."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice

from core.data.cleaning import COLUMN_LIMIT, ROW_LIMIT
from core.data.content import UNZIPPED_LIMIT
from core.data.headers import MOST
from core.errors import UserError

BLANKS = re.compile(r"[ \t]+")
NUMBER = re.compile(r"[+-]?[\d.,]*\d[\d.,]*(?:[eE][+-]?\d+)?")
DELIMITERS = ("\t", ";", "|", ",", " ")  # those that seldom occur in numbers and text come first
SAMPLE_LINES = 60
csv.field_size_limit(UNZIPPED_LIMIT)  # Python's own limit is a long article
RAW_COLUMN_LIMIT = 10 * COLUMN_LIMIT  # text columns are left out later; what remains has a limit of its own


def read_delimited(text: str, delimiter: str | None = None) -> tuple[list[list[str]], str | None]:
    """Cut text into rows of cells; empty lines are left out.

    Args:
        delimiter: One of DELIMITERS; None finds it.

    Returns:
        The rows, and their delimiter (None where there is one column only).

    Raises:
        UserError: `no_rows`, `too_many_cells` or `unreadable_file`.
    """
    announced, text = _announced(text)
    delimiter = delimiter or announced or sniff(text)
    try:
        cut = csv.reader(_lines(text, delimiter), delimiter=delimiter or "\x1f", skipinitialspace=True)
        rows = list(islice((row for row in map(_of_a_width, cut) if row), ROW_LIMIT + MOST + 2))
    except csv.Error as error:
        raise UserError("unreadable_file", reason="csv") from error
    if not rows:
        raise UserError("no_rows")
    if len(rows) > ROW_LIMIT + MOST + 1:
        check_raw_size(text.count("\n"), len(rows[0]))
    return rows, delimiter


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


def check_raw_size(rows: int, columns: int) -> None:
    """Refuse what is too large to look at; text columns do not count against the limit on columns yet.

    Raises:
        UserError: `too_many_cells`.
    """
    if rows > ROW_LIMIT or columns > RAW_COLUMN_LIMIT:
        raise UserError(
            "too_many_cells", rows=rows, columns=columns, row_limit=ROW_LIMIT, column_limit=COLUMN_LIMIT
        )


def sniff(text: str) -> str | None:
    """The delimiter that cuts the first lines into equally many cells; None if none cuts them at all."""
    best, choice = 0.0, None
    for delimiter in DELIMITERS:
        try:
            cut = csv.reader(_lines(text[:100_000], delimiter), delimiter=delimiter)
            rows = [row for row in islice(cut, SAMPLE_LINES) if row]
        except csv.Error:
            continue
        usual = Counter(len(row) for row in rows if len(row) > 1).most_common(1)
        alike = round(usual[0][1] / len(rows), 1) if usual else 0.0  # share of lines cut into as many cells
        if delimiter == " " and (choice is not None or alike < 0.9 or not _figures(rows[1:] or rows)):
            continue  # blanks also stand within names and between a date and its clock
        if alike > best:
            best, choice = alike, delimiter
    return choice


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
