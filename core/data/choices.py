"""What a person may decide about a file, field by field; what is left open is told from the file."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from core.data.eras import ERAS
from core.data.quotes import QUOTES
from core.data.stamps import WEEKS
from core.data.time_forms import How
from core.errors import UserError

COMBINE = ("mean", "sum", "first", "last", "min", "max")
LAYOUTS = ("columns", "rows")  # one column per series, or one row per series


@dataclass(frozen=True, kw_only=True)
class Choices:
    """How to read a file; None leaves a field to what the file shows."""

    encoding: str | None = None  # one of `encodings.KNOWN`
    delimiter: str | None = None  # one of `delimited.DELIMITERS`
    quotes: str | None = None  # one of `quotes.QUOTES`: what quotation marks are
    decimal: str | None = None  # "." or ","
    header_rows: int | None = None  # lines above the data; the names of the columns are taken from them
    sheet: str | None = None  # of a workbook
    layout: str | None = None  # one of LAYOUTS
    strays: bool = False  # keep totals, remarks and other rows between those that have a time
    time: tuple[str, ...] | None = None  # columns that tell the time together; empty: count plain steps
    day_first: bool | None = None  # how to read 01/02/2024
    newest_first: bool | None = None  # rows that are counted, for want of times, begin with the last one
    era: str | None = None  # one of `eras.ERAS`: the calendar of the dates
    weeks: str | None = None  # one of `stamps.WEEKS`: how weeks are counted
    series: tuple[str, ...] | None = None  # columns that name the series of a long table; empty for none
    kept: tuple[str, ...] = ()  # of these series; empty takes all
    combine: str | None = None  # one of COMBINE, for several values at one time
    averaged: tuple[str, ...] | None = None  # columns that "sum" averages; None tells them by their names
    once: bool = False  # rows that repeat others count once, also where rows are combined

    def __post_init__(self) -> None:
        if isinstance(given := self.series, str):  # one column, as most have it
            object.__setattr__(self, "series", (given,) if given else ())

    def plain(self) -> dict[str, Any]:
        """What was chosen and not left to the file, as it survives JSON."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: one for name, one in given.items() if one != getattr(AS_FOUND, name)}

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> "Choices":
        """The same choices again; what this version does not know is left to the file."""
        known = {field.name for field in fields(cls)}
        given: dict[str, Any] = {name: one for name, one in plain.items() if name in known}
        found: dict[str, Any] = {n: tuple(one) if isinstance(one, list) else one for n, one in given.items()}
        return cls(**found)

    @property
    def how(self) -> How:
        """What was decided about times."""
        return How(self.day_first, self.era, self.weeks)


AS_FOUND = Choices()
SEVERAL = ("time", "series", "kept", "averaged")
YES_OR_NO = {"yes": True, "no": False}
KNOWN = {"era": ERAS, "quotes": QUOTES, "weeks": WEEKS}


def choices_from(given: Sequence[str]) -> Choices:
    """Choices from `field=value`, as a command line has them; several columns are parted by commas.

    Raises:
        UserError: `setting_unknown_choice` for a field or a value that there is not.
    """
    found: dict[str, Any] = {}
    for one in given:
        name, _, value = one.partition("=")
        names = [field.name for field in fields(Choices)]
        if name not in names:
            raise UserError("setting_unknown_choice", setting="--read", value=name, known=list(names))
        found[name] = _value(name, value)
    return Choices(**found)


def _value(name: str, text: str) -> Any:
    if name in SEVERAL:
        parts = next(csv.reader([text], skipinitialspace=True), [])  # a name with a comma stands in quotes
        return tuple(part.strip() for part in parts if part.strip())
    if name in ("day_first", "newest_first", "once", "strays"):
        if text not in YES_OR_NO:
            raise UserError("setting_unknown_choice", setting=name, value=text, known="yes, no")
        return YES_OR_NO[text]
    if name in KNOWN and text not in KNOWN[name]:
        raise UserError("setting_unknown_choice", setting=name, value=text, known=list(KNOWN[name]))
    if name == "header_rows":
        if not text.isdecimal():
            raise UserError("setting_unknown_choice", setting=name, value=text, known="0, 1, 2, …")
        return int(text)
    return text.replace("\\t", "\t")
