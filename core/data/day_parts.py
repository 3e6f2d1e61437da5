"""Numbers beside a date that tell the part of the day: half hours 1 to 48, quarter hours, hours 1 to 24."""

import re

import numpy as np
import pandas as pd

from core.arrays import Floats, Ints
from core.data.cells import as_text
from core.data.keys import ID_LIKE
from core.data.names_of_columns import is_identifier
from core.data.numbers import parse_numbers
from core.data.time_parts import Times
from core.notes import Note

PARTS = (24, 48, 96, 144, 288, 1440)  # of a day, that need no name
CALLED = re.compile(
    r"period|^sp\b|hour|^he\b|^hr|interval|block|slot|segment|quarter|^qh|mtu|trading|settlement|stunde|viertel"
    r"|heure|hora|时段|時段|小时|час|part",
    re.IGNORECASE,
)
DAY = 86_400  # seconds
HOUR = 3_600
WHOLE = 0.6  # share of the days that have all of their parts
SWITCHES = (3, 4, 9, 10, 11)  # months in which clocks are changed, on a weekend
NIGHT = {24: 2, 48: 1}  # hours after midnight that are skipped; Britain's half hours change at one


def with_day_part(frame: pd.DataFrame, date: Times) -> Times | None:
    """Join a date with a column of whole numbers that begin anew with each date.

    The clock on the wall is kept: a day of 23 hours lacks the hour at night. Where a day has 25 hours the
    clock of the first day is kept throughout, for the one on the wall shows an hour twice.
    """
    midnight = date.values.dt.normalize()
    if date.values.isna().all() or not date.values.dropna().eq(midnight.dropna()).all():
        return None
    for name in map(str, frame):
        numbers = None if name in date.columns else _whole_numbers(frame[name])
        if numbers is not None and (found := _joined(midnight, numbers, name)) is not None:
            values, notes = found
            return Times(values, (*date.columns, name), (*date.notes, *notes))
    return None


def _whole_numbers(column: pd.Series) -> pd.Series | None:
    if ID_LIKE.search(str(column.name)) or is_identifier(str(column.name)):
        return None
    text = as_text(column).str.replace(r"^(?:HE|SP|QH|H|P)\s?(?=\d)", "", regex=True, case=False)
    numbers = parse_numbers(text)
    if (
        numbers is None
        or numbers.isna().any()
        or (numbers % 1 != 0).any()
        or not numbers.between(0, 1500).all()
    ):
        return None
    return numbers


def _joined(midnight: pd.Series, numbers: pd.Series, name: str) -> tuple[pd.Series, list[Note]] | None:
    rows = pd.DataFrame({"date": midnight, "part": numbers}).dropna()
    called = CALLED.search(name) is not None
    if rows.duplicated().any() and not called:
        return None
    days = rows.drop_duplicates().groupby("date")["part"].agg(["count", "min", "max"])
    first = int(days["min"].mode().iloc[0])
    parts = int(days["max"].mode().iloc[0]) - first + 1
    extra = parts // 24
    usual = parts in PARTS or (called and parts >= 3 and 24 % parts == 0)
    last = first + parts - 1
    fits = first in (0, 1) and usual and days["min"].min() >= first and days["max"].max() <= last + extra
    if not fits or len(days) < 2 or (days["count"] >= parts - extra).mean() < WHOLE:
        return None
    size = DAY // parts
    seconds, changes = _seconds(rows, days, first, parts)
    times = midnight + pd.Series(pd.to_timedelta(seconds, unit="s"), index=rows.index).reindex(midnight.index)
    notes = [Note("parts_of_day", {"column": name, "count": parts, "first": first, "minutes": size // 60})]
    if changes:
        notes.append(Note(changes, {"count": int((_surplus(days, parts) != 0).sum())}))
    return times.astype("datetime64[us]"), notes


def _seconds(rows: pd.DataFrame, days: pd.DataFrame, first: int, parts: int) -> tuple[Floats, str]:
    """Seconds after midnight at which each row's part begins, and what was done about clock changes."""
    place = rows["part"].to_numpy(dtype=np.float64) - first
    begins, surplus = place * (DAY // parts), _surplus(days, parts)
    of_row = np.searchsorted(days.index.to_numpy(), rows["date"].to_numpy())
    if not surplus.any():
        return begins, ""
    if (surplus > 0).any():
        return begins + HOUR * (np.cumsum(surplus) - surplus)[of_row], "clock_of_first_day"
    skipped = (surplus[of_row] < 0) & (begins >= HOUR * NIGHT.get(parts, 2))
    return begins + HOUR * skipped, "clock_skips"


def _surplus(days: pd.DataFrame, parts: int) -> Ints:
    """Hours by which each day is longer than a day: 1, 0, or -1 where clocks may have been put forward."""
    extra = parts // 24
    when = pd.DatetimeIndex(days.index)
    count, length = days["count"].to_numpy(), (days["max"] - days["min"] + 1).to_numpy()
    switch = np.isin(when.month, SWITCHES) & np.isin(when.dayofweek, (4, 5, 6))
    inner = np.arange(len(days)) < len(days) - 1
    short = switch & inner & (count == parts - extra) & (length == count) & (extra > 0)
    return np.where((length == parts + extra) & (extra > 0), 1, 0) - np.where(short, 1, 0)
