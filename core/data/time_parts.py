"""Times that are spread over several columns: year and month or week or quarter, a date and its clock."""

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.arrays import Floats
from core.data.numbers import parse_numbers
from core.data.stamps import stamps
from core.data.time_patterns import month_number
from core.data.times import as_text, parse_clock

PARTS = {  # of a time: what columns of it are called, least and greatest
    "year": (r"years?|yr|yyyy|jahr|ann[eé]e|a[nñ]o|anno|年|年份|年度", 1000, 2200),
    "quarter": (r"quarters?|qtr|q|quartal|trimestre|季|季度", 1, 4),
    "month": (r"months?|mon|mo|mm|mnth|monat|mois|mes|mese|月|月份", 1, 12),
    "week": (
        r"weeks?|wk|woche|semaine|semana|iso_?week|week_?(?:of_?year|no|num|number)|周|星期|周数",
        1,
        53,
    ),
    "day": (r"days?|dy|da|dd|dom|mday|day_?of_?month|tag|jour|d[ií]a|日", 1, 31),
    "hour": (r"hours?|hr|hh|hour_?of_?day|stunde|heure|hora|时|小时", 0, 24),
    "minute": (r"minutes?|mins?|mi|分|分钟", 0, 59),
}
NAMES = {part: re.compile(f"(?:{words})", re.IGNORECASE) for part, (words, _, _) in PARTS.items()}
NAMELESS = re.compile(r"column_\d+|\d+|[Vv]\d+")
CLOCK_LIKE = re.compile(r"time|clock|hour|uhr|heure|hora|时|時", re.IGNORECASE)
BY_PLACE = ("year", "month", "day", "hour")


@dataclass(frozen=True, eq=False)
class Times:
    """The times of a table's rows and the columns that tell them."""

    values: pd.Series  # datetime64[us]
    columns: tuple[str, ...]


def occur_once(times: pd.Series) -> bool:
    """Whether no time stands in two rows."""
    return bool(times.nunique() == times.notna().sum())


def named_parts(frame: pd.DataFrame, among: tuple[str, ...] | None = None) -> Times | None:
    """A year and what makes it finer, found by the names of the columns; None without such columns."""
    found: dict[str, tuple[str, Floats]] = {}
    for name in among or tuple(map(str, frame)):
        part = next((part for part, names in NAMES.items() if names.fullmatch(name.strip())), None)
        if part is not None and part not in found and (values := _values(frame[name], part)) is not None:
            found[part] = (name, values)
    if "year" not in found or len(found) < 2 or (among and len(found) < len(among)):
        return None
    return _told_apart(found)


def neighbouring_parts(frame: pd.DataFrame, first: str, asked: bool = False) -> Times | None:
    """Year, month and, as far as they are needed to tell rows apart, day and hour in neighbouring columns.

    Unless a person asked for these columns, they have no names or such as say what they are.
    """
    names = [str(name) for name in frame]
    found: dict[str, tuple[str, Floats]] = {}
    for name, part in zip(names[names.index(first) :], BY_PLACE, strict=False):
        values = _values(frame[name], part)
        called = next((other for other, words in NAMES.items() if words.fullmatch(name.strip())), part)
        plain = bool(NAMES[part].fullmatch(name.strip()) or NAMELESS.fullmatch(name))
        if values is None or called != part or not (plain or asked or name == first):
            return None
        found[part] = (name, values)
        if len(found) >= 2 and occur_once(times := _together(found, frame.index)):
            return Times(times, tuple(name for name, _ in found.values()))
    return None


def with_clock(frame: pd.DataFrame, date: Times, among: tuple[str, ...] | None = None) -> Times | None:
    """Join a date with a column of clock times, or of hours by their name."""
    for name in among or tuple(map(str, frame)):
        cells = frame[name]
        if name in date.columns:
            continue
        hours = _values(cells, "hour") if NAMES["hour"].fullmatch(name.strip()) else None
        if hours is not None:
            clock = pd.Series(pd.to_timedelta(hours, unit="h").astype("timedelta64[us]"), index=cells.index)
        elif not _like_a_clock(name, cells) or (read := parse_clock(cells)) is None:
            continue
        else:
            clock = read
        return Times(date.values + clock, (*date.columns, name))
    return None


def _like_a_clock(name: str, cells: pd.Series) -> bool:
    """18.50 is a price as well as a time of day: only its name can tell."""
    if cells.dtype.kind not in "Om":
        return False
    sample = as_text(cells.iloc[:20])
    return bool(CLOCK_LIKE.search(name) or sample.str.contains(r":|\d\.\d\d\.\d", regex=True).all())


def _told_apart(found: dict[str, tuple[str, Floats]]) -> Times:
    """As many of the parts as are needed to tell rows apart, the coarse ones first."""
    order = [part for part in PARTS if part in found]
    if "month" in found:
        order = [part for part in order if part not in ("quarter", "week")]
    elif "week" in found:
        order = [part for part in order if part != "day"]
    index = pd.RangeIndex(len(found["year"][1]))
    used = {part: found[part] for part in order}
    for count in range(2, len(order) + 1):
        some = {part: found[part] for part in order[:count]}
        if occur_once(_together(some, index)):
            used = some
            break
    return Times(_together(used, index), tuple(name for name, _ in used.values()))


def _together(found: dict[str, tuple[str, Floats]], index: pd.Index) -> pd.Series:
    parts = {part: values for part, (_, values) in found.items()}
    one = np.ones(len(index))
    month = parts.get("month", 3 * parts.get("quarter", one) - 2)
    seconds = 3600 * parts.get("hour", 0 * one) + 60 * parts.get("minute", 0 * one)
    if "week" in parts:
        fourth = stamps(parts["year"], one, 4 * one, seconds)
        days = 7 * (parts["week"] - 1) - fourth.dt.dayofweek.to_numpy(dtype=float)
        found_times = (fourth + pd.to_timedelta(days, unit="D")).astype("datetime64[us]")
    else:
        found_times = stamps(parts["year"], month, parts.get("day", one), seconds)
    return pd.Series(found_times.to_numpy(), index=index)


def _values(column: pd.Series, part: str) -> Floats | None:
    """The numbers of a part if all lie in its range; months may have names, quarters a Q."""
    _, low, high = PARTS[part]
    text = as_text(column)
    if part == "month" and text.str.match(r"^[^\W\d_]{3,}").all():
        numbers: pd.Series | None = text.map(month_number).astype(float)
    else:
        numbers = parse_numbers(text.str.replace(r"^[QqWw第]|[季度月日时年周]+$", "", regex=True))
    if numbers is None or not (numbers.between(low, high) & (numbers % 1 == 0)).all():
        return None
    return numbers.to_numpy(dtype=np.float64)
