"""Several rows for one time: repeated rows, several series one below the other, values to be combined."""

import re
from typing import Any

import numpy as np
import pandas as pd

from core.data.choices import COMBINE
from core.data.cleaning import COLUMN_LIMIT, Step, shown
from core.errors import UserError
from core.notes import Note

MOST_MEMBERS = 2_000  # series that can be chosen among
ID_LIKE = re.compile(
    r"^(unique_?id|series(_?(id|name|code))?|id|ticker|tickers|symbol|item(_?(id|nbr))?|store(_?(id|nbr))?|stock|asset"
    r"|code|sku|product|station|sensor|site|city|country|region|名称|代码|股票代码|证券代码|股票|城市|地区|门店)$",
    re.IGNORECASE,
)


def names_of(column: pd.Series) -> pd.Series:
    """The cells of a column as names of series; 3.0 is called 3."""
    return column.map(_name_of).astype(object)


def series_columns(frame: pd.DataFrame, times: pd.Series | None, left_out: tuple[str, ...] = ()) -> list[str]:
    """Columns that may name series, those first that tell all rows of one time apart.

    A column qualifies with at least two names, each for two rows or more on average.
    """
    found: dict[str, tuple[bool, bool, bool, int]] = {}
    for name in (str(name) for name in frame if name not in left_out):
        names = names_of(frame[name])
        count = names[names != ""].nunique()
        if not 2 <= count <= min(len(frame) / 2, MOST_MEMBERS) or _fractions(frame[name]):
            continue
        apart = times is not None and not pd.DataFrame({"t": times, "n": names}).duplicated().any()
        text = not names.str.fullmatch(r"[-+]?\d+([.,]\d+)?").all()
        found[name] = (not apart, not ID_LIKE.search(name), not text, count)
    return sorted(found, key=lambda name: found[name])


def without_repetitions(frame: pd.DataFrame, times: pd.Series) -> Step:
    """Drop rows of which every cell repeats another row's."""
    repeated = frame.assign(**{"\ufefftime": times}).astype(str).duplicated() & times.notna()
    if not repeated.any():
        return frame, []
    return frame[~repeated], [Note("repeated_rows_merged", {"count": int(repeated.sum())})]


def spread(
    values: pd.DataFrame,
    times: pd.Series | None,
    names: pd.Series,
    kept: tuple[str, ...],
    combine: str | None,
) -> tuple[pd.DataFrame, pd.Series | None, list[Note]]:
    """Give each series columns of its own; without times its rows are counted.

    Args:
        values: Numbers, one row per row of the table.
        names: Which series each row belongs to.
        kept: The series to take, in this order; empty takes all.

    Returns:
        One row per time, the times, and what was done.

    Raises:
        UserError: `unknown_series`, `too_many_series` or `different_values_at_one_time`.
    """
    members = list(dict.fromkeys(name for name in names if name))
    chosen = list(kept) or members
    if unknown := [name for name in chosen if name not in members]:
        raise UserError("unknown_series", name=unknown[0], known=", ".join(members[:20]))
    if len(chosen) * values.shape[1] > COLUMN_LIMIT:
        raise UserError(
            "too_many_series",
            series=len(chosen),
            columns=values.shape[1],
            limit=COLUMN_LIMIT // values.shape[1],
        )
    notes, parts = [Note("series_taken", {"names": ", ".join(chosen[:20]), "of": len(members)})], []
    for name in chosen:
        rows = (names == name).to_numpy()
        part, at, said = at_one_time(values[rows], None if times is None else times[rows], combine)
        notes += [note for note in said if note not in notes]
        index = pd.RangeIndex(len(part)) if at is None else pd.Index(at)
        parts.append(part.set_axis(index, axis=0).set_axis(_titles(values, name, len(chosen)), axis=1))
    joined = pd.concat(parts, axis=1)
    return joined.reset_index(drop=True), None if times is None else pd.Series(joined.index), notes


def at_one_time(
    values: pd.DataFrame, times: pd.Series | None, combine: str | None
) -> tuple[pd.DataFrame, pd.Series | None, list[Note]]:
    """One row per time.

    Raises:
        UserError: `different_values_at_one_time` if there are several and nobody said how to combine them.
    """
    if times is None or not (again := times.duplicated() & times.notna()).any():
        return values, times, []
    if combine is None:
        clashes = times[again].unique()
        raise UserError(
            "different_values_at_one_time", time=shown(pd.Timestamp(clashes[0])), count=len(clashes)
        )
    if combine not in COMBINE:
        raise UserError("setting_unknown_choice", setting="combine", value=combine, known=", ".join(COMBINE))
    groups = values.groupby(times.to_numpy(), sort=True)
    found = groups.sum(min_count=1) if combine == "sum" else groups.agg(combine)
    note = Note("rows_combined", {"how": combine, "rows": int(again.sum()) + len(times[again].unique())})
    return found.reset_index(drop=True), pd.Series(found.index), [note]


def _titles(values: pd.DataFrame, name: str, chosen: int) -> list[str]:
    if chosen == 1:
        return [str(column) for column in values]
    return [name] if values.shape[1] == 1 else [f"{column} {name}" for column in values]


def _name_of(cell: Any) -> str:
    if cell is None or cell is pd.NA or cell is pd.NaT or (isinstance(cell, float) and np.isnan(cell)):
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def _fractions(column: pd.Series) -> bool:
    numbers = pd.to_numeric(column.head(500), errors="coerce").dropna()
    return bool((numbers % 1 != 0).any())
