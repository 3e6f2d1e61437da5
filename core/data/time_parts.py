"""Times that are spread over several columns: year and month or week or quarter, a date and its clock."""

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.arrays import Floats
from core.data.cells import as_text
from core.data.eras import GREGORIAN, era_of, in_gregorian
from core.data.month_names import in_english, month_number
from core.data.numbers import parse_numbers
from core.data.stamps import EPIDEMIC_WEEKS, weeks
from core.data.time_forms import AS_WRITTEN, How, Reading, era_notes, week_notes
from core.data.time_patterns import EPIDEMIC
from core.data.times import parse_clock, parse_compact_clock
from core.notes import Note

PARTS = {  # of a time: what columns of it are called, least and greatest
    "year": (
        r"(?:iso|mmwr|epi|cdc|calendar)?[_ ]?(?:years?|yr)|yyyy|jahr|ann[eé]e|a[nñ]o|anno|rok|jaar|год"
        r"|年|年份|年度|ปี",
        1000,
        2600,
    ),
    "quarter": (r"quarters?|qtr|q|quartal|trimestre|kwarta[lł]|kwartaal|квартал|季|季度", 1, 4),
    "month": (
        r"months?|mon|mo|mm|mnth|monat|mois|mes|m[eê]s|mese|miesi[aą]c|maand|m[ěe]s[ií]c|m[aå]na?d|месяц"
        r"|เดือน|月|月份",
        1,
        12,
    ),
    "week": (
        r"(?:iso|mmwr|epi|cdc)?[_ ]?(?:weeks?|wk)|woche|kw|semaine|semana|tydzie[nń]|vecka|uke|uge|неделя"
        r"|week[_ ]?(?:of_?year|no|num|number)|周|星期|周数",
        0,
        53,
    ),
    "yday": (
        r"doy|y_?day|jday|(?:julian|ordinal)[_ ]?(?:day|date)|day[_ ]?of[_ ]?(?:the[_ ]?)?year|年积日",
        1,
        366,
    ),
    "day": (r"days?|dy|da|dd|dom|mday|day_?of_?month|tag|jour|d[ií]a|dag|dzie[nń]|день|วันที่|日", 1, 31),
    "hour": (r"hours?|hr|hh|hour_?of_?day|stunde|heure|hora|godzina|uur|час|时|小时", 0, 24),
    "minute": (r"minutes?|mins?|mi|分|分钟", 0, 59),
}
AROUND = re.compile(r"^[QqWw第]|(?<![季度月日时年周])[季度月日时年周]++$")  # the figures of a part
NAMES = {part: re.compile(f"(?:{words})", re.IGNORECASE) for part, (words, _, _) in PARTS.items()}
HOURS = re.compile(r"^(?P<h>\d{1,2})(?::00)?\s*[-–—]\s*\d{1,2}(?::00)?\s*h?$")  # from hour to hour
NAMELESS = re.compile(r"column_\d+|\d+|[Vv]\d+")
CLOCK_LIKE = re.compile(r"time|clock|hour|uhr|heure|hora|时|時", re.IGNORECASE)
CLOCK_NAMES = re.compile(
    r"<?(?:(?:trade|bar|start|begin)[ _]?)?(?:time|clock|hh:?mm(?::?ss)?|hora|uhrzeit|zeit|heure|время)>?"
    r"|时间|時間|时刻",
    re.IGNORECASE,
)
BY_PLACE = ("year", "month", "day", "hour")


@dataclass(frozen=True, eq=False)
class Times:
    """The times of a table's rows and the columns that tell them."""

    values: pd.Series  # datetime64[us]
    columns: tuple[str, ...]
    notes: tuple[Note, ...] = ()


def occur_once(times: pd.Series) -> bool:
    """Whether no time stands in two rows."""
    return bool(times.nunique() == times.notna().sum())


def named_parts(
    frame: pd.DataFrame, among: tuple[str, ...] | None = None, how: How = AS_WRITTEN
) -> Times | None:
    """A year and what makes it finer, found by the names of the columns; None without such columns."""
    found: dict[str, tuple[str, Floats]] = {}
    for name in among or tuple(map(str, frame)):
        part = next((part for part, names in NAMES.items() if names.fullmatch(name.strip())), None)
        if part is not None and part not in found and (values := _values(frame[name], part)) is not None:
            found[part] = (name, values)
    if "year" not in found or len(found) < 2 or (among and len(found) < len(among)):
        return None
    return _told_apart(found, how) if among is None else _joined(found, _order(found), how)


