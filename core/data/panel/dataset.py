"""The one shape that many series take, whatever they came from."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from core.arrays import Floats, Ints
from core.data.frame import Dataset
from core.data.frequency import infer_frequency, microseconds
from core.notes import Note


@dataclass(frozen=True, eq=False)
class Panel:
    """Series on one common grid of times, one below the other; NaN stands where nothing was measured.

    A series has a row for each time from its first measured value on; the rows behind its last one hold what
    is known ahead.
    """

    target: Floats  # (rows of all series,)
    known: Floats  # (rows, columns known ahead)
    past: Floats  # (rows, columns known up to the present)
    fixed: Ints  # (series, fixed columns): places in `categories`
    lengths: Ints  # (series,) rows of each
    starts: Ints  # (series,) place of its first row on the grid
    ids: tuple[str, ...]
    grid: pd.Index  # times of all rows, regular; or counted steps
    name: str  # shown to people
    source: str  # "sample" or "upload"
    column: str  # what the target is called
    known_names: tuple[str, ...] = ()
    past_names: tuple[str, ...] = ()
    fixed_names: tuple[str, ...] = ()
    categories: tuple[tuple[str, ...], ...] = ()  # of each fixed column
    notes: tuple[Note, ...] = ()  # what was done while reading

    def __len__(self) -> int:
        return len(self.lengths)

    @property
    def frequency(self) -> str | None:
        """pandas offset alias of the grid; None for counted steps."""
        return infer_frequency(self.grid)

    @cached_property
    def offsets(self) -> Ints:
        """Where each series begins in the arrays, and behind the last one their end; (series + 1,)."""
        return np.concatenate([[0], np.cumsum(self.lengths)])

    @cached_property
    def measured(self) -> Ints:
        """Rows of each series up to its last measured value, (series,)."""
        return np.array([np.flatnonzero(~np.isnan(one))[-1] + 1 for one in self.each()], dtype=np.int64)

    @cached_property
    def sha256(self) -> str:
        """Hash of the content: values, roles and times, but neither the name nor the notes."""
        told = [
            "many series", list(self.ids), self.column, list(self.known_names), list(self.past_names),
            list(self.fixed_names), [list(one) for one in self.categories], len(self.grid),
        ]  # fmt: skip
        digest = hashlib.sha256(json.dumps(told).encode())
        for part in (self.lengths, self.starts, self.fixed):
            digest.update(part.astype("<i8").tobytes())
        if isinstance(self.grid, pd.DatetimeIndex):
            digest.update(microseconds(self.grid).astype("<i8").tobytes())
        for table in (self.target, self.known, self.past):
            whole = table.astype("<f8") + 0.0  # -0.0 equals 0.0
            digest.update(np.where(np.isnan(whole), np.nan, whole).tobytes())
        return digest.hexdigest()

    def each(self) -> Iterator[Floats]:
        """The target of one series after another, blanks and rows to come included."""
        return iter(np.split(self.target, self.offsets[1:-1]))

    def times(self) -> Dataset:
        """The grid as an empty data set, which knows the times that follow it."""
        frame = pd.DataFrame({self.column: np.zeros(len(self.grid))}, index=self.grid)
        return Dataset(frame, self.name, self.source, self.column, self.frequency)
