"""The methods that every network has to beat, one row each; pages call them simple methods.

To add one: a row at the end of its table, the function that it names, `method.<name>` in every language.
When it is computed and sent, its place in tables and its line in charts follow. Imports nothing heavy.
"""

import math
from collections import ChainMap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, TypeVar

from core.arrays import Floats

LONGEST_HISTORY = 5000  # rows that ETS and Theta look back at
ARIMA_HISTORY = 2000
MOST_TO_WARP = 1000  # series
LONGEST_LIKELIHOOD = 12  # season up to which ARIMA's likelihood is maximised; with 24 it takes a minute
HERE = "core.evaluate"


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """What every table's rows have."""

    name: str  # as in stored arrays
    computed: str  # dotted name of the function that computes it
    simplicity: int | None  # ties are settled for the lowest; None: it takes no part in them

    def load(self) -> Callable[..., Any]:
        """The function that computes it, imported when it is asked for."""
        module, _, name = self.computed.rpartition(".")
        function: Callable[..., Any] = getattr(import_module(module), name)
        return function


@dataclass(frozen=True, kw_only=True)
class SeriesBaseline(Baseline):
    """A forecast: `computed(values, origins, horizon, period, fit_rows)`, shape (origins, horizon).

    Of a row that reads windows it is `computed(windows)`, see `Windows`. A row without `simplicity` is
    computed for intermittent demand only.
    """

    fitted: float = 0  # most rows that its parameters are fitted on; 0: it has none
    periods: int = 0  # seasons that must be known at the first origin, of a series that has one
    states: bool = False  # they follow the series, which is read without blanks and without a long season
    windows: bool = False  # reads what ridge reads, not the bare series
    demand: int | None = None  # its place among those that come first where demand is intermittent
    likelihood: float = math.inf  # season up to which it is fitted by maximum likelihood
    level: bool = False  # one level, wherever the series has gone: its line would flatten all others


@dataclass(frozen=True, kw_only=True)
class ClassBaseline(Baseline):
    """A classifier."""

    bag: bool = False  # a bag of words: the best one is averaged with cells, and kept to score texts
    most: float = math.inf  # examples, all together, up to which it is computed


@dataclass(frozen=True, kw_only=True)
class TextBaseline(ClassBaseline):
    """Of texts: `computed(counted)` gives `core.evaluate.counted.Answers`."""


@dataclass(frozen=True, kw_only=True)
class ShapeBaseline(ClassBaseline):
    """Of whole series: `computed(shapes)` fits it and gives `core.evaluate.shapes.Tell`."""


@dataclass(frozen=True)
class Windows:
    """What a baseline that reads windows is given; all of it scaled."""

    x: Floats  # (n, inputs) that are fitted
    y: Floats  # (n, steps) their answers, NaN where nothing was measured
    wanted: Floats  # (origins, inputs)
    penalty: float  # of ridge, per fitted window, as forward folds chose it
    forecasts: Callable[[Floats], Floats]  # from scaled answers (origins, steps) to forecasts


Row = TypeVar("Row", bound=Baseline)


def _table(*rows: Row) -> dict[str, Row]:
    return {row.name: row for row in rows}


BASELINES = _table(
    SeriesBaseline(name="last_value", computed=f"{HERE}.naive.last_value", simplicity=10),
    SeriesBaseline(
        name="mean", computed=f"{HERE}.naive.mean", simplicity=20, fitted=math.inf, demand=20, level=True
    ),
    SeriesBaseline(name="drift", computed=f"{HERE}.naive.drift", simplicity=30, fitted=math.inf),
    SeriesBaseline(name="seasonal_naive", computed=f"{HERE}.naive.seasonal_naive", simplicity=40, periods=1),
    SeriesBaseline(
        name="ets", computed=f"{HERE}.ets.ets_forecasts", simplicity=60, fitted=LONGEST_HISTORY, states=True
    ),
    SeriesBaseline(
        name="theta", computed=f"{HERE}.theta.theta_forecasts", simplicity=50, fitted=LONGEST_HISTORY,
        states=True,
    ),
    SeriesBaseline(
        name="auto_arima", computed=f"{HERE}.arima.arima_forecasts", simplicity=70, fitted=ARIMA_HISTORY,
        states=True, likelihood=LONGEST_LIKELIHOOD,
    ),
    SeriesBaseline(name="croston_sba", computed=f"{HERE}.croston.croston_sba", simplicity=None, demand=10),
    SeriesBaseline(name="zero", computed=f"{HERE}.naive.zero", simplicity=None, demand=30),
    SeriesBaseline(
        name="ridge", computed=f"{HERE}.ridge.ridge_answers", simplicity=80, fitted=math.inf, windows=True
    ),
)  # fmt: skip
TEXT_BASELINES = _table(
    TextBaseline(name="majority", computed=f"{HERE}.majority.majority", simplicity=10),
    TextBaseline(
        name="tfidf_logistic", computed=f"{HERE}.tfidf_logistic.tfidf_logistic", simplicity=20, bag=True
    ),
    TextBaseline(name="nb_svm", computed=f"{HERE}.nb_svm.nb_svm_answers", simplicity=30, bag=True),
)
SHAPE_BASELINES = _table(
    ShapeBaseline(name="majority", computed=f"{HERE}.majority.largest_class", simplicity=10),
    ShapeBaseline(name="summary_logistic", computed=f"{HERE}.summaries.summary_logistic", simplicity=20),
    ShapeBaseline(name="ridge_values", computed=f"{HERE}.ridge_classifier.ridge_values", simplicity=30),
    ShapeBaseline(name="nearest", computed=f"{HERE}.nearest.nearest", simplicity=40),
    ShapeBaseline(
        name="nearest_dtw", computed=f"{HERE}.nearest.nearest_dtw", simplicity=50, most=MOST_TO_WARP
    ),
)
# Whatever the examples are, those of one name are one method.
CLASS_BASELINES: Mapping[str, ClassBaseline] = ChainMap[str, Any](SHAPE_BASELINES, TEXT_BASELINES)
RIDGE = "ridge"  # cells are averaged with it


def simplest_first(table: Mapping[str, Row], *, intermittent: bool = False) -> list[str]:
    """Names in the order in which ties are settled.

    Args:
        intermittent: Demand comes now and then. What is made for it comes first: there the last value is
            chance.
    """
    first = {name: row.demand for name, row in table.items() if isinstance(row, SeriesBaseline)}
    known = {name: place for name, place in first.items() if place is not None} if intermittent else {}
    others = {name: row.simplicity for name, row in table.items() if row.simplicity is not None}
    ordered = (*sorted(known, key=lambda name: known[name]), *sorted(others, key=lambda name: others[name]))
    return list(dict.fromkeys(ordered))