def neighbouring_parts(frame: pd.DataFrame, first: str, asked: bool = False) -> Times | None:
    """Year, month and, as far as they are needed to tell rows apart, day and hour in neighbouring columns.

    Unless a person asked for these columns, all of which are used then, they have no names or such as say
    what they are.
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
        if len(found) < (len(names) if asked else 2):
            continue
        if occur_once(times := _together(found, How(era=GREGORIAN)).values) or asked:
            return Times(times.set_axis(frame.index), tuple(name for name, _ in found.values()))
    return None


def with_clock(frame: pd.DataFrame, date: Times, among: tuple[str, ...] | None = None) -> Times | None:
    """Join a date with a column of clock times, of hours by their name, or of numbers such as 93000."""
    before = ""
    for name in among or tuple(map(str, frame)):
        clock = None if name in date.columns else _clock(name, frame[name], before in date.columns)
        before = name
        if clock is not None:
            return Times(date.values + clock, (*date.columns, name), date.notes)
    return None


def _clock(name: str, cells: pd.Series, beside: bool) -> pd.Series | None:
    """18.50 is a price as well as a time of day: only its name can tell; 1830 needs a name or its place."""
    hours = _values(cells, "hour") if NAMES["hour"].fullmatch(name.strip()) else None
    if hours is not None:
        return pd.Series(pd.to_timedelta(hours, unit="h").astype("timedelta64[us]"), index=cells.index)
    sample = as_text(cells.iloc[:20])
    if CLOCK_NAMES.fullmatch(name.strip()) or (beside and NAMELESS.fullmatch(name)):
        if sample.str.fullmatch(r"\d{1,6}(?:\.0)?").all():
            return parse_compact_clock(cells)
    if cells.dtype.kind not in "Om":
        return None
    told = CLOCK_LIKE.search(name) or sample.str.contains(r":|\d\.\d\d\.\d", regex=True).all()
    return parse_clock(cells) if told else None


def _told_apart(found: dict[str, tuple[str, Floats]], how: How) -> Times:
    """As many of the parts as are needed to tell rows apart, the coarse ones first."""
    order = _order(found)
    enough = (
        count
        for count in range(2, len(order))
        if occur_once(_together({part: found[part] for part in order[:count]}, how).values)
    )
    return _joined(found, order[: next(enough, len(order))], how)


def _order(found: dict[str, tuple[str, Floats]]) -> list[str]:
    """The parts, the coarse ones first, without those that others make needless."""
    order = [part for part in PARTS if part in found]
    if "month" in found:
        return [part for part in order if part not in ("quarter", "week", "yday")]
    if "week" in found or "yday" in found:
        fine = "yday" if "yday" in found else "week"
        return [part for part in order if part not in {"day", "quarter", "week", "yday"} - {fine}]
    return order


def _joined(found: dict[str, tuple[str, Floats]], parts: list[str], how: How) -> Times:
    used = {part: found[part] for part in parts}
    read = _together(used, how)
    return Times(read.values, tuple(name for name, _ in used.values()), read.notes)


def _together(found: dict[str, tuple[str, Floats]], how: How = AS_WRITTEN) -> Reading:
    parts = {part: values for part, (_, values) in found.items()}
    year = parts["year"]
    zero, one, column = 0 * year, np.ones(len(year)), found["year"][0]
    month = parts.get("month", 3 * parts.get("quarter", one) - 2)
    clock = 3600 * parts.get("hour", zero) + 60 * parts.get("minute", zero)
    if "week" in parts:
        told = any(EPIDEMIC.search(name) for name, _ in found.values())
        values, kind = weeks(year, parts["week"], None, how.weeks or (EPIDEMIC_WEEKS if told else None))
        return Reading(values + pd.to_timedelta(clock, unit="s").astype("timedelta64[us]"), week_notes(kind))
    seconds = clock + 86_400 * (parts.get("yday", one) - 1)
    era = how.era or era_of(year, month, parts.get("day"), column)
    values = in_gregorian(year, month, parts.get("day", one), seconds, era)
    return Reading(values, tuple(era_notes(year, values, era)))


def _values(column: pd.Series, part: str) -> Floats | None:
    """The numbers of a part if all lie in its range; months may have names, quarters a Q."""
    _, low, high = PARTS[part]
    text = as_text(column)
    if part == "hour" and (starts := text.str.extract(HOURS)["h"]).notna().all():
        text = starts
    if part == "month" and not text.str.contains(r"\d").any():
        numbers: pd.Series | None = text.map(lambda cell: month_number(in_english(cell))).astype(float)
    else:
        numbers = parse_numbers(text.str.replace(AROUND, "", regex=True))
    if numbers is None or not (numbers.between(low, high) & (numbers % 1 == 0)).all():
        return None
    return numbers.to_numpy(dtype=np.float64)
