"""Workbooks (xlsx, xls), read with calamine."""

import io
import struct
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from core.data.delimited import check_raw_size
from core.data.extent import check_extent
from core.data.headers import ENDED, MOST
from core.data.old_extent import checked_old
from core.errors import UserError

ZIP = b"PK"
PANIC = "PanicException"  # what the reader of workbooks raises where it did not expect what it found
LONGEST = 10_000  # rows that one cell is merged over at most
MOST_SHEETS = 1_000  # that there are to choose from
LOOKED = 50  # sheets among which a table is looked for
SPARE = 1_000_000  # cells of sheets without a table, beyond which no further one is looked at


def read_workbook(body: bytes, sheet: str | None) -> tuple[list[list[Any]], tuple[str, ...], tuple[int, ...]]:
    """Read one sheet.

    Args:
        sheet: Its name; None takes the first that holds a table, else the first that holds anything.

    Returns:
        Rows of numbers, dates and text as the workbook has them, without empty ones; the names of all sheets,
        the one that was read first; and of each empty row, how many others stand before it.

    Raises:
        UserError: `unreadable_file`, `password_protected`, `unknown_sheet`, `no_rows`, `too_many_cells`,
            `file_too_large` or `too_heavy_to_read`.
    """
    try:
        if body.startswith(ZIP):
            check_extent(body)
        else:
            body = checked_old(body)
        return _read(CalamineWorkbook.from_filelike(io.BytesIO(body)), sheet)
    except PasswordError as error:
        raise UserError("password_protected") from error
    except (CalamineError, ValueError, OSError, IndexError, struct.error) as error:
        raise UserError("unreadable_file", reason="workbook") from error
    except BaseException as error:
        if type(error).__name__ == PANIC:
            raise UserError("unreadable_file", reason="workbook") from error
        raise


def _read(workbook: Any, sheet: str | None) -> tuple[list[list[Any]], tuple[str, ...], tuple[int, ...]]:
    names = list(workbook.sheet_names)
    if len(names) > MOST_SHEETS:
        raise UserError("too_heavy_to_read")
    if sheet is not None and sheet not in names:
        raise UserError("unknown_sheet", sheet=sheet, known=list(names))
    remarks: tuple[str, list[list[Any]], tuple[int, ...]] | None = None
    looked = 0
    for name in [sheet] if sheet is not None else names[:LOOKED]:
        one = workbook.get_sheet_by_name(name)
        rows, blanks = _rows(one)
        if rows and (sheet is not None or _is_table(rows)):
            return rows, _first(name, names), blanks
        if rows and remarks is None:
            remarks = name, rows, blanks
        if (looked := looked + one.height * one.width) > SPARE:
            break
    if remarks is None:
        raise UserError("no_rows")
    return remarks[1], _first(remarks[0], names), remarks[2]


def _first(name: str, names: list[str]) -> tuple[str, ...]:
    return (name, *(other for other in names if other != name))


def _is_table(rows: list[list[Any]]) -> bool:
    """Whether rows are more than a title page or remarks, which are lines of text in one column."""
    columns = max(sum(cell not in ("", None) for cell in row) for row in rows)
    return len(rows) > 1 and (columns > 1 or any(isinstance(row[-1], int | float) for row in rows))


def _rows(sheet: Any) -> tuple[list[list[Any]], tuple[int, ...]]:
    check_raw_size(sheet.height - 1, sheet.width)
    rows = sheet.to_python(skip_empty_area=True)
    _spread_merged(rows, sheet)
    kept: list[list[Any]] = []
    blanks = []
    for row in rows:
        if any(cell not in ("", None) for cell in row):
            kept.append(row)
        else:
            blanks.append(len(kept))
    return kept, tuple(blanks)


def _spread_merged(rows: list[list[Any]], sheet: Any) -> None:
    """Merged cells say the same in all of their places.

    Over the names of columns they reach no further than they are merged: a blank cell beside them is marked.
    """
    top, left = sheet.start or (0, 0)
    room = sheet.height * sheet.width  # cells that can be covered once
    for (first, start), (last, end) in sheet.merged_cell_ranges or []:
        first, last, start, end = first - top, last - top, start - left, end - left
        if not (0 <= first < len(rows) and 0 <= start < len(rows[first])) or last - first > LONGEST:
            continue
        value = rows[first][start]
        if value in ("", None) or (start == 0 and end > 0):
            continue  # a title
        if (room := room - (last - first + 1) * (end - start + 1)) < 0:
            raise UserError("unreadable_file", reason="workbook")  # covered several times
        for row in rows[first : last + 1]:
            row[start : end + 1] = [value] * len(row[start : end + 1])
        if end > start and first < MOST and end + 1 < len(rows[first]) and rows[first][end + 1] in ("", None):
            rows[first][end + 1] = ENDED
