"""Which times of day are kept on which days, told from chance by how often they are."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.arrays import Ints
from core.data.offsets import weekdays

Flags: TypeAlias = NDArray[np.bool_]

EXPECTED = 3.0  # rows that a weekday would have by now, were it a usual one
EXCEPTIONS = 0.05  # share of the rows that may fall beside the usual days ...
CHANCE = 0.01  # that some time of the day looks unusual only because of holes
AROUND = 2  # days before and after, where sessions move with the clock
RECENT = 2 * AROUND + 1
LONG = 20  # days from which on such moves can be told from holes


def habits(days: Ints, present: Flags, grid: int) -> tuple[Flags, bool]:
    """Which times are usual on which day, shape (days, times), and whether weekdays do not differ in it."""
    pooled = _habit(present, grid)
    by_weekday = pooled.copy()
    for weekday in range(7):
        some = weekdays(days) == weekday
        if some.sum() >= EXPECTED:
            by_weekday[some] = _habit(present[some], grid)
    differ = [np.mean(by_weekday[days % 7 == one] != pooled[days % 7 == one]) for one in np.unique(days % 7)]
    alike = max(differ) <= EXCEPTIONS * pooled.mean()
    return pooled if alike else by_weekday, alike


def _habit(present: Flags, grid: int) -> Flags:
    """Times that most days have; where they come and go for long, most of the days around."""
    counts, days = present.sum(axis=0), len(present)
    share = counts / days
    filled = share[share >= 0.5].mean() if (share >= 0.5).any() else share.max()
    seldom = _most_by_chance(days, (filled * days * grid + 0.5) / (days * grid + 1), CHANCE / grid)
    if seldom < 0:
        return np.ones_like(present)
    usual = np.broadcast_to((share >= 0.5) | (counts > seldom), present.shape).copy()
    changes = np.abs(np.diff(present.astype(np.int8), axis=0)).mean(axis=0) if days > 1 else 0 * share
    moving = (changes <= 0.3 * 2 * share * (1 - share)) & (share < 1)
    if days >= LONG and moving.any():
        total = np.cumsum(np.pad(present[:, moving].astype(np.int64), ((1, 0), (0, 0))), axis=0)
        low = np.clip(np.arange(days) - AROUND, 0, days - RECENT)
        usual[:, moving] = total[low + RECENT] - total[low] > AROUND
    return usual


def _most_by_chance(days: int, share: float, chance: float) -> int:
    """The greatest number of days that a time kept so often has with less than this chance; -1 for none."""
    odds, sum_so_far = days * np.log1p(-share), 0.0
    for count in range(days + 1):
        sum_so_far += np.exp(odds)
        if sum_so_far >= chance:
            return count - 1
        odds += np.log((days - count) / (count + 1) * share / (1 - share)) if count < days else 0.0
    return days
