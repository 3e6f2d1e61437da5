"""Which forecast to send: chosen on the calibration rows, before the test is looked at."""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from core.arrays import Floats
from core.evaluate import known
from core.evaluate.significance import non_overlapping
from core.runs.arrays import Arrays
from core.tasks.cell_runs import CellRuns
from core.tasks.outcome import Sent

# From the simplest on; cells come after them, those with fewer weights first.
SIMPLICITY = ("last_value", "mean", "drift", "seasonal_naive", "theta", "ets", "ridge")
OF_DEMAND = (
    "croston_sba",
    "mean",
    "zero",
)  # come first where demand is intermittent: the last value is chance


def sent(simple: Arrays, cells: Sequence[CellRuns], horizon: int) -> Sent:
    """Choose among the simple methods and the cells' ensembles, with `choose` on their calibration errors.

    Errors are absolute ones. Of intermittent demand they are squared: there the median, which absolute errors
    reward, is often 0, and who orders by it never orders anything (Kolassa 2016). Its list begins with the
    method that is made for it.

    Args:
        simple: What the simple methods' run left.
    """
    squared, rows = "calibration/zero" in simple, simple["calibration_origins"]
    names = dict.fromkeys((*OF_DEMAND, *SIMPLICITY) if squared else SIMPLICITY)
    forecasts = {name: simple[f"calibration/{name}"] for name in names if _complete(simple, name)}
    ordered = sorted(cells, key=lambda runs: runs.weights * len(runs.seeds))
    forecasts |= {runs.cell: runs.stacked("calibration").mean(axis=0) for runs in ordered}
    truth = simple["calibration_truth"]
    losses = {name: _losses(forecast, truth, squared) for name, forecast in forecasts.items()}
    told = known.some(truth)
    apart = non_overlapping(int(told.sum()), known.stride(rows), horizon)
    return choose({name: loss[told] for name, loss in losses.items()}, apart, squared=squared)


def choose(losses: Mapping[str, Floats], apart: int, *, squared: bool = False) -> Sent:
    """The simplest method that is as good as the best one.

    As good is who is worse than the lowest mean loss by at most one standard error of the difference, origin
    by origin (the rule of Breiman, Friedman, Olshen & Stone 1984, on pairs). Only as many origins count as do
    not overlap. From a single origin nothing can be told, and the simplest of all is taken.

    Args:
        losses: Loss per calibration origin, shape (origins,), the simplest method first.
        apart: So many of the origins do not overlap.
        squared: What kind of losses these are.
    """
    simplest = next(iter(losses))
    if len(losses[simplest]) < 2:
        return Sent(simplest, None, {}, apart, squared)
    errors = {name: float(loss.mean()) for name, loss in losses.items()}
    best = min(errors, key=lambda name: errors[name])
    chosen = next(name for name, loss in losses.items() if _as_good(loss - losses[best], apart))
    return Sent(chosen, best, errors, apart, squared)


def _as_good(difference: Floats, apart: int) -> bool:
    return float(difference.mean()) <= float(difference.std(ddof=1)) / math.sqrt(apart)


def _complete(simple: Arrays, name: str) -> bool:
    return f"calibration/{name}" in simple and f"final/{name}" in simple


def _losses(forecast: Floats, truth: Floats, squared: bool) -> Floats:
    """Mean over the steps ahead that were measured; nan where none was."""
    missed = np.abs(forecast - truth)
    found: Floats = known.mean(missed**2 if squared else missed, axis=1)
    return found
