"""Tables that lie on their side: one row per series, or one row per year with a column per month."""

import re
from itertools import pairwise

import numpy as np
import pandas as pd

from core.data.keys import BETWEEN, names_of
from core.data.month_names import month_number
from core.data.names_of_columns import is_identifier
from core.data.numbers import parse_numbers
from core.data.stamps import stamps
from core.data.table import Table
from core.data.time_patterns import is_time
from core.data.times import parse_times
from core.errors import UserError
from core.notes import Note

FEWEST = 3  # columns called by times that make a table a wide one
MANY = 12  # columns called by the numbers of steps
VALUE = "value"
TURNED = ("rows_turned", "months_stacked")  # notes of what was turned
_STEP = re.compile(
    r"^(v|d|t|h|w|m|q|x|day|week|month|step|hour|quarter|period|)[ _.-]?(\d{1,6})$", re.IGNORECASE
)
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
    numeric = [name for name in times if _numeric(table.frame[name])]
    wide = len(times) >= max(FEWEST, len(others) / 2) and len(numeric) >= 0.9 * len(times)
    if not wide and layout is None:
        times = _numbered_steps(table.frame)
        if not times:
            return table
    if len(times) < FEWEST:
        first = names[0] if parse_numbers(table.frame[names[0]]) is None else None
        times = [name for name in names if name != first and _numeric(table.frame[name])]
    if not times:
        raise UserError("no_rows_of_series")
    return _turned(table, times)


def _numbered_steps(frame: pd.DataFrame) -> list[str]:
    """Columns called V2, V3 … or d_1, d_2 … behind names of which no two rows share one."""
    names = [str(name) for name in frame]
    numbered = [_STEP.match(name) for name in names]
    steps = [name for name, match in zip(names, numbered, strict=True) if match is not None]
    places = [(match[1].casefold(), int(match[2])) for match in numbered if match is not None]
    even = all(one == (before[0], before[1] + 1) for before, one in pairwise(places))
    labels = [name for name in names if name not in steps]
    if len(steps) == len(names) and even:  # R calls the first column V1, whatever is in it
        labels, steps = steps[:1], steps[1:]
    if len(steps) < MANY or not even or len(labels) > len(steps) / 2:
        return []
    texts = [name for name in labels if not _numeric(frame[name])]
    if not texts or names_of(frame, texts).duplicated().any() or _are_times(frame[texts[0]]):
        return []
    return steps if sum(_numeric(frame[name]) for name in steps) >= 0.9 * len(steps) else []


def _are_times(column: pd.Series) -> bool:
    try:
        return parse_times(column) is not None
    except UserError:
        return True  # ambiguous between day and month


def _numeric(column: pd.Series) -> bool:
    return parse_numbers(column) is not None


def _told(name: str) -> str | None:
    """The time that a column's name tells."""
    if (year := _YEAR.match(name)) is not None:
        return year[1]
    return name if len(name) >= 6 and is_time(name) else None


def _turned(table: Table, columns: list[str]) -> Table:
    """One row per series and column: the series' name, the time (or the step) and the value."""
    frame, names = table.frame, [_told(name) for name in columns]
    labels = [str(name) for name in frame if name not in columns]
    title, ids = _called(frame, labels)
    rows = len(frame)
    turned = pd.DataFrame({title: np.repeat(ids.to_numpy(), len(columns))}, dtype=object)
    if all(names):
        turned["time"] = names * rows
    turned[VALUE] = frame[columns].to_numpy(dtype=object).ravel()
    if not all(names):  # steps: a shorter series ends earlier
        turned = turned[~turned[VALUE].map(lambda cell: cell is None or str(cell).strip() == "")]
    notes = [Note("rows_turned", {"rows": rows, "columns": len(columns), "names": title})]
    if beside := [name for name in labels if _numeric(frame[name]) and name not in title.split(BETWEEN)]:
        notes.append(Note("columns_not_turned", {"columns": beside}))
    return table.with_frame(turned.reset_index(drop=True), title if rows > 1 else None, *notes)


def _called(frame: pd.DataFrame, labels: list[str]) -> tuple[str, pd.Series]:
    """What series are called: by as many text columns as tell more of them apart, else by a column of ids."""
    texts = [name for name in labels if not _numeric(frame[name])]
    whole = [name for name in labels if name not in texts and _is_whole(frame[name])]
    used: list[str] = []
    kinds = 1
    for name in (*texts, *whole):
        found = names_of(frame, [*used, name])
        if kinds < found.nunique() and (name in texts or is_identifier(name) or found.is_unique):
            used, kinds = [*used, name], found.nunique()
    used = used or texts[:1]
    names = names_of(frame, used) if used else pd.Series("series", index=frame.index, dtype=object)
    again = names.groupby(names).cumcount()
    return BETWEEN.join(used) or "series", names.where(
        again == 0, names + " (" + (again + 1).astype(str) + ")"
    )


def _is_whole(column: pd.Series) -> bool:
    numbers = parse_numbers(column)
    return numbers is not None and bool((numbers.dropna() % 1 == 0).all())


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
    notes = [Note("months_stacked", {"years": len(years)})]
    if beside := [name for name in names[1:] if name not in months]:
        notes.append(Note("columns_not_turned", {"columns": beside}))
    return table.with_frame(stacked, None, *notes)
