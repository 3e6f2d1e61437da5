"""The table of a web page, which programs also write under names such as report.xls."""

from typing import Any

from core.data.delimited import check_raw_size
from core.errors import UserError

WIDEST_SPAN = 200  # cells that one cell may stand for
MOST_DIGITS = 9  # of its number that are read


def read_web_page(text: str) -> list[list[str]]:
    """The rows of the largest table; a cell that spans several is repeated below itself, not beside.

    Raises:
        UserError: `web_page_without_table`, or `too_many_cells`.
    """
    from lxml import html  # 30 ms that only web pages need wait for

    try:
        page = html.document_fromstring(text.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    except (ValueError, html.etree.ParserError) as error:
        raise UserError("web_page_without_table") from error
    tables = [_rows(table) for table in page.iter("table") if table.find(".//table") is None]
    largest: list[list[str]] = max(tables, key=lambda rows: sum(map(len, rows)), default=[])
    if len(largest) < 2:
        raise UserError("web_page_without_table")
    return largest


def _rows(table: Any) -> list[list[str]]:
    rows: list[list[str]] = []
    widest = 0
    below: dict[int, tuple[int, str]] = {}  # columns that a cell above still covers: rows left, its text
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
        _covered(cells, below)
        if any(cells):
            rows.append(cells)
            widest = max(widest, len(cells))
        check_raw_size(len(rows), widest)
    return rows


def _covered(cells: list[str], below: dict[int, tuple[int, str]]) -> None:
    """Fill the places that cells of the rows above cover."""
    while (told := below.pop(len(cells), None)) is not None:
        left, text = told
        if left > 1:
            below[len(cells)] = left - 1, text
        cells.append(text)


def _span(cell: Any, name: str) -> int:
    given = cell.get(name, "")
    told = int(given[:MOST_DIGITS]) if given.isascii() and given.isdecimal() else 1
    return min(max(told, 1), WIDEST_SPAN)
