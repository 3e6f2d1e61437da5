"""Times put together from calendar parts and weeks, clocks from their text."""

import numpy as np
import pandas as pd

from core.arrays import Floats

ISO_WEEKS, EPIDEMIC_WEEKS = "iso", "epidemic"  # Monday to Sunday; Sunday to Saturday
YEAR_WEEKS = "year"  # of seven days each from 1 January on, the last one shorter
WEEKS = (ISO_WEEKS, EPIDEMIC_WEEKS, YEAR_WEEKS)


def stamps(year: Floats, month: Floats, day: Floats, seconds: Floats) -> pd.Series:
    """Put dates together from calendar parts (NaN where there is none); NaT for days that do not exist."""
    known = np.isfinite(year + month + day + seconds)
    known &= (year >= 1) & (year <= 9999) & (month >= 1) & (month <= 12) & (day >= 1) & (seconds >= 0)
    y, m, d = (np.where(known, part, 1).astype(np.int64) for part in (year, month, day))
    months = ((y - 1970) * 12 + m - 1).astype("datetime64[M]")
    days = months.astype("datetime64[D]") + (d - 1)
    exact = np.round(np.where(known, seconds, 0) * 1e6).astype("timedelta64[us]")
    whole = days.astype("datetime64[us]") + exact
    whole[~known | (days.astype("datetime64[M]") != months)] = np.datetime64("NaT")
    return pd.Series(whole)


def weeks(year: Floats, week: Floats, day: Floats | None, kind: str | None) -> tuple[pd.Series, str]:
    """Days of weeks, NaT for weeks that a year does not have; and how the weeks were counted.

    Week 1 holds 4 January both as ISO 8601 counts, from Monday, and as epidemiologists do (MMWR), from
    Sunday.

    Args:
        day: Of the week, 1 for its first; None takes the first.
        kind: One of `WEEKS`; None takes ISO 8601 unless only another kind has the weeks 53 (or 0) that occur.
    """
    within = np.ones(len(year)) if day is None else day
    odd = (week == 53) | (week == 0)
    for one in WEEKS if kind is None and day is None else WEEKS[:2] if kind is None else (kind,):
        found = _weeks(year, week, within, one)
        if kind is not None or not np.isnat(found.to_numpy()[odd]).any():
            return found, one
    return _weeks(year, week, within, ISO_WEEKS), ISO_WEEKS


def _weeks(year: Floats, week: Floats, day: Floats, kind: str) -> pd.Series:
    if kind == YEAR_WEEKS:
        from_zero = float(np.nanmin(week, initial=1.0) == 0)
        one, days = np.ones(len(year)), 7 * (week - 1 + from_zero) + day - 1
        return stamps(year, one, one, np.where(days < 366, 86_400 * days, np.nan))
    first, following = _first_week(year, kind), _first_week(year + 1, kind)
    days = first + 7 * (week - 1) + day - 1
    known = np.isfinite(days + following) & (week >= 1) & (first + 7 * (week - 1) < following)
    found = np.where(known, days, 0).astype("datetime64[D]").astype("datetime64[us]")
    found[~known] = np.datetime64("NaT")
    return pd.Series(found)


def _first_week(year: Floats, kind: str) -> Floats:
    """Days since 1970 at the first day of week 1."""
    one = np.ones(len(year))
    fourth = stamps(year, one, 4 * one, 0 * one).to_numpy().astype("datetime64[D]")
    days = np.where(np.isnat(fourth), np.nan, fourth.astype(np.int64).astype(float))
    return np.asarray(days - (days + (3 if kind == ISO_WEEKS else 4)) % 7)


def part(parts: pd.DataFrame, name: str, default: float) -> Floats:
    """A part as numbers, the default where there is none."""
    if name not in parts:
        return np.full(len(parts), default)
    return np.asarray(pd.to_numeric(parts[name], errors="coerce").fillna(default), dtype=float)


def seconds_of(parts: pd.DataFrame) -> Floats:
    """Seconds since midnight, NaN for clocks that do not exist; 24:00 is the end of the day."""
    hours, minutes = part(parts, "h", 0), part(parts, "mi", 0)
    seconds = part(parts.assign(s=parts["s"].str.replace(",", ".")) if "s" in parts else parts, "s", 0)
    if "half" in parts:
        half = parts["half"].str.casefold().str.replace(r"[.\s]", "", regex=True)
        afternoon, morning = half.eq("pm") & (hours < 12), half.eq("am") & (hours == 12)
        hours = np.where(afternoon, hours + 12, np.where(morning, 0, hours))
    total = hours * 3600 + minutes * 60 + seconds
    fits = (minutes < 60) & (seconds < 61) & (total <= 86_400)
    return np.where(fits, total, np.nan)
