"""Facts about a data set that a person should see before anything is trained on it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas.tseries.frequencies import to_offset

from core.arrays import Ints
from core.data.calendars import missing_sessions
from core.data.frame import Dataset
from core.data.frequency import microseconds
from core.errors import UserError
from core.notes import Note

SHOWN = 5  # gaps listed by name


@dataclass(frozen=True)
class Gap:
    """A stretch of time stamps that the frequency leads one to expect and that are not there."""

    after: pd.Timestamp  # last stamp before it
    before: pd.Timestamp  # first stamp after it
    missing: int


@dataclass(frozen=True)
class DataReport:
    """What a data set holds; the target's figures are in its own unit."""

    rows: int
    columns: int
    first: pd.Timestamp | int
    last: pd.Timestamp | int
    frequency: str | None
    missing: dict[str, int]  # empty cells per column, columns without any left out
    missing_times: int  # stamps missing against the frequency or the exchange's sessions
    gaps: tuple[Gap, ...]  # the longest ones, longest first
    constant: tuple[str, ...]  # columns that never change
    minimum: float
    mean: float
    maximum: float
    notes: tuple[Note, ...]


def data_report(dataset: Dataset, target: str) -> DataReport:
    """Gather the facts.

    Raises:
        UserError: as `require_target`, except that a constant target is reported, not refused.
    """
    frame, values = dataset.frame, _target(dataset, target)
    counts = frame.isna().sum()
    first, last = frame.index[0], frame.index[-1]
    missing_times, gaps = _gaps(dataset)
    return DataReport(
        rows=len(frame),
        columns=frame.shape[1],
        first=first if isinstance(first, pd.Timestamp) else int(first),
        last=last if isinstance(last, pd.Timestamp) else int(last),
        frequency=dataset.frequency,
        missing={str(name): int(count) for name, count in counts.items() if count},
        missing_times=missing_times,
        gaps=gaps,
        constant=tuple(str(name) for name in frame if frame[name].nunique() == 1),
        minimum=float(values.min()),
        mean=float(values.mean()),
        maximum=float(values.max()),
        notes=dataset.notes,
    )


def require_target(dataset: Dataset, target: str) -> None:
    """Check that a column can be forecast at all.

    Raises:
        UserError: `target_missing` (with the columns there are), `all_missing` or `constant_target`.
    """
    values = _target(dataset, target)
    if values.nunique() == 1:
        raise UserError("constant_target", column=target, value=float(values.iloc[0]))


def _target(dataset: Dataset, target: str) -> pd.Series:
    if target not in dataset.frame:
        raise UserError("target_missing", column=target, known=", ".join(dataset.frame.columns))
    values = dataset.frame[target].dropna()
    if values.empty:
        raise UserError("all_missing", column=target)
    return values


def _gaps(dataset: Dataset) -> tuple[int, tuple[Gap, ...]]:
    index = dataset.frame.index
    if not isinstance(index, pd.DatetimeIndex) or dataset.frequency is None:
        return 0, ()
    missing = _missing_between(dataset, index, dataset.frequency)
    longest = [int(place) for place in np.argsort(-missing, kind="stable")[:SHOWN] if missing[place] > 0]
    gaps = tuple(Gap(index[place], index[place + 1], int(missing[place])) for place in longest)
    return int(missing.sum()), gaps


def _missing_between(dataset: Dataset, index: pd.DatetimeIndex, frequency: str) -> Ints:
    """Count the stamps that are missing between each stamp and the next, shape (rows - 1,)."""
    if dataset.calendar is not None and frequency in ("B", "D"):
        absent = missing_sessions(dataset)
        places = np.searchsorted(microseconds(index), microseconds(absent)) - 1
        return np.bincount(places, minlength=len(index) - 1).astype(np.int64)
    if frequency == "B":
        days = index.to_numpy().astype("datetime64[D]")
        return np.maximum(np.busday_count(days[:-1], days[1:]) - 1, 0).astype(np.int64)
    return np.maximum(_steps_between(index, frequency) - 1, 0)


def _steps_between(index: pd.DatetimeIndex, frequency: str) -> Ints:
    offset = to_offset(frequency)
    months = {"M": 1, "B": 1, "Q": 3, "Y": 12}.get(frequency.lstrip("0123456789")[0])
    if months is not None:
        numbers = np.asarray(index.year, dtype=np.int64) * 12 + np.asarray(index.month, dtype=np.int64)
        return np.diff(numbers) // (months * offset.n)
    origin = pd.Timestamp(2001, 1, 1)
    ahead = pd.DatetimeIndex(
        [origin + offset, origin + 2 * offset]
    )  # whole weeks: the first step may be shorter
    return np.round(np.diff(microseconds(index)) / np.diff(microseconds(ahead))).astype(np.int64)
