"""Which forecast to send: chosen on the validation and calibration rows, before the test is looked at."""

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np

from core.arrays import Arrays, Floats
from core.evaluate import known
from core.evaluate.baselines import BASELINES, RIDGE, simplest_first
from core.evaluate.long_run import Spectrum
from core.evaluate.sent import Sent
from core.evaluate.significance import non_overlapping, spectrum_of, standard_error
from core.tasks.cell_runs import CellRuns
from core.words.methods import with_ridge

FEWEST_INDEPENDENT = 8  # origins that do not overlap; from fewer, persistence cannot be told


def sent(baselines: Arrays, cells: Sequence[CellRuns], horizon: int) -> Sent:
    """Choose among baselines, cells and cells with ridge, with `choose` on their errors before the test.

    These are made by what was fitted to train rows, on the validation and calibration rows.

    Errors are absolute ones. Of intermittent demand they are squared: there the median, which absolute errors
    reward, is often 0, and who orders by it never orders anything (Kolassa 2016). Its list begins with the
    method that is made for it.

    Args:
        baselines: What the baselines' run left.
    """
    squared = "calibration/zero" in baselines
    names = [name for name in simplest_first(BASELINES, intermittent=squared) if _complete(baselines, name)]
    forecasts = {name: baselines[f"calibration/{name}"] for name in names}
    kinds: dict[str, str] = {}
    for kind, found in _with_cells(baselines, cells).items():
        forecasts |= found
        kinds |= dict.fromkeys(found, kind)
    return choose_before(forecasts, kinds, baselines, horizon)


def choose_before(
    forecasts: Mapping[str, Floats], kinds: Mapping[str, str], baselines: Arrays, horizon: int
) -> Sent:
    """Choose by the errors on the validation and calibration rows.

    Args:
        forecasts: On these rows, shape (origins, horizon), the simplest method first.
        kinds: Of those that are not simple.
        baselines: What the baselines' run left.
    """
    squared, truth = "calibration/zero" in baselines, baselines["calibration_truth"]
    measured, rows = known.some(truth), baselines["calibration_origins"]
    stride, rows = known.stride(rows), rows[measured]
    independent = non_overlapping(len(rows), stride, horizon, rows)
    losses = {name: _losses(forecast, truth, squared)[measured] for name, forecast in forecasts.items()}
    found = spectrum_of(len(rows), horizon, stride, rows) if independent >= FEWEST_INDEPENDENT else None
    return choose(losses, independent, kinds=kinds, squared=squared, persistent=found)


def _with_cells(baselines: Arrays, cells: Sequence[CellRuns]) -> dict[str, dict[str, Floats]]:
    """By kind the forecasts in which cells have a part; those with fewer weights first."""
    ordered = sorted(cells, key=lambda runs: runs.weights * len(runs.seeds))
    alone = {runs.cell: runs.prediction("calibration") for runs in ordered}
    if not _complete(baselines, RIDGE):
        return {"cell": alone}
    half = baselines[f"calibration/{RIDGE}"]
    both = {with_ridge(name): (forecast + half) / 2 for name, forecast in alone.items()}
    return {"cell": alone, "with_ridge": both}


def choose(
    losses: Mapping[str, Floats],
    independent: int,
    *,
    kinds: Mapping[str, str] = MappingProxyType({}),
    squared: bool = False,
    persistent: Spectrum | None = None,
) -> Sent:
    """The simplest method that is as good as the best one.

    As good is who is worse than the lowest mean loss by at most one standard error of the difference, origin
    by origin (the rule of Breiman, Friedman, Olshen & Stone 1984, on pairs). Only as many origins count as do
    not overlap; where differences persist longer than that, the error is the larger one that the judge uses.
    From a single origin nothing can be told, and the simplest of all is taken.

    Args:
        losses: Loss per origin, shape (origins,), the simplest method first.
        independent: So many of the origins do not overlap.
        kinds: Of the methods; those without are simple.
        squared: What kind of losses these are.
        persistent: The lowest frequencies, of losses that come one after another.
    """
    simplest = next(iter(losses))
    if len(losses[simplest]) < 2:
        return Sent(simplest, kinds.get(simplest, "simple"), None, {}, independent, squared)
    errors = {name: float(loss.mean()) for name, loss in losses.items()}
    best = min(errors, key=lambda name: errors[name])
    chosen = next(
        name for name, loss in losses.items() if _as_good(loss - losses[best], independent, persistent)
    )
    return Sent(chosen, kinds.get(chosen, "simple"), best, errors, independent, squared)


def _as_good(difference: Floats, independent: int, persistent: Spectrum | None) -> bool:
    error = float(difference.std(ddof=1)) / math.sqrt(independent)
    if persistent is not None:
        error = max(error, standard_error(difference, persistent))
    return float(difference.mean()) <= error


def _complete(baselines: Arrays, name: str) -> bool:
    return f"calibration/{name}" in baselines and f"final/{name}" in baselines


def _losses(forecast: Floats, truth: Floats, squared: bool) -> Floats:
    """Mean over the steps ahead that were measured; nan where none was."""
    missed = np.abs(forecast - truth)
    found: Floats = known.mean(missed**2 if squared else missed, axis=1)
    return found
