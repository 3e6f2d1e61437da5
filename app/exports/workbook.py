"""Tables as one Excel workbook: numbers are numbers, times are times, and no text can run as a formula."""

import io
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_575  # below the header; Excel has no more
MOST_CELLS = 1_000_000  # of a sheet; Excel gets slow long before it refuses
FIRST_YEAR = 1900  # Excel has no earlier date
LONGEST_CELL = 32_767  # letters
NARROWEST, WIDEST = 9, 60  # letters across
LOOKED_AT = 200  # rows that tell how wide a column is
SHARES = frozenset("skill gain accuracy balanced_accuracy score unknown sentences bleu chrf exact".split())
DAY, MINUTE, SECOND = "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "yyyy-mm-dd hh:mm:ss"
OPTIONS = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
    "strings_to_numbers": False, "default_date_format": DAY,
}  # fmt: skip

Write = Callable[[int, int, Any], None]


@dataclass(frozen=True)
class Sheet:
    """One sheet of the workbook.

    Attributes:
        name: On its tab.
        about: What it holds, in a sentence.
        table: Every column of it is written, its index is not.
        shares: Columns that hold shares of one, written as per cent.
        names: So many columns from the left stay in view.
    """

    name: str
    about: str
    table: pd.DataFrame
    shares: frozenset[str] = frozenset()
    names: int = 1

    @property
    def fits(self) -> bool:
        """Whether Excel can hold it, and be of use with it."""
        return len(self.table) <= MOST_ROWS and self.table.size <= MOST_CELLS


def workbook(cover: str, lines: Sequence[str], sheets: Sequence[Sheet], heads: tuple[str, str]) -> bytes:
    """The workbook: a cover that says what each sheet holds, then the sheets.

    Args:
        cover: The cover's tab.
        lines: What stands on the cover first: the title, then sentences.
        sheets: Those that do not fit have no sheet; their `about` says where their figures are.
        heads: Of the cover's two columns: sheet, and what it holds.
    """
    body = io.BytesIO()
    with xlsxwriter.Workbook(body, OPTIONS) as book:
        formats = {
            "title": book.add_format({"bold": True, "font_size": 16}),
            "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
            "prose": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        _cover(book.add_worksheet(cover), lines, sheets, heads, formats)
        for sheet in sheets:
            if sheet.fits:
                _table(book, book.add_worksheet(sheet.name), sheet, formats["head"])
    return body.getvalue()


def _cover(
    page: Worksheet, lines: Sequence[str], sheets: Sequence[Sheet], heads: tuple[str, str],
    formats: dict[str, Format],
) -> None:  # fmt: skip
    page.hide_gridlines(2)
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 110)
    for row, line in enumerate(lines):
        page.write_string(row, 0, line[:LONGEST_CELL], formats["title"] if row == 0 else None)
    first = len(lines) + 1
    for place, head in enumerate(heads):
        page.write_string(first, place, head, formats["head"])
    for row, sheet in enumerate(sheets, start=first + 1):
        page.write_string(row, 0, sheet.name, formats["prose"])
        page.write_string(row, 1, sheet.about, formats["prose"])


def _table(book: xlsxwriter.Workbook, page: Worksheet, sheet: Sheet, head: Format) -> None:
    columns = [sheet.table.iloc[:, place] for place in range(sheet.table.shape[1])]
    writers = []
    for place, column in enumerate(columns):
        name = str(column.name)
        page.set_column(place, place, _width(column))
        page.write_string(0, place, name[:LONGEST_CELL], head)
        writers.append(_writer(page, book, column, share=name in sheet.shares))
    page.freeze_panes(1, sheet.names)
    page.autofilter(0, 0, len(sheet.table), max(len(columns) - 1, 0))
    values = [column.astype(object).tolist() for column in columns]  # Python's own types, row by row
    for row, line in enumerate(zip(*values, strict=True), start=1):
        for place, value in enumerate(line):
            writers[place](row, place, value)


def _writer(page: Worksheet, book: xlsxwriter.Workbook, column: pd.Series, *, share: bool) -> Write:
    """How the cells of a column are written; what is missing stays empty."""
    look = book.add_format({"num_format": _number_format(column, share=share), "valign": "top"})

    def write(row: int, place: int, value: Any) -> None:
        if isinstance(value, datetime):
            _write_time(page, row, place, value, look)
        elif isinstance(value, bool):
            page.write_boolean(row, place, value)
        elif isinstance(value, (int, float)):
            if math.isfinite(value):
                page.write_number(row, place, value, look)
        elif value is not None:
            page.write_string(row, place, str(value)[:LONGEST_CELL])

    return write


def _write_time(page: Worksheet, row: int, place: int, value: datetime, look: Format) -> None:
    if pd.isna(value):
        return
    if value.year < FIRST_YEAR:
        page.write_string(row, place, str(value).removesuffix(" 00:00:00"))
    else:
        page.write_datetime(row, place, value.replace(tzinfo=None), look)


def _number_format(column: pd.Series, *, share: bool) -> str:
    """As many decimals as the column's usual size needs; whole numbers as they are, times as times."""
    if pd.api.types.is_datetime64_any_dtype(column):
        known = column.dropna()
        if (known == known.dt.normalize()).all():
            return DAY
        return MINUTE if (known == known.dt.floor("min")).all() else SECOND
    if share:
        return "0.0%"
    known = pd.to_numeric(column, errors="coerce").astype(float).abs()
    known = known[(known > 0) & (known < math.inf)]
    if known.empty or (known == known.round()).all():
        return "0" if known.empty or known.max() < 10_000 else "#,##0"
    size = math.floor(math.log10(known.median()))
    return "0.00E+00" if size < -6 else "#,##0" + (f".{'0' * min(3 - size, 8)}" if size < 3 else "")


def _width(column: pd.Series) -> float:
    """Letters across: the heading may take two lines, values should not."""
    if pd.api.types.is_datetime64_any_dtype(column):
        longest = 17
    elif pd.api.types.is_numeric_dtype(column):
        longest = 13
    else:
        longest = max(
            (_letters(str(value)) for value in column.head(LOOKED_AT) if value is not None), default=0
        )
    return min(max(longest + 2, _letters(str(column.name)) // 2 + 4, NARROWEST), WIDEST)


def _letters(text: str) -> int:
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in text)
