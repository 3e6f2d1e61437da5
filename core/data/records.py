"""JSON as tables: lines or a list of records, rows of cells, columns of values."""

import json
import math
from collections.abc import Iterable
from typing import Any

import pandas as pd

from core.data.cleaning import AREA_LIMIT, ROW_LIMIT, distinct_names
from core.data.delimited import check_raw_size
from core.errors import UserError

MOST_NESTED = 2_000_000  # records and lists, each of which takes some hundred bytes
LARGEST = 10**308
DEEPEST = 2  # records in records whose fields become columns: a.b.c


def read_json(text: str) -> pd.DataFrame:
    """Cells under the names that the records give them, in the order in which they first occur.

    Raises:
        UserError: `not_a_table` for JSON of another shape, `unreadable_file`, `no_rows`, `too_many_cells` or
            `too_heavy_to_read`.
    """
    if text.count("{") + text.count("[") > MOST_NESTED or text.count(",") > AREA_LIMIT:
        raise UserError("too_heavy_to_read")
    try:
        records = _records(_parsed(text))
        if records is None:
            raise UserError("not_a_table", kind="json")
        check_raw_size(len(records), 1)
        frame = _frame(records)
    except (ValueError, RecursionError, OverflowError) as error:
        raise UserError("unreadable_file", reason="json") from error
    if frame.empty:
        raise UserError("no_rows")
    return frame.set_axis(distinct_names(list(frame)), axis=1)


def _parsed(text: str) -> Any:
    """One document, or one on each line."""
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        found = []
        for line in filter(str.strip, text.splitlines()):
            found.append(json.loads(line))
            if len(found) > ROW_LIMIT:
                check_raw_size(text.count("\n"), 1)
        return found


def _records(found: Any) -> list[dict[str, Any]] | None:
    """Records, if it holds any: itself, or in the one list of a document."""
    if isinstance(found, list) and found:
        if all(isinstance(one, dict) for one in found):
            return found
        if all(isinstance(one, list) for one in found):
            return _of_rows(found)
        if any(map(_nested, found)):
            return None
        check_raw_size(len(found), 1)
        return [{"value": one} for one in found]
    if not isinstance(found, dict) or not found:
        return None
    if (columns := _columns(found)) is not None:
        check_raw_size(len(next(iter(columns.values()))), len(columns))
        return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    if not any(map(_nested, found.values())):
        return [found]
    inner = [one for value in found.values() if (one := _records(value)) is not None and one != [value]]
    return inner[0] if len(inner) == 1 else None


def _columns(found: dict[str, Any]) -> dict[str, list[Any]] | None:
    """Columns of equally many values, as lists or under row names."""
    if not all(isinstance(value, list | dict) for value in found.values()):
        return None
    first = next(iter(found.values()))
    if isinstance(first, dict):
        if len(found) < 2 or not all(
            isinstance(one, dict) and one.keys() == first.keys() for one in found.values()
        ):
            return None
        columns = {name: list(one.values()) for name, one in found.items()}
    else:
        columns = {name: list(one) for name, one in found.items() if isinstance(one, list)}
    flat = not any(_nested(value) for column in columns.values() for value in column)
    return columns if flat and len({len(column) for column in columns.values()}) == 1 else None


def _of_rows(rows: list[list[Any]]) -> list[dict[str, Any]]:
    """Rows of cells; names stand in the first if it holds nothing but text, and the others do not."""
    head = rows[0]
    check_raw_size(1, max(map(len, rows)))
    named = all(isinstance(cell, str) for cell in head) and len(rows) > 1
    named = named and any(not isinstance(cell, str) for row in rows[1:] for cell in row)
    names = head if named else [f"column_{place}" for place in range(1, max(map(len, rows)) + 1)]
    return [dict(zip(names, row, strict=False)) for row in (rows[1:] if named else rows)]


def _frame(records: Iterable[dict[str, Any]]) -> pd.DataFrame:
    columns: dict[str, list[Any]] = {}
    count = 0
    for count, record in enumerate(records, start=1):
        for name, value in _flat(record, DEEPEST):
            if name not in columns:
                columns[name] = [None] * (count - 1)
                check_raw_size(count, len(columns))
            del columns[name][count - 1 :]  # a name that two fields share keeps the later
            columns[name].append(value)
        for column in columns.values():
            column += [None] * (count - len(column))
    check_raw_size(count, len(columns))
    return pd.DataFrame({name: pd.Series(column, dtype=object) for name, column in columns.items()})


def _flat(record: dict[str, Any], deep: int, before: str = "") -> Iterable[tuple[str, Any]]:
    for name, value in record.items():
        if isinstance(value, dict) and deep and value:
            yield from _flat(value, deep - 1, f"{before}{name}.")
        else:
            yield before + name, _cell(value)


def _cell(value: Any) -> Any:
    """A cell as other tables have it: what is nested, or true or false, as text; numbers have ends."""
    if isinstance(value, int) and abs(value) > LARGEST:
        return math.inf if value > 0 else -math.inf
    return json.dumps(value, ensure_ascii=False) if _nested(value) or isinstance(value, bool) else value


def _nested(value: Any) -> bool:
    return isinstance(value, list | dict)
