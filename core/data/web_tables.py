"""The table of a web page, which programs also write under names such as report.xls."""

import re
from typing import Any

from core.data.cleaning import AREA_LIMIT
from core.data.delimited import RAW_COLUMN_LIMIT, check_raw_size
from core.errors import UserError

WIDEST_SPAN = 200  # cells that one cell may stand for
MOST_DIGITS = 9  # of its number that are read
MOST_TAGS = 2_000_000
MOST_ATTRIBUTES = 100_000  # of one tag; a drawing has thousands of numbers in one
LONG_TAG = re.compile(rf"<[^<>]{{{2 * MOST_ATTRIBUTES},}}")


def read_web_page(text: str) -> list[list[str]]:
    """The rows of the largest table; a cell that spans several is repeated below itself, not beside.

    Raises:
        UserError: `web_page_without_table`, `too_many_cells`, or `too_heavy_to_read`.
    """
    _check_markup(text)
    from lxml import html  # 30 ms that only web pages need wait for

    try:
        page = html.document_fromstring(text.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    except (ValueError, html.etree.ParserError) as error:
        raise UserError("web_page_without_table") from error
    largest: list[list[str]] = []
    most = cells = 0  # in the largest one, and in all
    for table in page.iter("table"):
        if table.find(".//table") is None:
            rows = _rows(table)
            size = sum(map(len, rows))
            largest, most = (rows, size) if size > most else (largest, most)
            if (cells := cells + size) > AREA_LIMIT:
                raise UserError("too_heavy_to_read")
    if len(largest) < 2:
        raise UserError("web_page_without_table")
    return largest


def _check_markup(text: str) -> None:
    """Refuse what would take a hundred times its size as a tree."""
    if text.count("<") - text.count("</") > MOST_TAGS:
        raise UserError("too_heavy_to_read")
    if any(
        len(tag.group().split(None, MOST_ATTRIBUTES)) > MOST_ATTRIBUTES for tag in LONG_TAG.finditer(text)
    ):
        raise UserError("too_heavy_to_read")


def _rows(table: Any) -> list[list[str]]:
    rows: list[list[str]] = []
    below: dict[int, tuple[int, str]] = {}  # columns that a cell above still covers: rows left, its text
    widest = 0
    for line in table.iter("tr"):
        cells: list[str] = []
        for cell in line.iter("td", "th"):
            _covered(cells, below)
            text = " ".join(cell.text_content().split())
            deep, wide = _span(cell, "rowspan"), _span(cell, "colspan")
            for place in range(wide):
                if deep > 1:
                    below[len(cells)] = deep - 1, text if place == 0 else ""
                cells.append(text if place == 0 else "")
            if len(cells) > RAW_COLUMN_LIMIT:
                break
        _covered(cells, below)
        if any(cells):
            rows.append(cells)
            widest = max(widest, len(cells))
        check_raw_size(len(rows), widest)
    return rows


def _covered(cells: list[str], below: dict[int, tuple[int, str]]) -> None:
    """Fill the places that cells of the rows above cover."""
    while (cell := below.pop(len(cells), None)) is not None:
        left, text = cell
        if left > 1:
            below[len(cells)] = left - 1, text
        cells.append(text)


def _span(cell: Any, name: str) -> int:
    given = cell.get(name, "")
    span = int(given[:MOST_DIGITS]) if given.isascii() and given.isdecimal() else 1
    return min(max(span, 1), WIDEST_SPAN)
