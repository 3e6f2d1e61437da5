"""When the next steps of a series fall: trading sessions, calendar offsets or plain counting."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
from pandas.tseries.frequencies import to_offset

from core.data.frame import Dataset

EVERY_DAY = "24/7"
DAYS_PER_SESSION = 2  # generous: five sessions a week, and holidays
LONGEST_BREAK = 20  # days without a session, such as a Chinese New Year, with room to spare


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
    if dataset.calendar is not None and dataset.frequency in ("B", "D"):
        return _after(index[-1], steps, dataset.calendar)
    return Future(_named(offsets(index[-1], dataset.frequency or "D", steps)), False)


def missing_sessions(dataset: Dataset) -> pd.DatetimeIndex:
    """Sessions of the data set's exchange between its first and last stamp for which it has no row."""
    index = dataset.frame.index
    if dataset.calendar is None or not isinstance(index, pd.DatetimeIndex):
        return pd.DatetimeIndex([])
    first, last = index[0].normalize(), index[-1].normalize()
    if dataset.calendar == EVERY_DAY:
        return _named(pd.date_range(first, last).difference(index))
    return _named(_sessions(dataset.calendar, first, last)).difference(index)


def offsets(last: pd.Timestamp, frequency: str, steps: int) -> pd.DatetimeIndex:
    """The next stamps; those that are off the frequency's anchor keep their place in the month or week."""
    offset = to_offset(frequency)
    whole = pd.tseries.offsets
    if isinstance(offset, whole.Week):
        times = [last + pd.Timedelta(weeks=offset.n * k) for k in range(1, steps + 1)]
    elif (months := _months(offset)) and not offset.is_on_offset(last):
        times = [last + pd.DateOffset(months=months * k) for k in range(1, steps + 1)]
    else:
        times = [last + offset * k for k in range(1, steps + 1)]
    return pd.DatetimeIndex(times)


def _months(offset: pd.offsets.BaseOffset) -> int:
    whole = pd.tseries.offsets
    if isinstance(offset, whole.MonthBegin | whole.MonthEnd | whole.BMonthBegin | whole.BMonthEnd):
        return offset.n
    if isinstance(offset, whole.QuarterBegin | whole.QuarterEnd):
        return 3 * offset.n
    return 12 * offset.n if isinstance(offset, whole.YearBegin | whole.YearEnd) else 0


def _after(last: pd.Timestamp, steps: int, calendar: str) -> Future:
    if calendar == EVERY_DAY:
        return Future(_named(offsets(last, "D", steps)), False)
    day = last.normalize()
    until = day + pd.Timedelta(days=DAYS_PER_SESSION * steps + LONGEST_BREAK)
    known = _sessions(calendar, day, until)
    known = known[known > day][:steps]
    if len(known) == steps:
        return Future(_named(known), False)
    start = known[-1] if len(known) else day
    guessed = offsets(start, "B", steps - len(known))
    return Future(_named(pd.DatetimeIndex([*known, *guessed])), True)


@lru_cache(maxsize=64)
def _sessions(calendar: str, start: pd.Timestamp, end: pd.Timestamp) -> pd.DatetimeIndex:
    """Sessions from start to end, or to the last year for which the exchange has published its holidays.

    A calendar refuses to exist beyond that year, so the end steps back to the end of earlier years.
    """
    import exchange_calendars  # 0.1 s that only prices need wait for

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


def _named(times: pd.DatetimeIndex) -> pd.DatetimeIndex:
    return pd.DatetimeIndex(times.as_unit("us").to_numpy(), name="time")
