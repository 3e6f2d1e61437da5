"""The rows of one target: where it was measured, and where it was not. What was not is never truth."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from core.arrays import Bools, Ints
from core.data.calendars import future_times
from core.data.cleaning import shown
from core.data.frame import Dataset
from core.data.gaps import closed_weekdays, has_gaps, is_irregular, missing_between, with_missing_times
from core.data.report import require_target
from core.errors import UserError
from core.notes import Note

NAMED = 3  # times without a row that are named


@dataclass(frozen=True, eq=False)
class Measured:
    """A data set as one target has it, with a row for every usual time.

    The series reaches from the first measured value to the last. Blanks in between may be filled for what
    reads them; as truth they do not exist.
    """

    brought: Dataset  # as it is kept
    whole: Dataset  # with a blank row for each missing time
    target: str

    @cached_property
    def _places(self) -> Ints:
        return np.flatnonzero(self.whole.frame[self.target].notna().to_numpy())

    @property
    def frame(self) -> pd.DataFrame:
        """The rows from the first measured value of the target to the last."""
        return self.whole.frame.iloc[self._places[0] : self._places[-1] + 1]

    @property
    def data(self) -> Dataset:
        """These rows as a data set."""
        return replace(self.whole, frame=self.frame)

    @property
    def values(self) -> pd.Series:
        """The target, NaN where it was not measured; the first and the last value are."""
        return self.frame[self.target]

    @property
    def known(self) -> Bools:
        """Where it was measured, shape (time,)."""
        known: Bools = self.values.notna().to_numpy()
        return known

    @property
    def first_row(self) -> int:
        """The place of the first value among the rows that were brought."""
        return int(self.brought.frame[self.target].notna().to_numpy().argmax())

    @property
    def later(self) -> pd.Index:
        """The times of the rows after the last value."""
        return self.whole.frame.index[self._places[-1] + 1 :]

    @property
    def without_row(self) -> pd.Index:
        """The times between the first and the last value that had no row at all."""
        return self.frame.index.difference(self.brought.frame.index)

    @property
    def absent(self) -> int:
        """How many times between the first and the last value had no row at all."""
        inside = int(np.searchsorted(self.brought.frame.index, self.values.index[-1], side="right"))
        return len(self.frame) - (inside - self.first_row)

    def ahead(self, steps: int) -> tuple[pd.Index, bool]:
        """The times of the next steps, and whether they are provisional: those of later rows come first."""
        rows = self.later[:steps]
        if len(rows) == steps:
            return rows, False
        beyond = future_times(self.whole, steps - len(rows))
        return (rows.append(pd.Index(beyond.index)) if len(rows) else beyond.index), beyond.provisional

    def place(self, row: int) -> int:
        """The first row that was brought of those from a row of the series on."""
        if isinstance(self.whole.frame.index, pd.DatetimeIndex):
            return int(np.searchsorted(self.brought.frame.index, self.frame.index[row]))
        return self.first_row + row


def measured(data: Dataset, target: str, gaps: str = "left_out") -> Measured:
    """Find the rows of a target.

    Args:
        gaps: "left_out" puts blank rows in for times that have none; "refuse" takes no series with gaps.

    Raises:
        UserError: `target_missing`, `all_missing`, `constant_target`; `times_missing` where gaps are refused.
    """
    require_target(data, target)
    if gaps == "refuse" and has_gaps(data):
        raise UserError("times_missing", count=int(missing_between(data).sum()))
    return Measured(data, with_missing_times(data), target)


def as_it_stands(data: Dataset, target: str) -> Measured:
    """The rows as they were taken before blanks were told from values: to read results of that time."""
    column = data.frame[target].ffill()
    return Measured(data, replace(data, frame=data.frame.assign(**{target: column})), target)


def measured_notes(rows: Measured, further: tuple[str, ...] = ()) -> list[Note]:
    """What was never measured, and what becomes of it; nothing where all was.

    Args:
        further: Columns that are read beside the target.
    """
    name, brought = rows.target, rows.brought
    blank, absent = int((~rows.known).sum()), rows.absent
    notes = []
    if rows.first_row:
        notes.append(Note("rows_before", {"column": name, "count": rows.first_row}))
    if later := len(rows.later):
        notes.append(Note("rows_after", {"column": name, "count": later}))
    if blank > absent:
        notes.append(Note("blanks_inside", {"column": name, "count": blank - absent}))
    if absent:
        first = [shown(time) for time in rows.without_row[:NAMED]]
        told = [*first, "…"] if absent > NAMED else first
        notes.append(Note("times_without_row", {"count": absent, "times": told}))
    if is_irregular(brought) and missing_between(brought).any():
        notes.append(Note("times_irregular"))
    if closed := closed_weekdays(brought):
        notes.append(Note("weekdays_closed", {"count": closed}))
    known = (column for column in further if column in rows.frame)
    return notes + [note for column in known for note in _filled(rows, column)]


def _filled(rows: Measured, column: str) -> list[Note]:
    """How many blanks of a further column are filled, and how."""
    there = rows.frame.loc[rows.frame.index.isin(rows.brought.frame.index), column]
    blank = there.isna()
    begins = int((blank & there.ffill().isna()).sum())
    facts = {"column": column, "count": int(blank.sum()) - begins, "begins": begins}
    if not blank.any():
        return []
    if not begins:
        return [Note("column_filled", facts)]
    return [Note("column_begins_later" if facts["count"] == 0 else "column_filled_and_begins", facts)]
