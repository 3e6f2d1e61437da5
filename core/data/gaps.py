"""Times that a series should have a row for and has none; and the series with these rows, blank."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from core.arrays import Ints
from core.data.calendars import absent_between, absent_times, stamps_of
from core.data.frame import Dataset
from core.data.frequency import share_of_usual_step
from core.data.offsets import DAY
from core.data.suspicions import REGULAR, is_price

SHOWN = 5  # gaps listed by name
LONGEST_CLOSURE = 8  # days that an exchange rests in a row, at most: a lunar new year
CLOSED = 0.1  # share of the usual days on which it rests, at most


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

    Weekends of a series of weekdays and nights between sessions are no gaps, nor are days on which the
    exchange of its calendar rests; where prices come without a calendar, short closures are taken for the
    holidays of one.
    """
    closed = np.searchsorted(stamps_of(dataset), _closures(dataset)) - 1
    absent = absent_between(dataset)
    return absent - np.bincount(closed, minlength=len(absent)).astype(np.int64)


def missing_times(dataset: Dataset) -> pd.DatetimeIndex:
    """The missing times themselves, ascending.

    Raises:
        UserError: `too_many_missing_times` where there are too many to be listed.
    """
    return absent_times(dataset).difference(pd.DatetimeIndex(_closures(dataset).astype("datetime64[us]")))


def closed_weekdays(dataset: Dataset) -> int:
    """Usual days without prices that are taken for holidays of an exchange nobody named."""
    return len(np.unique(_closures(dataset) // DAY))


def is_irregular(dataset: Dataset) -> bool:
    """Whether there is no regular step: rows stay neighbours then, whatever time lies between them."""
    if dataset.usual is None and share_of_usual_step(dataset.frame.index) < REGULAR:
        return True
    return bool(missing_between(dataset).sum() > len(dataset.frame))


def has_gaps(dataset: Dataset) -> bool:
    """Whether times are missing from a series that otherwise keeps to regular ones."""
    return not is_irregular(dataset) and bool(missing_between(dataset).any())


def with_missing_times(dataset: Dataset) -> Dataset:
    """The series with a blank row for every missing time; itself where none is missing, or all is irregular.

    A window of so many rows then covers the same time everywhere.
    """
    if not has_gaps(dataset):
        return dataset
    times = dataset.frame.index.union(missing_times(dataset)).rename(dataset.frame.index.name)
    return replace(dataset, frame=dataset.frame.reindex(times))


def _closures(dataset: Dataset) -> Ints:
    """Absent times that look like holidays: whole days, few in a row and few in all, of prices."""
    none = np.empty(0, dtype=np.int64)
    prices = any(is_price(str(name)) for name in dataset.frame)
    if not prices or dataset.usual is None or dataset.calendar is not None:
        return none
    days = np.unique(stamps_of(dataset) // DAY)
    absent = dataset.usual.missing()
    absent = absent[~np.isin(absent // DAY, days)]
    shut = np.unique(absent // DAY)
    gaps = np.searchsorted(days, shut)
    short = shut[np.bincount(gaps, minlength=1)[gaps] <= LONGEST_CLOSURE]
    few = len(short) <= CLOSED * (len(days) + len(shut))
    return absent[np.isin(absent // DAY, short)] if few else none
