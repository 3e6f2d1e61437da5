"""Times from one moment to another, such as 00:00 - 01:00: where they begin."""

import re
from dataclasses import dataclass

import pandas as pd

from core.data.cells import LONGEST
from core.data.time_words import in_plain_words
from core.notes import Note

OFFSETS = 2  # distances from UTC that one place has in a year
MOSTLY = 0.8  # share of the cells that are intervals
_BETWEEN = re.compile(
    r"(?<!\s)\s++(?:-|~|to|bis|until|à|do|по|→)\s++|(?<!\s)\s*+[~→至到]\s*+"
    r"|/(?=\d{4}-\d\d-\d\d)|(?<=:\d\d)(?P<tight>-)(?=\d\d:)"
)
_ZONE = re.compile(r"(?<!\s)\s*+\([A-Z/]++\)$")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Interval:
    """A cell cut where one time ends and the other begins."""

    start: str
    end: str
    tight: bool  # by a sign that may as well belong to a distance from UTC


def interval(cell: str) -> Interval | None:
    """The times of an interval, which are figures on both sides; None for any other cell.

    Of several places to cut, it is the first one behind the last figure that has one behind it.
    """
    if _BETWEEN.search(cell) is None:
        return None
    zone = _ZONE.search(cell)
    body = cell[: zone.start()] if zone else cell
    figures = [one.start() for one in _DIGIT.finditer(body)]
    bracket = max(body.rfind("("), body.rfind(")"))
    found, passed, last = None, 0, -1
    for between in _BETWEEN.finditer(body):
        while passed < len(figures) and figures[passed] < between.start():
            passed += 1
        if passed == len(figures) or passed in (0, last) or between.end() <= bracket:
            continue
        found, last = between, passed
    if found is None:
        return None
    return Interval(body[: found.start()].strip(), body[found.end() :], found["tight"] is not None)


def start_of(cell: str) -> str:
    """Where an interval begins; other cells as they are."""
    found = interval(cell) if len(cell) <= LONGEST else None
    return found.start if found and len(found.start) >= len("2024-01") else cell


def starts(text: pd.Series) -> tuple[pd.Series, list[Note]]:
    """Where the intervals of a column begin, and that they do; a column of anything else as it is."""
    sample = text.iloc[:: max(len(text) // 40, 1)]
    found = [interval(cell) for cell in sample]
    if sum(one is not None for one in found) < MOSTLY * len(sample):
        return text, []
    ends = {one.end for one in found if one is not None and one.tight}
    if 0 < len(ends) <= OFFSETS < len(sample):
        return text, []  # 09:30-05:00: the end never moves, so it is the distance from UTC
    begun = in_plain_words(text.map(start_of))
    return begun, [Note("intervals_begin")] if begun.iloc[0] != text.iloc[0] else []
