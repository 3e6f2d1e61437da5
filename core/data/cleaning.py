"""The steps that turn a table into a canonical frame; each says what it did."""

from typing import Any

import numpy as np
import pandas as pd

from core.data.frequency import DAY
from core.data.times import parse_times
from core.errors import UserError
from core.names import plain_name
from core.notes import Note

ROW_LIMIT = 200_000
COLUMN_LIMIT = 50  # columns that one experiment uses
TABLE_LIMIT = 1_000  # columns that there are to choose from
LONGEST_NAME = 300  # letters of a column's name
AREA_LIMIT = (ROW_LIMIT + 1) * COLUMN_LIMIT  # cells

Step = tuple[pd.DataFrame, list[Note]]


def check_size(rows: int, columns: int) -> None:
    """Refuse tables beyond what can be chosen from.

    Raises:
        UserError: `too_many_cells`, with rows, columns and both limits.
    """
    if rows > ROW_LIMIT or columns > TABLE_LIMIT or rows * columns > AREA_LIMIT:
        raise UserError(
            "too_many_cells", rows=rows, columns=columns, row_limit=ROW_LIMIT, column_limit=TABLE_LIMIT
        )


def distinct_names(names: list[Any]) -> list[str]:
    """Name every column plainly: `column_<n>` where there is no name, `_2` for the second of a name."""
    taken: set[str] = set()
    counted: dict[str, int] = {}  # the last number that each name got: those before it are taken
    result = []
    for place, name in enumerate(names, start=1):
        plain = plain_name(str(name)[:LONGEST_NAME]) or f"column_{place}"
        unique, count = plain, counted.get(plain, 1)
        while unique in taken:
            count += 1
            unique = f"{plain}_{count}"
        counted[plain] = count
        taken.add(unique)
        result.append(unique)
    return result


def with_time_index(frame: pd.DataFrame, time: str | None) -> Step:
    """Move the time column into the index; without one keep an index of times or count plain steps."""
    if time is None:
        if not isinstance(frame.index, pd.DatetimeIndex):
            return frame.reset_index(drop=True), []
        times = frame.index.to_series(index=pd.RangeIndex(len(frame)))
        frame = frame.reset_index(drop=True)
    else:
        if time not in frame.columns:
            raise UserError("unknown_column", column=time, known=list(frame.columns))
        times, frame = frame[time].reset_index(drop=True), frame.drop(columns=time).reset_index(drop=True)
    found = parse_times(times)
    if found is None:
        raise UserError(
            "time_unreadable", column=time or "", example=str(times.iloc[0]) if len(times) else ""
        )
    known = found.notna()
    notes = [Note("rows_without_time", {"count": int((~known).sum())})] if not known.all() else []
    indexed = frame[known.to_numpy()].set_axis(pd.DatetimeIndex(found[known]).as_unit("us"))
    return indexed, notes


def numeric_only(frame: pd.DataFrame) -> Step:
    """Keep the columns of numbers, as float64; name the ones that were left out."""
    numeric = {name: _floats(frame[name]) for name in frame if _is_numeric(frame[name])}
    kept = pd.DataFrame(
        {name: values for name, values in numeric.items() if not np.isnan(values).all()}, index=frame.index
    )
    texts = [str(name) for name in frame if name not in numeric]
    empty = [str(name) for name in numeric if name not in kept]
    notes = [
        Note(key, {"columns": names})
        for key, names in (("columns_left_out", texts), ("columns_empty", empty))
        if names
    ]
    return kept, notes


def usable_target(frame: pd.DataFrame, target: str) -> None:
    """Check that a wanted target is a column of numbers.

    Raises:
        UserError: `target_missing`, `target_not_numeric` or `all_missing`.
    """
    if target not in frame:
        raise UserError("target_missing", column=target, known=list(frame.columns))
    if frame[target].isna().all():
        raise UserError("all_missing", column=target)
    if not _is_numeric(frame[target]):
        raise UserError("target_not_numeric", column=target)


def finite_only(frame: pd.DataFrame, target: str | None) -> Step:
    """Leave out columns with infinite values, and name them with how many each has.

    Raises:
        UserError: `infinite_values` if the wanted target is one of them, or no other column is left.
    """
    counts = {str(name): int(np.isinf(frame[name].to_numpy()).sum()) for name in frame}
    bad = {name: count for name, count in counts.items() if count}
    refused = target if target in bad else next(iter(bad), None) if len(bad) == len(counts) else None
    if refused is not None:
        raise UserError("infinite_values", column=refused, count=bad[refused])
    told = [f"{name} ({count})" for name, count in bad.items()]
    return frame.drop(columns=list(bad)), [Note("columns_infinite", {"columns": told})] if bad else []


def without_empty_rows(frame: pd.DataFrame) -> Step:
    """Drop rows in which everything is missing.

    Among plain steps only those before the first and after the last value: to drop one in between would
    bring its neighbours closer together in time.
    """
    filled = ~frame.isna().all(axis=1).to_numpy()
    if isinstance(frame.index, pd.RangeIndex) and filled.any():
        places = np.flatnonzero(filled)
        filled[places[0] : places[-1] + 1] = True
    dropped = int((~filled).sum())
    kept = frame[filled]
    if not isinstance(frame.index, pd.DatetimeIndex):
        kept = kept.reset_index(drop=True)
    return kept, [Note("empty_rows_dropped", {"count": dropped})] if dropped else []


def sorted_once(frame: pd.DataFrame) -> Step:
    """Sort by time and merge rows that say the same thing about the same time.

    Raises:
        UserError: `different_values_at_one_time`, with the first such time and the number of such times.
    """
    if not isinstance(frame.index, pd.DatetimeIndex):
        return frame, []
    notes = []
    if not frame.index.is_monotonic_increasing:
        notes.append(Note("sorted", {"newest_first": bool(frame.index.is_monotonic_decreasing)}))
        frame = frame.sort_index(kind="stable")
    if frame.index.is_unique:
        return frame, notes
    keyed = frame.reset_index(
        names="\ufefftime"
    )  # a name that no column can have: names are stripped of this sign
    repeated = keyed.duplicated().to_numpy()
    merged = frame[~repeated]
    clashes = merged.index[merged.index.duplicated()].unique()
    if len(clashes):
        raise UserError("different_values_at_one_time", time=shown(clashes[0]), count=len(clashes))
    return merged, [*notes, Note("repeated_rows_merged", {"count": int(repeated.sum())})]


def shown(time: pd.Timestamp) -> str:
    """A time as a person writes it: the date alone at midnight."""
    text = str(time.isoformat(sep=" "))
    return text.removesuffix(" 00:00:00") if int(time.as_unit("us").asm8.astype("int64")) % DAY == 0 else text


def _is_numeric(values: pd.Series) -> bool:
    return bool(pd.api.types.is_numeric_dtype(values.dtype)) and values.dtype.kind != "c"


def _floats(values: pd.Series) -> np.ndarray[Any, np.dtype[np.float64]]:
    return values.to_numpy(dtype=np.float64, na_value=np.nan)
