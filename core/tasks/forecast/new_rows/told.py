"""A forecast as it was told: from which row, by which methods, with intervals, and the news it came with."""

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from core.arrays import Floats
from core.store.forecasts import KeptForecast
from core.store.jsonable import plain
from core.tasks.forecast.outcome import Outcome, cut_at_zero

FIRST, TRAINED, CONTINUED = "first", "trained", "continued"  # ways in which forecasts come to be


@dataclass(frozen=True, eq=False)
class Told:
    """One forecast, on the scale that networks were trained on."""

    origin: Any  # time, or number of the step, of the last row that was known
    times: pd.Index  # (horizon,) of what is told
    provisional: bool  # these are weekdays, because the exchange's calendar ends earlier
    sent: str  # the method to be used, named before the test
    forecasts: dict[str, Floats]  # method -> (horizon,)
    widths: dict[str, dict[float, Floats]]  # of those with intervals -> level -> half of each, (horizon,)
    non_negative: bool  # intervals end at 0
    factor: float  # by which the history was multiplied since the training: what is shown is
    arrived: pd.Series  # values of the target that nobody knew before, by their times

    def bounds(self, name: str, level: float) -> tuple[Floats, Floats]:
        """Low and high ends of a method's interval, (horizon,) each."""
        centre, width = self.forecasts[name], self.widths[name][level]
        return cut_at_zero(centre - width, self.non_negative), centre + width


def first_told(outcome: Outcome) -> Told:
    """The forecast that an experiment ended with."""
    future, series = outcome.future, outcome.history
    return Told(
        series.index[-1], future.times, future.provisional, outcome.sent.name, dict(future.forecasts),
        dict(future.widths), bool(outcome.facts.get("non_negative_ahead")), 1.0, series.iloc[:0],
    )  # fmt: skip


def to_text(told: Told) -> str:
    """As it is kept: JSON, in which every number stays what it is to the last bit."""
    dated = isinstance(told.times, pd.DatetimeIndex)
    return json.dumps(
        {
            "dated": dated, "origin": plain(told.origin), "times": plain(list(told.times)),
            "provisional": told.provisional, "sent": told.sent, "forecasts": plain(told.forecasts),
            "widths": plain(told.widths), "non_negative": told.non_negative, "factor": told.factor,
            "arrived": [plain(list(told.arrived.index)), plain(told.arrived.to_numpy())],
        }
    )  # fmt: skip


def from_text(kept: KeptForecast) -> Told:
    """The same, read back."""
    found = json.loads(kept.body)
    dated, (times, values) = found["dated"], found["arrived"]
    return Told(
        origin=_index([found["origin"]], dated)[0], times=_index(found["times"], dated),
        provisional=found["provisional"], sent=found["sent"], non_negative=found["non_negative"],
        forecasts={name: np.array(one, dtype=float) for name, one in found["forecasts"].items()},
        widths={
            name: {float(level): np.array(one, dtype=float) for level, one in levels.items()}
            for name, levels in found["widths"].items()
        },
        factor=found["factor"], arrived=pd.Series(values, index=_index(times, dated), dtype=float),
    )  # fmt: skip


def _index(times: list[Any], dated: bool) -> pd.Index:
    return pd.DatetimeIndex(times).as_unit("us") if dated else pd.Index(times, dtype="int64")
