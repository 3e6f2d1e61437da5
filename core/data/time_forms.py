"""From the parts of written times to time stamps, and what had to be decided on the way."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from core.arrays import Floats
from core.data.eras import BUDDHIST, GREGORIAN, MINGUO, MINGUO_YEARS, era_of, in_gregorian
from core.data.month_names import month_number
from core.data.stamps import EPIDEMIC_WEEKS, ISO_WEEKS, part, seconds_of, weeks
from core.data.time_orders import day_comes_first, runs_on, two_digit_years, year_comes_first
from core.data.time_patterns import EPIDEMIC
from core.notes import Note

ROMAN = {name: n for n, name in enumerate("I II III IV V VI VII VIII IX X XI XII".split(), start=1)}
OFFSETS = {  # of zones that stand for one clock, in hours
    **dict.fromkeys(("Z", "UTC", "GMT", "WET"), 0),
    **{"CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "WEST": 1, "BST": 1, "EST": -5, "EDT": -4},
    **{"CDT": -5, "CST": -6, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AEST": 10, "AEDT": 11},
}


@dataclass(frozen=True)
class How:
    """What a person decided about times; None leaves it to the column."""

    day_first: bool | None = None  # how to read 01/02/2024
    era: str | None = None  # one of `eras.ERAS`
    weeks: str | None = None  # one of `stamps.WEEKS`


AS_WRITTEN = How()


@dataclass(frozen=True, eq=False)
class Reading:
    """A column read as times, and what is worth telling about it."""

    values: pd.Series  # datetime64[us]
    notes: tuple[Note, ...] = ()


def assemble(parts: pd.DataFrame, text: pd.Series, how: How, told: str | None = None) -> Reading | None:
    """Put times together from what a pattern found.

    Args:
        parts: Text of each part, NaN where the pattern does not fit.
        text: The cells, named as their column.
        told: The era that words in the cells tell.

    Raises:
        UserError: `day_month_ambiguous` or `era_unclear`.
    """
    notes: list[Note] = []
    if "minguo" in parts:
        if not _is_minguo(parts["minguo"], how):
            return None
        parts, how = parts.rename(columns={"minguo": "y"}), replace(how, era=how.era or MINGUO)
    if "a" in parts and year_comes_first(parts, how.day_first):
        parts = parts.rename(columns={"a": "y", "b": "m", "y": "d"})
    if "a" in parts:
        first, said = day_comes_first(parts, text, how.day_first)
        if first is None:
            return None
        notes += said
        parts = parts.rename(columns={"a": "d", "b": "m"} if first else {"a": "m", "b": "d"})
    if how.era == MINGUO:
        year = part(parts, "y", np.nan)
    elif told == BUDDHIST and parts["y"].str.len().max() == 2:
        year = 2500 + part(parts, "y", np.nan)
    else:
        year, said = two_digit_years(parts["y"], text)
        notes += said
    if "fy" in parts and parts["fy"].notna().any():
        notes.append(Note("fiscal_years"))
    if "w" in parts:
        found = _weeks(parts, year, str(text.name), how)
        return Reading(found.values, (*notes, *found.notes))
    month = _month(parts)
    if month is None:
        return None
    day = part(parts, "d", 1)
    seconds = seconds_of(parts) + 86_400 * (part(parts, "j", 1) - 1)  # the day of the year
    era = how.era or told or era_of(year, month, day if "d" in parts else None, str(text.name))
    values = in_gregorian(year, month, day, seconds, era)
    notes += era_notes(year, values, era)
    return Reading(pd.Series(values.to_numpy(), index=parts.index), tuple(notes))


def era_notes(year: Floats, values: pd.Series, era: str) -> list[Note]:
    """That years were read in another calendar, with an example."""
    known = np.flatnonzero(values.notna().to_numpy())
    if era == GREGORIAN or not len(known):
        return []
    first = int(known[0])
    facts = {"era": era, "year": int(year[first]), "read": int(values.dt.year.iloc[first])}
    return [Note("era_read", facts)]


def on_one_clock(found: pd.Series, parts: pd.DataFrame) -> pd.Series:
    """Keep the clock on the wall, as sessions are named by it; count in UTC where it repeats or runs back."""
    if "zone" not in parts or parts["zone"].nunique() < 2 or runs_on(found):
        return found
    zone = parts["zone"].fillna("Z").str.replace(r"^(?:UTC|GMT)(?=[+-])", "", regex=True)
    known = zone.map(lambda name: f"{OFFSETS[name]:+d}" if name in OFFSETS else name)
    offset = known.str.extract(r"^(?P<sign>[+-])(?P<h>\d{1,2}):?(?P<mi>\d{2})?$")
    if offset["sign"].isna().any():
        return found  # names of zones mean different things to different people
    minutes = part(offset, "h", 0) * 60 + part(offset, "mi", 0)
    shift = pd.to_timedelta(np.where(offset["sign"] == "-", -minutes, minutes), unit="min")
    universal = (found - pd.Series(shift, index=found.index)).astype("datetime64[us]")
    return universal if runs_on(universal) or universal.nunique() > found.nunique() else found


def _is_minguo(years: pd.Series, how: How) -> bool:
    """Years since 1912, of three digits from 2011 on; two digits alone are years of a century."""
    if how.era not in (None, MINGUO):
        return False
    numbers = pd.to_numeric(years, errors="coerce").dropna()
    return bool(how.era == MINGUO or numbers.between(100, MINGUO_YEARS[1]).any()) and bool(
        numbers.between(*MINGUO_YEARS).all()
    )


def _month(parts: pd.DataFrame) -> Floats | None:
    """The first month of what is told; None where a part can be several things."""
    if "name" in parts:
        return np.asarray(parts["name"].map(month_number, na_action="ignore"), dtype=np.float64)
    if "q" in parts:
        return np.asarray(3 * part(parts, "q", 1) - 2, dtype=np.float64)
    if "hy" in parts:
        return np.asarray(6 * part(parts, "hy", 1) - 5, dtype=np.float64)
    if "part" in parts or "roman" in parts:
        name = "part" if "part" in parts else "roman"
        numbers = np.asarray(
            pd.to_numeric(parts[name].map(lambda cell: ROMAN.get(cell, cell)), errors="coerce"),
            dtype=np.float64,
        )
        seen = np.unique(numbers[np.isfinite(numbers)])
        months = name == "part" and parts[name].str.len().eq(2).all()
        if not months and np.array_equal(seen, [1, 2, 3, 4]) and np.isfinite(numbers).sum() > len(seen):
            return np.asarray(3 * numbers - 2)
        return numbers if months or (len(seen) and seen[-1] > 4) else None
    return part(parts, "m", 1)


def _weeks(parts: pd.DataFrame, year: Floats, column: str, how: How) -> Reading:
    told = EPIDEMIC.search(column) or ("ew" in parts and parts["ew"].eq("E").mean() > 0.5)
    kind = how.weeks or (EPIDEMIC_WEEKS if told else None)
    day = part(parts, "wd", 1) if "wd" in parts and parts["wd"].notna().any() else None
    values, kind = weeks(year, part(parts, "w", np.nan), day, kind)
    return Reading(pd.Series(values.to_numpy(), index=parts.index), week_notes(kind))


def week_notes(kind: str) -> tuple[Note, ...]:
    """How weeks were counted, unless as ISO 8601 does."""
    return () if kind == ISO_WEEKS else (Note("weeks_counted", {"weeks": kind}),)
