"""Rows of a table of times that belong to no time: totals, remarks, lines of codes, names once more."""

import re

import pandas as pd

from core.data.headers import FITS, OF_ONE_KIND, text
from core.data.table import Table
from core.data.times import MISSING
from core.notes import Note

LOOK = 400  # rows that show which column holds times
FEW = 20  # of them that show which surely does not
TOP = 3  # rows below the names that may hold codes or units
SHOWN = 4  # rows that are told
MOST = 10_000  # rows looked at
LETTERS = 40  # of each
TOTAL = re.compile(
    r"^\W*(?:grand |sub)?(?:totals?|sums?|averages?|avg|mean|summe|gesamt|gesamtsumme|mittelwert|durchschnitt"
    r"|moyenne|totale|promedio|média|итого|всего|合计|总计|小计|总和|平均|均值|合計|小計|합계)\b.*",
    re.IGNORECASE,
)


def without_strays(table: Table) -> Table:
    """The table without them, and which they were; what has no column of times stays as it is."""
    frame = table.frame
    name = _time_column(frame)
    if name is None:
        return table
    first = frame[name].map(text)
    times = {cell: FITS["time"](cell) for cell in first.unique()}
    odd = (~first.map(_is_blank) & ~first.map(times)).to_numpy().nonzero()[0]
    names = [str(column) for column in frame]
    at_the_top = len(odd) <= TOP < len(frame) / 2 and odd.tolist() == list(range(len(odd)))
    rows = {int(place): frame.iloc[place].map(text) for place in odd[:MOST]}
    strays = [
        place for place, row in rows.items() if at_the_top or _is_stray(row, TOTAL.match(row[name]), names)
    ]
    if not strays:
        return table
    told = "; ".join(_shortly(rows[place]) for place in strays[:SHOWN])
    kept = frame.drop(index=frame.index[strays]).reset_index(drop=True)
    note = Note("rows_left_out", {"count": len(strays), "rows": told})
    return table.with_frame(kept, table.series, note)


def _is_stray(row: pd.Series, total: object, names: list[str]) -> bool:
    """Whether a row is a remark, a total, or the names once more."""
    filled = [cell for cell in row if not _is_blank(cell)]
    return len(filled) == 1 or bool(total) or list(row) == names


def _time_column(frame: pd.DataFrame) -> str | None:
    """The first column of text of which most cells are times."""
    if len(frame.columns) < 2:
        return None
    for name in map(str, frame):
        if frame[name].dtype.kind != "O":
            continue
        given = [cell for cell in frame[name].head(LOOK).map(text) if not _is_blank(cell)]
        if len(given) > 2 and _mostly_times(given):
            return name
    return None


def _mostly_times(cells: list[str]) -> bool:
    """Whether nearly all are; of a column that is none, a few cells tell it: tables have a thousand."""
    few = cells[:: max(1, len(cells) // FEW)]
    if 2 * sum(map(FITS["time"], few)) < OF_ONE_KIND * len(few):
        return False
    return sum(map(FITS["time"], cells)) >= OF_ONE_KIND * len(cells)


def _is_blank(cell: str) -> bool:
    return cell.casefold() in MISSING


def _shortly(row: pd.Series) -> str:
    said = ", ".join(cell for cell in row if cell)
    return said if len(said) <= LETTERS else said[:LETTERS] + "…"
