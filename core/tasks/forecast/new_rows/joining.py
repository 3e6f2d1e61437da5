"""New rows put behind those that are known: compared, on one scale, in one data set."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from core.data.cleaning import check_size
from core.data.frame import Dataset
from core.errors import UserError
from core.notes import Note
from core.tasks.forecast.new_rows.history import STEADY, Compared, compared
from core.tasks.forecast.new_rows.placing import SAME, placed, told
from core.tasks.forecast.spec import ForecastSpec

FAR = 5.0  # times the largest step there ever was: without a row in common, these are rows of another series


@dataclass(frozen=True, eq=False)
class Joined:
    """All rows that are known by now, on the scale that networks were trained on."""

    data: Dataset
    arrived: pd.Series  # values of the target that nobody knew before, on that scale
    factor: float  # by which the target's history was multiplied since: what is told is multiplied by it
    notes: tuple[Note, ...]


def joined(base: Dataset, given: Dataset, task: ForecastSpec) -> Joined:
    """Put new rows behind those that are known.

    A file may hold all rows or the new ones alone. Where both have a row, the file's is taken, and what has
    changed is told; where all of a column's history was multiplied by one number, as by a split, its new rows
    are divided by it.

    Args:
        base: What was trained on, and what has come since.
        given: As it was read from a file or fetched.

    Raises:
        UserError: `rows_lack_columns`, `rows_older`, `no_newer_rows`, `rows_far_off`, `too_many_cells`, and
            what `placed` and `compared` raise.
    """
    columns = (task.target, *task.covariates)
    if lacking := [column for column in columns if column not in given.frame]:
        raise UserError("rows_lack_columns", columns=lacking, known=list(given.frame.columns))
    base = replace(base, target=task.target)
    frame, notes = placed(base, given)[list(columns)], []
    older = frame.index < base.frame.index[0]
    if older.all():
        raise UserError("rows_older", last=told(frame.index[-1]), first=told(base.frame.index[0]))
    if older.any():
        notes.append(Note("rows_before_known", {"count": int(older.sum())}))
        frame = frame[~older]
    _require_newer(base.frame[task.target], frame[task.target])
    found = {column: _compared(column, base, frame, task.target) for column in columns}
    _require_near(base.frame[task.target].dropna(), frame[task.target])
    notes += [note for one in found.values() for note in one.notes]
    return _together(base, frame, {column: one.factor for column, one in found.items()}, notes)


def _together(base: Dataset, frame: pd.DataFrame, factors: dict[str, float], notes: list[Note]) -> Joined:
    """The file's values where it has any others, else those that were known, to the bit."""
    index = base.frame.index.union(frame.index)
    if isinstance(index, pd.RangeIndex) or not isinstance(index, pd.DatetimeIndex):
        index = pd.RangeIndex(len(index), name="step")
    check_size(len(index), base.frame.shape[1])
    before = base.frame.reindex(index.rename(base.frame.index.name))
    now = frame.reindex(before.index)
    whole, target = before.copy(), base.target
    for column, factor in factors.items():
        old, new = before[column], now[column] / factor
        same = np.isclose(new, old, rtol=SAME if factor == 1 else STEADY, atol=0.0)
        whole[column] = old.where(same | new.isna(), new)
    arrived = whole[target][before[target].isna() & whole[target].notna()]
    return Joined(replace(base, frame=whole), arrived, factors[target], tuple(notes))


def _compared(column: str, base: Dataset, frame: pd.DataFrame, target: str) -> Compared:
    shared = base.frame.index.intersection(frame.index)
    before, now = base.frame.loc[shared, column], frame.loc[shared, column]
    return compared(column, before, now, require=column == target)


def _require_newer(known: pd.Series, given: pd.Series) -> None:
    last, newest = known.dropna().index[-1], given.dropna().index
    if not (newest > last).any():
        raise UserError("no_newer_rows", last=told(last))


def _require_near(known: pd.Series, given: pd.Series) -> None:
    """Where no row was there before, the first new one has to be one that the series can come to."""
    later = given[given.index > known.index[-1]].dropna()
    if given[given.index.isin(known.index)].notna().any() or not len(later):
        return
    largest = float(np.abs(np.diff(known.to_numpy())).max(initial=0.0))
    jump = abs(float(later.iloc[0]) - float(known.iloc[-1]))
    if jump > FAR * largest:
        raise UserError(
            "rows_far_off", column=str(known.name), value=float(later.iloc[0]), last=float(known.iloc[-1]),
            at=told(later.index[0]), largest=largest,
        )  # fmt: skip
