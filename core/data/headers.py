"""Where the data of a table begins, and what the lines above it call the columns."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from core.data.cleaning import distinct_names
from core.data.numbers import is_number
from core.data.time_patterns import MISSING, is_time

Rows = Sequence[Sequence[Any]]

LOOK = 60  # rows that are enough to tell
MOST = 12  # lines above the data
OF_ONE_KIND = 0.6  # share of a column's cells that make it a column of times or of numbers
ENDED = "\u2063"  # a blank cell beside merged ones, which they do not reach
MANY = 12  # numbers in a row that are names wherever they begin
YEARS = (1500, 2200)


def header_rows(rows: Rows) -> int:
    """How many lines stand above the data: titles, names, units.

    A line is data if it holds a time where times stand below it, or numbers where numbers do. Without such
    columns the first line is taken for names.
    """
    head = [[text(cell) for cell in row] for row in rows[:LOOK]]
    kinds = _kinds(head[-max(1, len(head) // 2) :])
    if not any(kinds):
        return 0 if _is_among_labels(head) else 1
    if _numbered(head[0], kinds) and len(head) > 1 and not _numbered(head[1], kinds):
        return 1
    for place, row in enumerate(head[: MOST + 1]):
        if _is_data(row, kinds) and (place + 1 == len(head) or _is_data(head[place + 1], kinds)):
            return place
    return 1


def column_names(lines: Rows, width: int) -> list[str]:
    """Names from the lines above the data, blank where there is none.

    Titles (one cell, above everything else) and a line that says the same of every column are left out; a
    line with nothing but its first cell, below the others, names the first column.
    """
    cells = [
        [text(cell) for cell in row] + [""] * (width - len(row)) for row in _without_titles(lines, width)
    ]
    cells = [row for row in cells if any(row)]
    while len(cells) > 1 and (sum(map(bool, cells[0])) == 1 or cells[0][0].startswith("#")):
        cells.pop(0)
    if not cells:
        return [""] * width
    cells[0][0] = cells[0][0].lstrip("# ") or cells[0][0]
    first = [row[0] for row in cells if row[0]]
    alone = [row[0] for row in cells[1:] if row[0] and not any(row[1:])]
    several = [row for row in cells if not _alike(row[1:])] or cells[:1]
    filled = [_across(row, several[-1]) for row in several[:-1]] + several[-1:]
    spelled = [[cell.replace(ENDED, "") for cell in row] for row in filled]
    names = [" ".join(dict.fromkeys(filter(None, column))) for column in zip(*spelled, strict=True)]
    if alone or len(cells) > 1:
        names[0] = (alone or first or [""])[-1]
    return names


def _without_titles(lines: Rows, width: int) -> Rows:
    """The lines without those above the names that do not reach as far as they do."""
    if not lines or len(lines[-1]) < width or not all(map(text, lines[-1])):
        return lines
    return [row for row in lines if len(row) == width]


def text(cell: Any) -> str:
    """A cell as a person reads it."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def named(rows: Rows, lines: int) -> pd.DataFrame:
    """The rows below so many lines as a table; columns without name and content are left out."""
    width = max(map(len, rows))
    names = column_names(_above_their_columns(rows[:lines], rows[lines:]), width)
    body = [[*row, *[""] * (width - len(row))] for row in rows[lines:]]
    body[:MOST] = [["" if cell == ENDED else cell for cell in row] for row in body[:MOST]]
    frame = pd.DataFrame(body, columns=distinct_names(names), dtype=object)
    kept = [bool(name) or not frame.iloc[:, place].map(_is_blank).all() for place, name in enumerate(names)]
    return frame.loc[:, kept]


def _above_their_columns(lines: Rows, below: Rows) -> Rows:
    """Names of all columns but the first, which some programs leave without one, moved to their places."""
    widths = {len(row) for row in below}
    if not lines or len(widths) != 1 or (width := widths.pop()) != len(lines[-1]) + 1 or width < 3:
        return lines
    if not any(text(cell) for cell in (row[-1] for row in below)) or not all(map(text, lines[-1])):
        return lines  # a separator at the end of each line
    return [*lines[:-1], ["", *lines[-1]]]


def _is_blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _kinds(sample: list[list[str]]) -> list[str]:
    """Of each column "time", "number" or "" as most of its cells are."""
    kinds = []
    for place in range(max(map(len, sample), default=0)):
        cells = [row[place] for row in sample if place < len(row) and row[place].casefold() not in MISSING]
        enough = max(1.0, OF_ONE_KIND * len(cells))
        kinds.append(next((kind for kind, fits in FITS.items() if sum(map(fits, cells)) >= enough), ""))
    return kinds


FITS = {"time": is_time, "number": is_number}


def _is_data(row: list[str], kinds: list[str]) -> bool:
    pairs = [(cell, kind) for cell, kind in zip(row, kinds, strict=False) if kind and cell]
    if any(kind == "time" and is_time(cell) for cell, kind in pairs):
        return True
    fits = [cell.casefold() in MISSING or FITS[kind](cell) for cell, kind in pairs]
    alone = len(kinds) > 1 and sum(map(bool, row)) == 1
    numbers = any(FITS[kind](cell) for cell, kind in pairs)
    return numbers and not alone and sum(fits) > len(fits) / 2


def _is_among_labels(head: list[list[str]]) -> bool:
    """Whether the first line holds one of the few values that a column has below it: then it is no header."""
    for place, cell in enumerate(head[0] if len(head[0]) > 1 else ()):
        below = [row[place] for row in head[1:] if place < len(row) and row[place]]
        if cell in below and len(set(below)) <= len(below) / 4:
            return True
    return False


def _numbered(row: list[str], kinds: list[str]) -> bool:
    """Whether columns of numbers are called 2001, 2002, 2003 … or 0, 1, 2 …"""
    cells = [cell for cell, kind in zip(row, kinds, strict=False) if kind == "number" and cell]
    if len(cells) < 3 or not all(cell.isdecimal() for cell in cells):
        return False
    numbers = np.array([int(cell[:9]) for cell in cells])
    steps = np.unique(np.diff(numbers))
    years = YEARS[0] <= numbers.min() and numbers.max() <= YEARS[1] and len(steps) == 1 and steps[0] > 0
    counted = len(steps) == 1 and steps[0] == 1 and len(numbers) >= MANY
    return bool(years or counted or np.array_equal(numbers, np.arange(len(numbers))))


def _alike(cells: list[str]) -> bool:
    """Whether a line says one thing of several columns, as a ticker above all of its figures; or nothing."""
    filled = [cell for cell in cells if cell]
    return not filled or (len(filled) > 1 and len(set(filled)) == 1 and len(filled) == len(cells))


def _across(row: list[str], names: list[str]) -> list[str]:
    """Cells that span several columns name them all; they stand in the first only.

    Where groups repeat the same names (units, price; units, price), the last group ends with these names.
    """
    starts = [place for place, cell in enumerate(row) if cell and place > 0]
    ends = [*starts[1:], len(row)]
    groups = [names[start:end] for start, end in zip(starts, ends, strict=True)]
    if len(groups) > 1 and groups[-1][: len(groups[0])] == groups[0]:
        ends[-1] = starts[-1] + len(groups[0])
    result = list(row)
    for start, end in zip(starts, ends, strict=True):
        result[start:end] = [row[start]] * (end - start)
    return result
