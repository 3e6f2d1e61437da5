"""Times that a series should have a row for and has none; and the series with these rows, blank."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from pandas.tseries.frequencies import to_offset

from core.arrays import Ints
from core.data.calendars import missing_sessions, offsets
from core.data.frame import Dataset
from core.data.frequency import microseconds, share_of_usual_step
from core.data.suspicions import REGULAR, is_price

SHOWN = 5  # gaps listed by name
LONGEST_CLOSURE = 8  # weekdays that an exchange rests in a row, at most: a lunar new year
CLOSED = 0.1  # share of the weekdays on which it rests, at most


@dataclass(frozen=True)
class Gap:
    """A stretch of time stamps that the frequency leads one to expect and that are not there."""

    after: pd.Timestamp  # last stamp before it
    before: pd.Timestamp  # first stamp after it
    missing: int


def longest_gaps(dataset: Dataset) -> tuple[Gap, ...]:
    """The longest gaps, longest first."""
    index, missing = dataset.frame.index, missing_between(dataset)
    longest = [int(place) for place in np.argsort(-missing, kind="stable")[:SHOWN] if missing[place] > 0]
    return tuple(Gap(index[place], index[place + 1], int(missing[place])) for place in longest)


def missing_between(dataset: Dataset) -> Ints:
    """How many usual times are missing between each row and the next, shape (rows - 1,).

    Weekends of a series of weekdays are no gaps, nor are days on which the exchange of its calendar rests;
    where prices come without a calendar, short closures are taken for the holidays of one.
    """
    index, frequency = dataset.frame.index, dataset.frequency
    if not isinstance(index, pd.DatetimeIndex) or frequency is None:
        return np.zeros(max(len(index) - 1, 0), dtype=np.int64)
    if dataset.calendar is not None and frequency in ("B", "D"):
        places = np.searchsorted(microseconds(index), microseconds(missing_sessions(dataset))) - 1
        return np.bincount(places, minlength=len(index) - 1).astype(np.int64)
    if frequency == "B":
        days = index.to_numpy().astype("datetime64[D]")
        absent = np.maximum(np.busday_count(days[:-1], days[1:]) - 1, 0).astype(np.int64)
        return absent - _closures(dataset, absent)
    return np.maximum(_steps_between(index, frequency) - 1, 0)


def missing_times(dataset: Dataset) -> pd.DatetimeIndex:
    """The missing times themselves, ascending; ask only where there are not many more of them than rows."""
    index, missing = dataset.frame.index, missing_between(dataset)
    if not isinstance(index, pd.DatetimeIndex) or not missing.any():
        return pd.DatetimeIndex([], dtype="datetime64[us]")
    if dataset.calendar is not None and dataset.frequency in ("B", "D"):
        return missing_sessions(dataset)
    frequency = dataset.frequency or "D"
    found = [offsets(index[int(place)], frequency, int(missing[place])) for place in np.flatnonzero(missing)]
    times = pd.DatetimeIndex(np.concatenate([each.to_numpy() for each in found])).as_unit("us")
    return times[~times.isin(index)]


def closed_weekdays(dataset: Dataset) -> int:
    """Weekdays without prices that are taken for holidays of an exchange nobody named."""
    index = dataset.frame.index
    if not isinstance(index, pd.DatetimeIndex) or dataset.frequency != "B" or dataset.calendar is not None:
        return 0
    days = index.to_numpy().astype("datetime64[D]")
    absent = np.maximum(np.busday_count(days[:-1], days[1:]) - 1, 0).astype(np.int64)
    return int(_closures(dataset, absent).sum())


def is_irregular(dataset: Dataset) -> bool:
    """Whether there is no regular step: rows stay neighbours then, whatever time lies between them."""
    if share_of_usual_step(dataset.frame.index) < REGULAR:
        return True
    return bool(missing_between(dataset).sum() > len(dataset.frame))


def with_missing_times(dataset: Dataset) -> Dataset:
    """The series with a blank row for every missing time; itself where none is missing, or all is irregular.

    A window of so many rows then covers the same time everywhere.
    """
    if is_irregular(dataset) or not (missing := missing_times(dataset)).size:
        return dataset
    times = dataset.frame.index.union(missing).rename(dataset.frame.index.name)
    return replace(dataset, frame=dataset.frame.reindex(times))


def _closures(dataset: Dataset, absent: Ints) -> Ints:
    """Of the absent weekdays those that look like holidays: short runs, few of them, of prices."""
    none = np.zeros_like(absent)
    if not any(is_price(str(name)) for name in dataset.frame):
        return none
    short = np.where(absent <= LONGEST_CLOSURE, absent, 0)
    return short if short.sum() <= CLOSED * (len(absent) + absent.sum()) else none


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
