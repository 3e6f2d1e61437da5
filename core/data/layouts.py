"""Tables that lie on their side: one row per series, or one row per year with a column per month."""

import re

import numpy as np
import pandas as pd

from core.data.numbers import parse_numbers
from core.data.stamps import stamps
from core.data.table import Table
from core.data.time_patterns import PATTERNS, month_number
from core.errors import UserError
from core.notes import Note

FEWEST = 3  # columns called by times that make a table a wide one
VALUE = "value"
_YEAR = re.compile(r"^(?:[A-Za-z]{0,2}|FY ?)?(1[5-9]\d\d|20\d\d|21\d\d)(?:\s*\[YR\d{4}\])?$")


def upright(table: Table, layout: str | None) -> Table:
    """Turn a table so that each row is one moment; what stands upright comes back as it is.

    Args:
        layout: "rows" for one row per series, "columns" for one row per time; None looks at the names.

    Raises:
        UserError: `no_rows_of_series` if it has to be turned and holds no columns of numbers.
    """
    names = [str(name) for name in table.frame]
    if layout == "columns" or len(names) < 2:
        return table
    if layout is None and (monthly := _months(table)) is not None:
        return monthly
    times = [name for name in names if _told(name) is not None]
    others = [name for name in names if name not in times]
    numeric = [name for name in times if parse_numbers(table.frame[name]) is not None]
    if layout is None and (len(times) < max(FEWEST, len(others) / 2) or len(numeric) < 0.9 * len(times)):
        return table
    if len(times) < FEWEST:
        first = names[0] if parse_numbers(table.frame[names[0]]) is None else None
        times = [name for name in names if name != first and _numeric(table.frame[name])]
    if not times:
        raise UserError("no_rows_of_series")
    return _turned(table, times)


def _numeric(column: pd.Series) -> bool:
    return parse_numbers(column) is not None


def _told(name: str) -> str | None:
    """The time that a column's name tells."""
    if (year := _YEAR.match(name)) is not None:
        return year[1]
    return name if len(name) >= 6 and any(pattern.match(name) for pattern in PATTERNS) else None


def _turned(table: Table, columns: list[str]) -> Table:
    """One row per series and column: the series' name, the time (or the step) and the value."""
    frame, told = table.frame, [_told(name) for name in columns]
    labels = [str(name) for name in frame if name not in columns]
    ids = next((frame[name] for name in labels if frame[name].nunique() == len(frame)), None)
    if ids is None:
        ids = pd.Series([f"row {n}" for n in range(1, len(frame) + 1)], index=frame.index)
    title, rows = str(ids.name or "series"), len(frame)
    turned = pd.DataFrame({title: [one for one in ids for _ in columns]}, dtype=object)
    if all(told):
        turned["time"] = told * rows
    turned[VALUE] = frame[columns].to_numpy(dtype=object).ravel()
    if not all(told):  # steps: a shorter series ends earlier
        turned = turned[~turned[VALUE].map(lambda cell: cell is None or str(cell).strip() == "")]
    note = Note("rows_turned", {"rows": rows, "columns": len(columns)})
    series = title if rows > 1 else None
    return table.with_frame(turned.reset_index(drop=True), series, note)


def _months(table: Table) -> Table | None:
    """A year per row and a column per month, put below each other."""
    names = [str(name) for name in table.frame]
    months = {name: month_number(name) for name in names if len(name) <= 10}
    months = {name: number for name, number in months.items() if number == number}
    years = parse_numbers(table.frame[names[0]])
    if sorted(months.values()) != list(range(1, 13)) or years is None or names[0] in months:
        return None
    if not years.between(1000, 2200).all() or not years.is_unique:
        return None
    year = np.repeat(years.to_numpy(dtype=np.float64), 12)
    month = np.array(list(months.values()) * len(years), dtype=np.float64)
    one = np.ones(len(year))
    stacked = pd.DataFrame({"time": stamps(year, month, one, 0 * one).dt.strftime("%Y-%m")}, dtype=object)
    stacked[VALUE] = table.frame[list(months)].to_numpy(dtype=object).ravel()
    note = Note("months_stacked", {"years": len(years)})
    return table.with_frame(stacked, None, note)
