"""When the next steps of a series fall, and which of the past are missing: sessions, usual times or steps."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from core.arrays import Bools, Ints
from core.data.frame import Dataset
from core.data.frequency import microseconds
from core.data.offsets import DAY, advanced, steps_between
from core.errors import UserError

EVERY_DAY = "24/7"
DAYS_PER_SESSION = 2  # generous: five sessions a week, and holidays
LONGEST_BREAK = 20  # days without a session, such as a Chinese New Year, with room to spare
MOST_MISSING = 200_000  # missing times that are listed
LAST_YEAR = 9999
END = int(np.datetime64("10000-01-01", "us").astype(np.int64))
NANOSECONDS = (1700, 2250)  # years that the exchanges' calendars can hold


@dataclass(frozen=True, eq=False)
class Future:
    """The times that follow a series."""

    index: pd.Index
    provisional: bool  # the exchange has not published its holidays that far: weekdays stand in


def future_times(dataset: Dataset, steps: int) -> Future:
    """Find the times of the next steps.

    Args:
        steps: How many, at least 1.

    Returns:
        A datetime64[us] index after the last stamp, or the steps that continue a RangeIndex.
    """
    index = dataset.frame.index
    if not isinstance(index, pd.DatetimeIndex):
        return Future(pd.RangeIndex(len(index), len(index) + steps, name="step"), False)
    if _traded(dataset) and dataset.calendar is not None:
        return _after(index[-1], steps, dataset.calendar)
    if dataset.usual is not None:
        return Future(_checked(dataset.usual.after(steps)), False)
    return Future(_checked(_ahead(index[-1:], steps, dataset.frequency or "D")), False)


def closed_on(days: pd.DatetimeIndex, calendar: str | None) -> Bools:
    """On which of some days an exchange is closed; those that it has not published yet count as open.

    Args:
        days: Ascending, at midnight.
        calendar: exchange_calendars code; None and "24/7" are never closed.
    """
    if calendar in (None, EVERY_DAY):
        return np.zeros(len(days), dtype=bool)
    until = days[-1] + pd.Timedelta(days=LONGEST_BREAK)  # that the last ones are published shows behind them
    known = _as_us(_sessions(str(calendar), days[0], until))
    closed: Bools = ~days.isin(known) & (days <= known.max())
    return closed


def absent_times(dataset: Dataset) -> pd.DatetimeIndex:
    """Times between the first and the last stamp that one would expect and that have no row.

    Expected are the sessions of the data set's exchange, else its usual days and times of day, else every
    step of its frequency. Plain steps miss nothing.

    Raises:
        UserError: `too_many_missing_times` with their count and the limit: they are counted, never listed.
    """
    index = dataset.frame.index
    if not isinstance(index, pd.DatetimeIndex) or dataset.frequency is None:
        return _named(np.empty(0, dtype=np.int64))
    listed = _listed(dataset)
    if listed is not None:
        return _named(listed)
    counts = absent_between(dataset)
    if (total := int(counts.sum())) > MOST_MISSING:
        raise UserError("too_many_missing_times", count=total, limit=MOST_MISSING)
    starts = np.repeat(microseconds(index)[:-1], counts)
    steps = np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts) + 1
    return _named(advanced(starts, steps, dataset.frequency))


def absent_between(dataset: Dataset) -> Ints:
    """How many such times lie between each stamp and the next, shape (rows - 1,); zeros for plain steps."""
    stamps = stamps_of(dataset)
    if len(stamps) < 2 or dataset.frequency is None:
        return np.zeros(max(len(dataset.frame) - 1, 0), dtype=np.int64)
    listed = _listed(dataset)
    if listed is None:
        return np.maximum(steps_between(stamps, dataset.frequency) - 1, 0)
    return np.bincount(np.searchsorted(stamps, listed) - 1, minlength=len(stamps) - 1).astype(np.int64)


def stamps_of(dataset: Dataset) -> Ints:
    """The stamps in microseconds since 1970; none for plain steps."""
    index = dataset.frame.index
    return microseconds(index) if isinstance(index, pd.DatetimeIndex) else np.empty(0, dtype=np.int64)


def _traded(dataset: Dataset) -> bool:
    return dataset.calendar is not None and dataset.frequency in ("B", "D")


def _listed(dataset: Dataset) -> Ints | None:
    """Missing times that are found one by one; None where steps are counted."""
    if _traded(dataset):
        return microseconds(_missing_sessions(dataset))
    return dataset.usual.missing() if dataset.usual is not None else None


def _missing_sessions(dataset: Dataset) -> pd.DatetimeIndex:
    index = pd.DatetimeIndex(dataset.frame.index)
    first, last = index[0].normalize(), index[-1].normalize()
    if dataset.calendar == EVERY_DAY:
        days = np.arange(microseconds(index)[0] // DAY, microseconds(index)[-1] // DAY + 1)
        return _named(days * DAY).difference(index)
    return _as_us(_sessions(str(dataset.calendar), first, last)).difference(index)


def _ahead(last: pd.DatetimeIndex, steps: int, frequency: str) -> Ints:
    return advanced(np.repeat(microseconds(last), steps), np.arange(1, steps + 1), frequency)


def _after(last: pd.Timestamp, steps: int, calendar: str) -> Future:
    if calendar == EVERY_DAY:
        return Future(_checked(_ahead(pd.DatetimeIndex([last]), steps, "D")), False)
    day = last.normalize()
    until = day + pd.Timedelta(days=DAYS_PER_SESSION * steps + LONGEST_BREAK)
    known = _sessions(calendar, day, until)
    known = _as_us(known[known > day][:steps])
    if len(known) == steps:
        return Future(known, False)
    start = known[-1:] if len(known) else pd.DatetimeIndex([day])
    guessed = _ahead(start, steps - len(known), "B")
    return Future(_checked(np.concatenate([microseconds(known), guessed])), True)


@lru_cache(maxsize=64)
def _sessions(calendar: str, start: pd.Timestamp, end: pd.Timestamp) -> pd.DatetimeIndex:
    """Sessions from start to end, or to the last year for which the exchange has published its holidays.

    A calendar refuses to exist beyond that year, so the end steps back to the end of earlier years.
    """
    import exchange_calendars  # 0.1 s that only prices need wait for

    if start.year < NANOSECONDS[0] or end.year > NANOSECONDS[1]:
        return pd.DatetimeIndex([])
    start = start.as_unit("ns")
    ends = [end.as_unit("ns")] + [
        pd.Timestamp(year, 12, 31) for year in range(end.year - 1, start.year - 1, -1)
    ]
    for attempt in ends:
        try:
            return exchange_calendars.get_calendar(calendar, start=start, end=attempt).sessions
        except (ValueError, exchange_calendars.errors.CalendarError):
            continue
    return pd.DatetimeIndex([])


def _checked(times: Ints) -> pd.DatetimeIndex:
    """Times that a calendar with years of four digits can name.

    Raises:
        UserError: `future_beyond_calendar`, with the last year.
    """
    if times[-1] >= END:
        raise UserError("future_beyond_calendar", year=LAST_YEAR)
    return _named(times)


def _named(times: Ints) -> pd.DatetimeIndex:
    return pd.DatetimeIndex(times.astype("datetime64[us]"), name="time")


def _as_us(times: pd.DatetimeIndex) -> pd.DatetimeIndex:
    return pd.DatetimeIndex(times.as_unit("us").to_numpy(), name="time")
