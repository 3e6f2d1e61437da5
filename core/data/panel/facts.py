"""What is known of many series without holding them: names, counts, and a few series to draw."""

from dataclasses import dataclass

import pandas as pd

from core.data.cleaning import shown
from core.notes import Note


@dataclass(frozen=True)
class Drawn:
    """A series as it is drawn: every so many rows."""

    id: str
    times: list[str]
    values: list[float | None]


@dataclass(frozen=True)
class PanelFacts:
    """Names, counts and findings."""

    sha256: str
    name: str
    source: str
    column: str  # the target
    known: tuple[str, ...]  # columns known ahead
    past: tuple[str, ...]
    fixed_names: tuple[str, ...]
    widths: list[int]  # categories of each fixed column
    series: int
    shortest: int  # rows up to the last measured value
    usual: int
    longest: int
    blanks: int  # rows in between without a value
    ended: int  # series whose last value lies before the last one of all
    ahead: int  # rows behind the last value of all in which all that is known ahead is there
    lacking: str  # the first series in which it is missing then, and the first time; "" where it is all there
    lacking_time: str
    measured: list[int]  # rows of each series
    frequency: str | None
    first: str  # time of the first row
    last: str  # time of the last measured value of all
    notes: tuple[Note, ...]
    drawn: tuple[Drawn, ...]


def time_of(grid: pd.Index, place: int) -> str:
    """A time of the grid as a person writes it; of counted steps their number."""
    return shown(grid[place]) if isinstance(grid, pd.DatetimeIndex) else str(place + 1)
