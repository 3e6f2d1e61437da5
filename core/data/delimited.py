"""Delimited text: find the delimiter, take the cells, tell whether there is a header."""

import csv
import io
from collections import Counter
from itertools import islice
from typing import Any

import pandas as pd

from core.data.cleaning import COLUMN_LIMIT, ROW_LIMIT, distinct_names
from core.data.content import UNZIPPED_LIMIT
from core.data.numbers import parse_numbers
from core.data.times import PATTERNS
from core.errors import UserError

DELIMITERS = ("\t", ";", "|", ",")  # those that seldom occur in numbers and text come first
SAMPLE_LINES = 60
csv.field_size_limit(UNZIPPED_LIMIT)  # Python's own limit is a long article
RAW_COLUMN_LIMIT = 10 * COLUMN_LIMIT  # text columns are left out later; what remains has a limit of its own


def read_delimited(text: str) -> tuple[pd.DataFrame, str | None]:
    """Read text as a table of text cells.

    Returns:
        The table, and its delimiter (None where there is one column only).

    Raises:
        UserError: `no_rows`, `too_many_cells` or `unreadable_file`.
    """
    announced, text = _announced(text)
    delimiter = announced or sniff(text)
    try:
        reader = csv.reader(
            io.StringIO(text, newline=""), delimiter=delimiter or "\x1f", skipinitialspace=True
        )
        rows = list(islice((row for row in reader if any(cell.strip() for cell in row)), ROW_LIMIT + 2))
    except csv.Error as error:
        raise UserError("unreadable_file", reason="csv") from error
    if len(rows) > ROW_LIMIT + 1:
        check_raw_size(text.count("\n"), len(rows[0]))
    return as_table(rows), delimiter


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
        lines = io.StringIO(text[:100_000], newline="")
        try:
            widths = [len(row) for row in islice(csv.reader(lines, delimiter=delimiter), SAMPLE_LINES) if row]
        except csv.Error:
            continue
        usual = Counter(width for width in widths if width > 1).most_common(1)
        alike = round(usual[0][1] / len(widths), 1) if usual else 0.0  # share of lines cut into as many cells
        if alike > best:
            best, choice = alike, delimiter
    return choice


def as_table(rows: list[list[Any]]) -> pd.DataFrame:
    """Make a table of rows of cells; the first row names the columns unless it is data itself.

    Raises:
        UserError: `no_rows` or `too_many_cells`.
    """
    if not rows:
        raise UserError("no_rows")
    width = max(map(len, rows))
    check_raw_size(len(rows) - 1, width)
    headed = not is_data(rows[0])
    header = [_name(cell) for cell in rows[0]] if headed else []
    body = [list(row) + [""] * (width - len(row)) for row in rows[headed:]]
    frame = pd.DataFrame(body, columns=distinct_names(header + [""] * (width - len(header))), dtype=object)
    unnamed = [not (place < len(header) and header[place].strip()) for place in range(width)]
    empty = [frame.iloc[:, place].map(_is_blank).all() for place in range(width)]
    return frame.loc[:, [not (a and b) for a, b in zip(unnamed, empty, strict=True)]]


def is_data(row: list[Any]) -> bool:
    """Whether a first row holds values, not names: nothing but numbers and times, and at least one number."""
    cells = pd.Series([_name(cell).strip() for cell in row if not _is_blank(cell)], dtype=object)
    if cells.empty:
        return False
    times = cells.map(lambda cell: any(pattern.match(cell) for pattern in PATTERNS))
    numbers = cells.map(lambda cell: parse_numbers(pd.Series([cell], dtype=object)) is not None)
    return bool((times | numbers).all() and numbers.any())


def _name(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _is_blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _announced(text: str) -> tuple[str | None, str]:
    """The delimiter that a first line such as `sep=;` announces, and the text after that line."""
    first, _, rest = text.partition("\n")
    told = first.strip().strip('"')
    if told.casefold().startswith("sep=") and len(told) == 5:
        return told[4], rest
    return None, text
