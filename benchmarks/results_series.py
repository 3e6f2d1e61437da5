"""The real series of `docs/results.md`. No recipe was chosen on any of them: that was done on the series of
DESIGN, of which none is here.
"""

from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from core.data.frame import Dataset, canonical
from core.data.repairs import repaired
from core.tasks.forecast.api import from_file

MELBOURNE = pd.Timedelta(hours=10)  # ahead of the stamps in the file, summer time left aside
DESIGN = (
    "ETTh1's columns HULL, MUFL and LULL; C6H6, NO2, T, AH and the sensors S1 and S2 of Air Quality; the "
    "volumes of AAPL and GOOG; sunspots before 1850; the load of Victoria in its first year, 2012; columns "
    "of NN5, of M4 hourly and of the monthly tourism competition; generated series"
)


@dataclass(frozen=True)
class Series:
    """One column of a file and what is forecast from it."""

    name: str
    path: str
    target: str  # "": the one that the file suggests
    horizon: int
    lookback: int
    group: str  # "share", "seasonal" or "other"
    rows: int | None = None  # the last so many; all by default
    every: str = ""  # sums over so much time; the rows of the file by default

    @property
    def title(self) -> str:
        """What it is called, with what is forecast from what."""
        return f"{self.name} ({self.lookback} → {self.horizon})"

    @property
    def key(self) -> str:
        """For the name of a file."""
        return "".join(char if char.isalnum() else "-" for char in self.title.replace(" → ", "-")).strip("-")


def _shares() -> list[Series]:
    folder = "stocks/stocknet_2012_2017"
    names = ("AAPL", "AMZN", "BABA", "GOOG", "MSFT")
    prices = [Series(f"{n}, adjusted close", f"{folder}/{n}.csv", "Adj Close", 5, 60, "share") for n in names]
    volumes = ("AMZN", "BABA", "MSFT")
    return prices + [Series(f"{n}, volume", f"{folder}/{n}.csv", "Volume", 5, 60, "other") for n in volumes]


def _hourly() -> list[Series]:
    loads, air = "series/ETTh1.csv", "awkward/AirQualityUCI_semicolon_decimalcomma.csv"
    gases = ("CO(GT)", "NOx(GT)", "PT08.S5(O3)", "RH")
    return [
        Series("ETTh1, OT, last 4,000 rows", loads, "OT", 24, 96, "seasonal", rows=4000),
        Series("ETTh1, OT, all rows", loads, "OT", 24, 96, "seasonal"),
        *(
            Series(f"ETTh1, {n}, last 4,000 rows", loads, n, 24, 96, "seasonal", rows=4000)
            for n in ("HUFL", "LUFL", "MULL")
        ),
        *(Series(f"Air Quality, {n}, last 4,000 rows", air, n, 24, 96, "seasonal", rows=4000) for n in gases),
    ]


VICTORIA = "panel/vic_electricity.csv"
SERIES = [
    Series("Airline passengers", "series/airline-passengers.csv", "", 3, 24, "seasonal"),
    Series("Airline passengers", "series/airline-passengers.csv", "", 12, 24, "seasonal"),
    *_shares(),
    Series("Monthly sunspots", "series/monthly-sunspots.csv", "", 12, 60, "other"),
    Series("Daily minimum temperatures", "series/daily-min-temperatures.csv", "", 7, 60, "seasonal"),
    *_hourly(),
    Series("Load of Victoria by day", VICTORIA, "Demand", 7, 56, "seasonal", every="D"),
    Series("Load of Victoria by hour, last 6,000", VICTORIA, "Demand", 24, 96, "seasonal", 6000, "h"),
]


def loaded(one: Series, folder: Path) -> Dataset:
    """A series as it is forecast: stand-ins for missing values emptied, summed up, cut to its last rows."""
    data = repaired(from_file(folder / one.path, target=one.target or None), ("stand_ins",))
    if one.every:
        data = _summed(data, one)
    if one.rows:
        data = replace(data, frame=data.frame.iloc[-one.rows :])
    return data


def _summed(data: Dataset, one: Series) -> Dataset:
    """Sums of the target over hours or days of Melbourne; unfinished ones at the ends are left out."""
    values = data.frame[one.target].set_axis(data.frame.index + MELBOURNE)
    parts = values.resample(one.every)
    whole = parts.count() == parts.count().max()
    sums = parts.sum()[whole].rename_axis("time").reset_index()
    return canonical(sums, name=one.name, source="upload", time="time", target=one.target)
