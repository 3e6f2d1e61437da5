"""Many series as Parquet, with what is known of them to be read alone."""

import io
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from core.arrays import Bools, Floats
from core.data.calendars import future_times
from core.data.described import about_of, require_same, to_bytes, unbroken
from core.data.frequency import microseconds
from core.data.panel.dataset import Panel
from core.data.panel.facts import Drawn, PanelFacts, time_of
from core.notes import Note

FORMAT = b"unrolled.panel"
BLOCK = 50_000  # rows in each part of the file
DRAWN = 6  # series
MOST_POINTS = 200  # of each


def facts_of(data: Panel) -> PanelFacts:
    """Gather them."""
    ends = data.starts + data.measured
    last, each = int(ends.max()), list(data.each())
    blanks = sum(int(np.isnan(one[:rows]).sum()) for one, rows in zip(each, data.measured, strict=True))
    chosen = np.unique(np.linspace(0, len(data) - 1, DRAWN).round().astype(int))
    return PanelFacts(
        data.sha256, data.name, data.source, data.column, data.known_names, data.past_names, data.fixed_names,
        [len(one) for one in data.categories], len(data), int(data.measured.min()),
        int(np.median(data.measured)), int(data.measured.max()), blanks, int((ends < last).sum()),
        *_ahead(data, last), data.measured.tolist(), data.frequency, time_of(data.grid, 0),
        time_of(data.grid, last - 1), data.notes, tuple(_drawn(data, place) for place in chosen),
    )  # fmt: skip


def _ahead(data: Panel, last: int) -> tuple[int, str, str]:
    """Steps for which every series that goes on to the end has all of what is known ahead; who lacks more."""
    if not data.known_names:
        return 0, "", ""
    ends = np.flatnonzero(data.starts + data.measured == last)
    rows = {}
    for place in ends:
        begin = data.offsets[place] + data.measured[place]
        there: Bools = np.isfinite(data.known[begin : data.offsets[place + 1]].sum(axis=1))
        rows[place] = len(there) if there.all() else int(np.argmin(there))
    least = min(rows, key=lambda place: rows[place])
    beyond = last + rows[least] - len(data.grid)
    grid = data.grid.append(future_times(data.times(), beyond + 1).index) if beyond >= 0 else data.grid
    return rows[least], data.ids[least], time_of(grid, last + rows[least])


def _drawn(data: Panel, place: int) -> Drawn:
    rows = data.measured[place]
    steps = np.unique(np.linspace(0, rows - 1, MOST_POINTS).round().astype(int))
    values = data.target[data.offsets[place] + steps]
    times = [time_of(data.grid, int(data.starts[place] + step)) for step in steps]
    return Drawn(data.ids[place], times, [None if np.isnan(one) else float(one) for one in values])


def panel_to_parquet(data: Panel) -> bytes:
    """Write many series, a row for each of theirs, and what is known of them."""
    columns = {"target": data.target}
    columns |= {f"known {place}": column for place, column in enumerate(data.known.T)}
    columns |= {f"past {place}": column for place, column in enumerate(data.past.T)}
    stamps = microseconds(data.grid).tolist() if isinstance(data.grid, pd.DatetimeIndex) else len(data.grid)
    about = asdict(facts_of(data)) | {
        "notes": [[note.key, note.facts] for note in data.notes],
        "grid": stamps, "lengths": data.lengths.tolist(), "starts": data.starts.tolist(),
        "fixed": data.fixed.tolist(), "ids": list(data.ids), "categories": data.categories,
    }  # fmt: skip
    table = pa.table({name: pa.array(values) for name, values in columns.items()})
    return to_bytes(table, FORMAT, about, BLOCK)


def panel_from_parquet(body: bytes) -> Panel:
    """Read many series back exactly as they were.

    Raises:
        UserError: `not_a_dataset` if the bytes are not what was written, or were changed since.
    """
    with unbroken():
        table = pq.read_table(io.BytesIO(body))
        about = about_of(table.schema, FORMAT)
        data = _panel(table, about)
    require_same(about["sha256"], data.sha256)
    return data


def read_panel_facts(path: Path) -> PanelFacts:
    """Read the facts of a file, and nothing else; raises as `panel_from_parquet`."""
    with unbroken():
        about = about_of(pq.read_schema(path), FORMAT)
        return PanelFacts(**{name: about[name] for name in PanelFacts.__dataclass_fields__} | _exact(about))


def _exact(about: dict[str, Any]) -> dict[str, Any]:
    """What JSON has no kind of its own for."""
    names = ("known", "past", "fixed_names")
    return {name: tuple(about[name]) for name in names} | {
        "notes": tuple(Note(key, facts) for key, facts in about["notes"]),
        "drawn": tuple(Drawn(**one) for one in about["drawn"]),
    }


def _panel(table: Any, about: dict[str, Any]) -> Panel:
    def stacked(kind: str, names: list[str]) -> Floats:
        columns = [table.column(f"{kind} {place}").to_numpy() for place in range(len(names))]
        return np.stack(columns, axis=1) if columns else np.empty((table.num_rows, 0))

    stamps, fixed = about["grid"], np.array(about["fixed"], dtype=np.int64)
    grid: pd.Index
    if isinstance(stamps, int):
        grid = pd.RangeIndex(stamps, name="step")
    else:
        grid = pd.DatetimeIndex(np.array(stamps, dtype="datetime64[us]"), name="time")
    return Panel(
        table.column("target").to_numpy(), stacked("known", about["known"]), stacked("past", about["past"]),
        fixed.reshape(len(about["ids"]), -1), np.array(about["lengths"], dtype=np.int64),
        np.array(about["starts"], dtype=np.int64), tuple(about["ids"]), grid, about["name"], about["source"],
        about["column"], tuple(about["known"]), tuple(about["past"]), tuple(about["fixed_names"]),
        tuple(tuple(one) for one in about["categories"]),
        tuple(Note(key, facts) for key, facts in about["notes"]),
    )  # fmt: skip


def read_panel_table(path: Path) -> Panel:
    """Read all of a file; raises as `panel_from_parquet`."""
    with unbroken():
        body = path.read_bytes()
    return panel_from_parquet(body)
