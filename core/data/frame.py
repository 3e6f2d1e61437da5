"""The one shape that every series takes, whatever it came from, and its Parquet form."""

import hashlib
import io
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from core.data import cleaning
from core.data.described import about_of, require_same, to_bytes, unbroken
from core.data.frequency import infer_frequency, microseconds
from core.data.suspicions import suspicions
from core.data.targets import suggest_target
from core.data.usual import Usual, usual_times
from core.errors import UserError
from core.names import plain_name
from core.notes import Note

FORMAT = b"unrolled.dataset"
BLOCK = 20_000  # rows hashed and written at a time: what is done at once is held twice


@dataclass(frozen=True, eq=False)
class Dataset:
    """A table of numbers in time order, checked once.

    The frame has a sorted unique index, time-zone-naive datetime64[us] or a RangeIndex of plain steps, and
    unique columns of float64 in which NaN means missing and nothing is infinite.
    """

    frame: pd.DataFrame
    name: str  # shown to people
    source: str  # "sample", "ticker" or "upload"
    target: str  # suggested column to forecast
    frequency: str | None  # pandas offset alias; None for plain steps
    calendar: str | None = None  # exchange_calendars code or "24/7"; prices only
    unit: str | None = None  # of the target
    notes: tuple[Note, ...] = ()  # what was done or noticed while loading
    read: dict[str, Any] = field(default_factory=dict)  # what was chosen to read its file, as plain data

    @cached_property
    def sha256(self) -> str:
        """Hash of the content: index, values, column names, frequency and calendar, but not the name."""
        digest = hashlib.sha256(json.dumps(self._described()).encode())
        if isinstance(self.frame.index, pd.DatetimeIndex):
            digest.update(microseconds(self.frame.index).astype("<i8").tobytes())
        for start in range(0, len(self.frame), BLOCK):
            values = self.frame.iloc[start : start + BLOCK].to_numpy(dtype="<f8") + 0.0  # -0.0 equals 0.0
            digest.update(np.where(np.isnan(values), np.nan, values).tobytes())
        return digest.hexdigest()

    @cached_property
    def usual(self) -> Usual | None:
        """The days of the week and times of day on which its rows fall, where those are not all."""
        return usual_times(self.frame.index, self.frequency)

    def _described(self) -> list[Any]:
        kind = "times" if isinstance(self.frame.index, pd.DatetimeIndex) else "steps"
        return [kind, list(self.frame.shape), list(self.frame.columns), self.frequency, self.calendar]


def canonical(
    frame: pd.DataFrame,
    *,
    name: str,
    source: str,
    time: str | None = None,
    target: str | None = None,
    calendar: str | None = None,
    unit: str | None = None,
    notes: Iterable[Note] = (),
) -> Dataset:
    """Bring a table into the canonical shape and say what had to be done.

    Args:
        time: Column of times; None keeps an index of times, or counts plain steps.
        target: Column to suggest as target; None chooses one (`suggest_target`).
        notes: Findings from before, kept in front.

    Raises:
        UserError: `no_rows`, `no_numeric_column`, `infinite_values`, `too_many_cells`, `time_unreadable`,
            `day_month_ambiguous`, `different_values_at_one_time`, `unknown_column`, `target_missing`,
            `target_not_numeric` or `all_missing`.
    """
    if frame.empty:
        raise UserError("no_rows")
    frame = frame.set_axis(cleaning.distinct_names(list(frame.columns)), axis=1)
    found = list(notes)
    frame = _with_steps(frame, found, lambda f: cleaning.with_time_index(f, time))
    if target is not None:
        cleaning.usable_target(frame, target)
    frame = _with_steps(frame, found, cleaning.numeric_only)
    if frame.columns.empty:
        raise UserError("no_numeric_column")
    cleaning.check_size(*frame.shape)
    steps = (cleaning.without_empty_rows, cleaning.sorted_once)
    frame = _with_steps(frame, found, lambda f: cleaning.finite_only(f, target), *steps)
    if frame.empty:
        raise UserError("no_rows")
    frame = frame.rename_axis(index="time" if isinstance(frame.index, pd.DatetimeIndex) else "step")
    return Dataset(
        frame=frame,
        name=plain_name(name) or source,
        source=source,
        target=target or suggest_target(frame),
        frequency=infer_frequency(frame.index),
        calendar=calendar,
        unit=unit,
        notes=(*found, *suspicions(frame, found), *_usual(frame, calendar)),
    )


def _usual(frame: pd.DataFrame, calendar: str | None) -> list[Note]:
    """What is said of usual days and times, unless an exchange's calendar tells them."""
    usual = usual_times(frame.index, infer_frequency(frame.index)) if calendar is None else None
    return usual.notes() if usual is not None else []


def to_parquet(dataset: Dataset) -> bytes:
    """Write a data set as Parquet; what is not a number goes into the schema as JSON."""
    index = dataset.frame.index
    columns = {str(name): pa.array(dataset.frame[name].to_numpy()) for name in dataset.frame}
    names = list(columns)
    arrays: list[Any] = list(columns.values())
    if isinstance(index, pd.DatetimeIndex):
        arrays.insert(0, pa.array(microseconds(index), type=pa.timestamp("us")))
        names.insert(0, _free_name(names))
    about = {
        "name": dataset.name,
        "source": dataset.source,
        "target": dataset.target,
        "frequency": dataset.frequency,
        "calendar": dataset.calendar,
        "unit": dataset.unit,
        "notes": [[note.key, note.facts] for note in dataset.notes],
        "times": isinstance(index, pd.DatetimeIndex),
        "sha256": dataset.sha256,
    } | ({"read": dataset.read} if dataset.read else {})
    return to_bytes(pa.table(arrays, names=names), FORMAT, about, BLOCK)


def from_parquet(body: bytes) -> Dataset:
    """Read a data set back exactly as it was.

    Raises:
        UserError: `not_a_dataset` if the bytes are not what `to_parquet` wrote, or were changed since.
    """
    with unbroken():
        table = pq.read_table(io.BytesIO(body))
        about = about_of(table.schema, FORMAT)
        notes = tuple(Note(key, facts) for key, facts in about.pop("notes"))
        promised, times = about.pop("sha256"), about.pop("times")
        dataset = Dataset(frame=_frame_of(table, times), notes=notes, **about)
    require_same(promised, dataset.sha256)
    return dataset


def _frame_of(table: Any, times: bool) -> pd.DataFrame:
    columns = {name: table.column(name).to_numpy() for name in table.column_names}
    index: pd.Index = pd.RangeIndex(table.num_rows, name="step")
    if times:
        stamps = columns.pop(table.column_names[0])
        index = pd.DatetimeIndex(stamps, name="time").as_unit("us")
    return pd.DataFrame(columns, index=index, dtype=np.float64)


def _free_name(taken: list[str]) -> str:
    name = "time"
    while name in taken:
        name += "_"
    return name


def _with_steps(
    frame: pd.DataFrame, notes: list[Note], *steps: Callable[[pd.DataFrame], cleaning.Step]
) -> pd.DataFrame:
    for step in steps:
        frame, found = step(frame)
        notes += found
    return frame
