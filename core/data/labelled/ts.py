"""Files of the kind `.ts`, as sktime and aeon write them: columns parted by colons, the class at the end."""

import re
from collections.abc import Iterator

import numpy as np

from core.arrays import Floats
from core.data.labelled.made import One
from core.errors import UserError

PAIR = re.compile(r"\(([^(),]{1,60}),([^()]{1,60})\)")
DATA = re.compile(r"^@data", re.IGNORECASE | re.MULTILINE)
LOOK = 200_000  # letters in which the data begin
BLANK = "?"
MOST_COLUMNS = 1000


def is_ts(text: str) -> bool:
    """Whether a file begins as these do."""
    lines = (line.strip() for line in text[:LOOK].splitlines())
    first = next((line for line in lines if line and not line.startswith("#")), "")
    return first.startswith("@") and DATA.search(text[:LOOK]) is not None


def read_ts(text: str, *, test: bool = False, asked: bool = False) -> tuple[list[One], tuple[str, ...]]:
    """The series and the names of their columns.

    Args:
        test: All of them were given as test.
        asked: Classes are asked for, and may be missing.

    Raises:
        UserError: `ts_without_labels`, `ts_label_unknown`, `ts_other_columns` or `ts_not_a_number`.
    """
    found_at = DATA.search(text)
    assert found_at is not None  # see `is_ts`
    head, body = text[: found_at.start()], text[found_at.end() :]
    said = [line.split() for line in head.splitlines() if line.startswith("@")]
    labelled = next((words for key, *words in said if key.casefold() == "@classlabel"), [])
    has_labels = bool(labelled) and labelled[0].casefold() == "true"
    if not has_labels and not asked:
        raise UserError("ts_without_labels")
    known, columns = set(labelled[1:]) if has_labels else set(), 0
    found: list[One] = []
    for number, line in _lines(body, head.count("\n") + 1):
        *parts, label = line.split(":") if has_labels else [*line.split(":"), ""]
        label = label.strip()
        if known and label not in known and not asked:
            raise UserError("ts_label_unknown", line=number, label=label[:40])
        columns = columns or len(parts)
        if len(parts) != columns or not 0 < columns <= MOST_COLUMNS:
            raise UserError("ts_other_columns", line=number, have=len(parts), wanted=columns)
        values = _joined([_column(part, number) for part in parts])
        found.append(One(str(len(found) + 1), values, label, test, len(found) + 1))
    return found, tuple(f"dimension {place + 1}" for place in range(columns)) if columns > 1 else ("value",)


def _lines(body: str, before: int) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(body.split("\n"), before):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, line.strip()


def _column(part: str, line: int) -> Floats:
    """The values of one column; of pairs of time and value, in the order of the times."""
    if part.lstrip().startswith("("):
        pairs = sorted(((_time(time), value) for time, value in PAIR.findall(part)), key=lambda one: one[0])
        cells = [value for _, value in pairs]
    else:
        cells = part.split(",")
    try:
        return np.array([np.nan if cell.strip() in (BLANK, "") else float(cell) for cell in cells])
    except ValueError as error:
        told = next(cell for cell in cells if not _is_number(cell))
        raise UserError("ts_not_a_number", line=line, cell=told.strip()[:40]) from error


def _time(text: str) -> tuple[float, str]:
    """Numbers by their size; moments are written so that their letters sort."""
    return (float(text), "") if _is_number(text) else (0.0, text.strip())


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return cell.strip() in (BLANK, "")
    return True


def _joined(columns: list[Floats]) -> Floats:
    """Columns side by side, (steps, columns); the shorter ones end in blanks."""
    found = np.full((max(map(len, columns)), len(columns)), np.nan)
    for place, column in enumerate(columns):
        found[: len(column), place] = column
    return found
