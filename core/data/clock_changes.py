"""Clock times in which an hour of autumn stands twice, told apart by the order of the rows."""

import numpy as np
import pandas as pd

from core.arrays import Ints
from core.data.offsets import DAY, weekdays

HOUR = 3_600_000_000  # microseconds
BACK = (3, 4, 9, 10, 11)  # months in which clocks are put back, on either half of the earth
FORWARD = (3, 4, 8, 9, 10)
NIGHT = 4  # hours after midnight within which that happens
OFTEN = 0.8  # share of the steps that are alike


def on_the_first_clock(times: pd.Series) -> tuple[pd.Series, int]:
    """Times in the order of the file, with repeated hours told apart; and how many clock changes there are.

    The clock of the first rows is kept throughout. Times come back as they are unless all repetitions are
    hours at night, at most one a year, in months in which clocks are put back; a skipped hour in spring
    counts as a change only where an hour is repeated too.
    """
    known = times.dropna()
    stamps = known.to_numpy().astype("datetime64[us]").astype(np.int64)
    newest = len(stamps) > 1 and np.mean(np.diff(stamps) < 0) > 0.5
    stamps = stamps[::-1] if newest else stamps
    steps = np.diff(stamps)
    if len(steps) < 3:
        return times, 0
    values, counts = np.unique(steps, return_counts=True)
    step = int(values[np.argmax(counts)])
    if not 0 < step <= HOUR or HOUR % step or counts.max() < OFTEN * len(steps):
        return times, 0
    back = np.flatnonzero((steps <= 0) & (steps == step - HOUR))
    years = (stamps[-1] - stamps[0]) // (365 * DAY) + 2
    at_night = _at_night(stamps[back], BACK).all()
    if not 0 < len(back) <= years or (steps <= 0).sum() != len(back) or not at_night:
        return times, 0
    forward = np.flatnonzero(steps == step + HOUR)
    forward = forward[_at_night(stamps[forward], FORWARD)]
    shift = np.zeros(len(stamps), dtype=np.int64)
    shift[back + 1] += HOUR
    shift[forward + 1] -= HOUR
    shifted = stamps + np.cumsum(shift)
    if not (np.diff(shifted) > 0).all():
        return times, 0
    found = pd.Series((shifted[::-1] if newest else shifted).astype("datetime64[us]"), index=known.index)
    return found.reindex(times.index), len(back) + len(forward)


def _at_night(stamps: Ints, months: tuple[int, ...]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    dates = stamps.astype("datetime64[us]")
    month = dates.astype("datetime64[M]").astype(np.int64) % 12 + 1
    weekend = np.isin(weekdays(stamps // DAY), (5, 6))
    return np.asarray(np.isin(month, months) & weekend & (stamps % DAY < NIGHT * HOUR))
