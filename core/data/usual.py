"""On which days of the week and at which times of day the rows of a series fall, where those are not all.

Found from the stamps themselves, so that a stored data set needs no further field. Days and slots that nearly
all rows keep to are the usual ones; a single Saturday among weekdays is an exception, not a habit.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.arrays import Ints
from core.data.habits import EXCEPTIONS, EXPECTED, habits
from core.data.offsets import DAY, step_of, weekdays
from core.notes import Note

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WORKDAYS = (0, 1, 2, 3, 4)
RARE = 0.2  # of the busiest day's share of weeks: what is rarer is an exception
BESIDE = 0.1  # ... and beside the usual times of day
EVEN = 0.9  # share of equal steps from which on it is them that are kept
FEW_DAYS = 5  # fewer must agree with each other, for the first and the last may be cut
AGREE = 0.8
LARGEST = 5_000_000  # cells of days by times of day
MOST = 20  # expected times per row: beyond, nothing is usual


@dataclass(frozen=True, eq=False)
class Usual:
    """The usual days and times of a series; all times in microseconds."""

    days: tuple[int, ...]  # 0 for Monday to 6 for Sunday
    known: Ints  # days since 1970 with rows of which the times are known, shape (days,)
    slots: tuple[Ints, ...]  # of each of these days: usual times since midnight
    alike: bool  # whether all days of the week have the same times
    stamps: Ints  # of the series

    @property
    def sessions(self) -> tuple[Ints, ...]:
        """Times of day of each usual day, as they were of late, in the order of `days`."""
        latest = np.arange(self.known[-1], self.known[-1] + 7)
        return tuple(self.slots[self._nearest(latest[weekdays(latest) == day])[0]] for day in self.days)

    @property
    def cycles(self) -> tuple[int, ...]:
        """Rows in a usual day and in a usual week, as far as there are several."""
        lengths = [len(times) for times in self.sessions]
        day = lengths[:1] if len(set(lengths)) == 1 else []
        return tuple(rows for rows in (*day, sum(lengths)) if rows > 1)

    def notes(self) -> list[Note]:
        """What is usual in words; nothing of plain weekdays."""
        days = [WEEKDAYS[day] for day in self.days]
        first, last = self.sessions[0][0], self.sessions[0][-1]
        if max(map(len, self.slots)) > 1:
            clocks = [f"{time // 3_600_000_000:02d}:{time // 60_000_000 % 60:02d}" for time in (first, last)]
            count = len(self.sessions[0])
            facts = {"days": days, "first": clocks[0], "last": clocks[1], "count": count}
            return [Note("usual_sessions" if len(days) < 7 else "usual_times", facts)]
        return [Note("usual_days", {"days": days})] if self.days != WORKDAYS else []

    def after(self, steps: int) -> Ints:
        """The next usual times after the last stamp."""
        last, count = int(self.stamps[-1]), 0
        found: list[Ints] = []
        day, sessions = last // DAY, dict(zip(self.days, self.sessions, strict=True))
        while count < steps:
            times = day * DAY + sessions.get((day + 3) % 7, np.empty(0, dtype=np.int64))
            found.append(times[times > last])
            count, day = count + len(found[-1]), day + 1
        return np.concatenate(found)[:steps]

    def missing(self) -> Ints:
        """Usual times between the first and the last stamp that have no row."""
        days = np.arange(self.stamps[0] // DAY, self.stamps[-1] // DAY + 1)
        days = days[np.isin(weekdays(days), self.days)]
        like = self._nearest(days)
        parts = [np.add.outer(days[like == one] * DAY, self.slots[one]).ravel() for one in np.unique(like)]
        times = np.concatenate([*parts, self.stamps[:0]])
        times = times[(times > self.stamps[0]) & (times < self.stamps[-1])]
        return np.setdiff1d(times, self.stamps)

    def _nearest(self, days: Ints) -> Ints:
        """For each day the place of the known day next to it, of the same weekday unless all are alike."""
        found = _closest(self.known, days)
        for weekday in () if self.alike else self.days:
            places = np.flatnonzero(weekdays(self.known) == weekday)
            some = weekdays(days) == weekday
            if len(places):
                found[some] = places[_closest(self.known[places], days[some])]
        return found


def _closest(known: Ints, days: Ints) -> Ints:
    after = np.clip(np.searchsorted(known, days), 1, max(len(known) - 1, 1))
    before = after - 1
    after = np.minimum(after, len(known) - 1)
    return np.where(days - known[before] <= known[after] - days, before, after)


def usual_times(index: pd.Index, frequency: str | None) -> Usual | None:
    """The usual days and times of a sorted index; None where every step of the frequency is one."""
    if not isinstance(index, pd.DatetimeIndex) or frequency is None:
        return None
    step = step_of(frequency)
    if step.unit == "month" or step.size >= 7 * DAY or len(index) < 2:
        return None
    stamps = np.asarray(index.as_unit("us").asi8, dtype=np.int64)
    if frequency in ("B", "D"):
        return _of_days(stamps, frequency)
    if step.size % DAY == 0:
        return None
    return _within_days(stamps, step.size)


def usual_weekdays(days: Ints) -> tuple[int, ...]:
    """The weekdays on which nearly all of these days fall; all seven where no other rule is kept.

    Args:
        days: Days since 1970, sorted, each once.
    """
    counts = np.bincount(weekdays(days), minlength=7)
    span = int(days[-1] - days[0]) + 1
    possible = np.full(7, span // 7) + np.bincount(weekdays(days[0] + np.arange(span % 7)), minlength=7)
    share = counts / np.maximum(possible, 1)
    rare = (share <= RARE * share.max()) & (possible * share.max() >= EXPECTED)
    if span > 7 and not counts[5:].any():
        rare[5:] = True
    if counts[rare].sum() > EXCEPTIONS * len(days) or rare.all():
        return tuple(range(7))
    return tuple(int(day) for day in np.flatnonzero(~rare))


def _of_days(stamps: Ints, frequency: str) -> Usual | None:
    """Rows of whole days: all at the time of the last one."""
    days = np.unique(stamps // DAY)
    kept = usual_weekdays(days)
    if frequency == "B" and len(kept) == 7:
        kept = WORKDAYS
    if len(kept) == 7 or len(days) < len(stamps):
        return None
    clock = np.unique(stamps % DAY)
    if len(clock) > 1:
        clock = stamps[-1:] % DAY
    return Usual(kept, days[-1:], (clock,), True, stamps)


def _within_days(stamps: Ints, step: int) -> Usual | None:
    if DAY % step and np.mean(np.diff(stamps) % step == 0) >= EVEN:
        return None  # every seven hours: the day does not matter
    days, row = np.unique(stamps // DAY, return_inverse=True)
    times, column = np.unique(stamps % DAY, return_inverse=True)
    if len(days) < 2 or len(days) * len(times) > LARGEST:
        return None
    present = np.zeros((len(days), len(times)), dtype=bool)
    present[row, column] = True
    kept = usual_weekdays(days)
    inner = np.isin(weekdays(days), kept)
    if len(days) >= FEW_DAYS:
        inner[[0, -1]] = False
    elif (present.mean(axis=1) < AGREE).any():
        return None
    if not inner.any():
        return None
    known = days[inner]
    habit, alike = habits(known, present[inner], max(DAY // step, 1))
    beside = 1 - (present[inner] & habit).sum() / max(present[inner].sum(), 1)
    expected = habit.mean(axis=0).sum() * len(kept) / 7 * (days[-1] - days[0] + 1)
    full = len(kept) == 7 and habit.sum(axis=1).min() * step >= DAY
    if full or beside > BESIDE or not habit.any(axis=1).all() or expected > MOST * len(stamps):
        return None
    return Usual(kept, known, tuple(times[one] for one in habit), alike, stamps)
