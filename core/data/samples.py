"""Series that are there from the start: a few real ones and one for each generated behaviour."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from core.arrays import Floats
from core.data import generated
from core.data.frame import Dataset, canonical
from core.data.sources import Asked
from core.errors import UserError

FILES = Path(__file__).parent / "sample_files"
PRESELECTED = "chaotic"  # what a newcomer trains on with one click


@dataclass(frozen=True)
class Sample:
    """A series with the settings it is best seen with."""

    name: str  # key in saved links and locale files
    kind: Literal["real", "generated"]
    load: Callable[[], Dataset]
    target: str
    horizon: int  # steps ahead
    lookback: int  # steps the network sees
    task_changes: dict[str, Any] = field(default_factory=dict)  # further fields of ForecastSpec
    training_changes: dict[str, Any] = field(default_factory=dict)
    model_changes: dict[str, Any] = field(default_factory=dict)


def load_sample(name: str) -> Dataset:
    """Load a sample.

    Raises:
        UserError: `unknown_sample`, with the names there are, or `sample_not_installed`, with the package.
    """
    if name not in SAMPLES:
        raise UserError("unknown_sample", name=name, known=list(SAMPLES))
    return SAMPLES[name].load()


def load(asked: Asked) -> Dataset:
    """As a source: the sample of that name."""
    return load_sample(asked.name)


def weekly_stocks() -> Dataset:
    """Six American shares, weekly 2018-2019, each divided by its first price (plotly's package data)."""
    path = _package_file("weekly_stocks", "plotly", "package_data/datasets/stocks.csv.gz")
    return canonical(
        pd.read_csv(path), name="weekly_stocks", source="sample", time="date", target="AAPL", unit="index"
    )


def airline_passengers() -> Dataset:
    """International airline passengers, thousands a month 1949-1960 (Box & Jenkins 1976, series G)."""
    frame = pd.read_csv(FILES / "airline_passengers.csv")
    return canonical(
        frame, name="airline_passengers", source="sample", time="month", unit="thousand passengers"
    )


def yearly_sunspots() -> Dataset:
    """Yearly mean sunspot numbers 1700-2008 (Royal Observatory of Belgium, as statsmodels carries them)."""
    path = _package_file("yearly_sunspots", "statsmodels", "datasets/sunspots/sunspots.csv")
    frame = pd.read_csv(path).set_axis(["year", "sunspots"], axis=1)
    return canonical(frame, name="yearly_sunspots", source="sample", time="year", unit="sunspots")


def _package_file(sample: str, package: str, inside: str) -> Path:
    """A data file of an installed package, found without importing it."""
    spec = find_spec(package)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        if (path := Path(folder) / inside).is_file():
            return path
    raise UserError("sample_not_installed", name=sample, package=package)


def _loader(name: str, make: Callable[[], Floats], *columns: str) -> Callable[[], Dataset]:
    kept = cache(make)  # the chaotic series takes its time

    def load() -> Dataset:
        values = kept().copy()
        frame = pd.DataFrame(values.reshape(len(values), -1), columns=list(columns))
        return canonical(frame, name=name, source="sample", target=columns[-1])

    return load


def _generated(name: str, make: Callable[[], Floats], horizon: int, lookback: int, **task: Any) -> Sample:
    return Sample(name, "generated", _loader(name, make, "value"), "value", horizon, lookback, task)


# Where a series is long enough, its test block holds 30 forecasts that do not overlap: fewer decide nothing.
SAMPLES = {
    sample.name: sample
    for sample in (
        replace(
            _generated(PRESELECTED, generated.chaotic, horizon=8, lookback=32, test_share=0.2),
            training_changes={"updates": 225, "patience": 225, "least": 0, "learning_rate": 0.01},  # quick
        ),
        Sample("weekly_stocks", "real", weekly_stocks, "AAPL", 1, 8, {"test_share": 0.35}),
        Sample("airline_passengers", "real", airline_passengers, "passengers", 12, 24),
        Sample(
            "yearly_sunspots", "real", yearly_sunspots, "sunspots", 3, 33, task_changes={"test_share": 0.35}
        ),
        _generated("random_walk", generated.random_walk, horizon=1, lookback=16),
        _generated("seasonal", generated.seasonal, horizon=6, lookback=48),
        _generated("nonlinear", generated.nonlinear, horizon=4, lookback=16),
        _generated("long_memory", generated.long_memory, horizon=5, lookback=60),
        Sample(
            "tutorial_random_numbers",
            "generated",
            _loader("tutorial_random_numbers", generated.random_numbers, "number_in", "number_out"),
            "number_out",
            horizon=1,
            lookback=10,
            task_changes={"covariates": ("number_in",)},
        ),
    )
}
