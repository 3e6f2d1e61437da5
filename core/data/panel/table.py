"""From cells to many series: a long table, a column for each, or a row for each."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from core.arrays import Floats, Ints
from core.data.cleaning import shown
from core.data.frame import Dataset
from core.data.frequency import infer_frequency
from core.data.gaps import with_missing_times
from core.data.keys import names_of
from core.data.panel.choices import PanelChoices
from core.data.panel.columns import Roles, Rows, categories_of, last_places, roles_of
from core.data.panel.dataset import Panel
from core.data.panel.long import Long, combined, long_of, stacked
from core.data.series import rows_of_times
from core.data.table import Table
from core.errors import UserError
from core.names import plain_name
from core.notes import Note

MOST_SERIES = 10_000
MOST_VALUES = 6_000_000  # cells of all columns
FEWEST = 3  # measured values of a series
SHOWN = 5  # series that a note names
STEP = "step"


def panel_of(tables: Sequence[Table], choices: PanelChoices, name: str | None = None) -> Panel:
    """Bring a table, or several below each other, into the shape of many series.

    Args:
        name: What they are called together; by default as the first one.

    Raises:
        UserError: What makes a table unreadable, and `panel_series_unnamed`, `panel_names_unique`,
            `panel_units_differ`, `panel_times_twice`, `panel_too_many_series`, `panel_too_many_values`,
            `panel_all_too_short`, what `stacked`, `roles_of` and `categories_of` raise.
    """
    if choices.wide:  # told before ten thousand columns are read
        _check_size(max(len(table.frame.columns) for table in tables) - len(choices.known or ()) - 1, 0)
    alone = len(tables) == 1
    parts = [long_of(rows_of_times(table, choices.file), choices, alone=alone) for table in tables]
    long = combined(stacked(parts), choices)
    names = list(dict.fromkeys(long.names))
    _check_size(len(names), len(long.names) * max(len(long.numbers), 1))
    grid, places = _grid(long)
    rows = Rows(pd.Index(names).get_indexer(long.names).astype(np.int64), places, len(names))
    _require_apart(rows, names, long)
    roles = roles_of(long.numbers, [str(name) for name in long.texts], rows, choices)
    return _made(long, rows, names, grid, roles, name or tables[0].name, choices)


def _check_size(series: int, values: int) -> None:
    if series > MOST_SERIES:
        raise UserError("panel_too_many_series", count=series, limit=MOST_SERIES)
    if values > MOST_VALUES:
        raise UserError("panel_too_many_values", count=values, limit=MOST_VALUES)


def _grid(long: Long) -> tuple[pd.Index, Ints]:
    """The common times, those that no series has included, and the place of each row on them."""
    if long.times.dtype.kind != "M":
        steps = long.times.to_numpy(dtype=np.int64)
        if long.aligned:  # each ends with the last step
            lengths = long.names.map(long.names.value_counts()).to_numpy(dtype=np.int64)
            steps = steps + lengths.max() - lengths
        steps = steps - steps.min()
        return pd.RangeIndex(int(steps.max()) + 1, name=STEP), steps
    index = pd.DatetimeIndex(np.unique(long.times.to_numpy().astype("datetime64[us]")), name="time")
    frame = pd.DataFrame({"": np.zeros(len(index))}, index=index)
    whole = with_missing_times(Dataset(frame, "", "upload", "", infer_frequency(index)))
    grid = whole.frame.index
    return grid, grid.get_indexer(pd.DatetimeIndex(long.times)).astype(np.int64)


def _require_apart(rows: Rows, names: list[str], long: Long) -> None:
    """Raise `panel_times_twice` where a series has two rows at one time."""
    pairs = pd.Series(rows.series * (int(rows.places.max()) + 1) + rows.places)
    if (twice := pairs.duplicated()).any():
        row = int(np.argmax(twice.to_numpy()))
        time = long.times.iloc[row]
        told = shown(pd.Timestamp(time)) if long.times.dtype.kind == "M" else f"{time:g}"
        raise UserError(
            "panel_times_twice", series=names[rows.series[row]], time=told, count=int(twice.sum())
        )


def _made(
    long: Long, rows: Rows, names: list[str], grid: pd.Index, roles: Roles, name: str, choices: PanelChoices
) -> Panel:  # fmt: skip
    """Series that are long enough, each from its first measured value to the last row that says anything."""
    values, notes = long.numbers[roles.target], [*long.notes, *roles.notes]
    there = np.isfinite(values)
    counts = np.bincount(rows.series[there], minlength=rows.count)
    kept = np.flatnonzero(counts >= FEWEST)
    if short := [names[place] for place in np.flatnonzero(counts < FEWEST)]:
        facts = {"count": len(short), "series": short[:SHOWN], "fewest": FEWEST}
        if not len(kept):
            raise UserError("panel_all_too_short", **facts)
        notes.append(Note("panel_series_too_short", facts))
    starts = np.full(rows.count, len(grid), dtype=np.int64)
    np.minimum.at(starts, rows.series[there], rows.places[there])
    ahead = [last_places(long.numbers[name], rows) for name in roles.known]
    ends = np.max([last_places(values, rows), *ahead], axis=0) + 1
    lengths = (ends - starts)[kept]
    offsets = np.full(rows.count, -1, dtype=np.int64)
    offsets[kept] = np.cumsum(lengths) - lengths
    inside = (offsets[rows.series] >= 0) & (rows.places >= starts[rows.series])
    inside &= rows.places < ends[rows.series]
    at = (offsets[rows.series] + rows.places - starts[rows.series])[inside]

    def laid(columns: tuple[str, ...]) -> Floats:
        found = np.full((int(lengths.sum()), len(columns)), np.nan)
        for place, column in enumerate(columns):
            found[at, place] = long.numbers[column][inside]
        return found

    fixed = [_category(long, rows, column) for column in roles.fixed]
    codes = [one[0][kept] for one in fixed]
    return Panel(
        laid((roles.target,))[:, 0], laid(roles.known), laid(roles.past),
        np.stack(codes, axis=1) if codes else np.empty((len(kept), 0), dtype=np.int64),
        lengths, starts[kept], tuple(names[place] for place in kept), grid, plain_name(name) or "upload",
        "upload", roles.target, roles.known, roles.past, roles.fixed, tuple(one[1] for one in fixed),
        tuple(notes),
    )  # fmt: skip


def _category(long: Long, rows: Rows, column: str) -> tuple[Ints, tuple[str, ...]]:
    cells = long.texts[column] if column in long.texts else pd.Series(long.numbers[column])
    return categories_of(names_of(pd.DataFrame({column: cells}), (column,)), rows, column)
