"""Judge a way to read a series by forward folds of ridge in the training and validation rows.

Each fold is fitted on all rows before it, at the full lookback, and judged by its mean absolute error on the
original scale. Nothing after the validation rows is looked at.
"""

import math
from dataclasses import dataclass, replace

import numpy as np

from core.arrays import Floats
from core.evaluate import known
from core.evaluate.ridge import PENALTIES, ridge_path
from core.tasks.forecast import transforms
from core.tasks.forecast.cuts import FEWEST_WINDOWS, thinned
from core.tasks.forecast.prepared import made_ready
from core.tasks.forecast.source import Chosen, Source, fit_origins

FOLDS = 4
FOLD_SHARE = 0.1  # of the rows
MOST_FITTED = 6000  # windows of a fold; fewer make levels and strong penalties look better than they are
MOST_NUMBERS = 1_000_000  # in them: with very many inputs fewer windows are fitted
MOST_JUDGED = 600


@dataclass(frozen=True)
class Tried:
    """A way to read the series, and its error."""

    chosen: Chosen
    error: float


def judged_by_folds(source: Source, chosen: Chosen) -> Tried:
    """The error by penalty over all folds, of the best penalty."""
    sums, count = np.zeros(len(PENALTIES)), 0
    for start, end in folds(source):
        found = _fold(source, chosen, start, end)
        if found is not None:
            sums, count = sums + found.sum(axis=1), count + found.shape[1]
    if not count:
        return Tried(chosen, math.inf)
    best = int(np.argmin(sums))
    return Tried(replace(chosen, penalty=float(PENALTIES[best])), float(sums[best] / count))


def _fold(source: Source, chosen: Chosen, start: int, end: int) -> Floats | None:
    """Absolute errors (penalties, steps that were measured) of one fold; None where too little can be fitted.

    Args:
        start: First row that is told.
        end: Row before which all that is told lies.
    """
    origins = fit_origins(source, chosen, start)
    if len(origins) < FEWEST_WINDOWS:
        return None
    ready = made_ready(source, chosen, start)
    inputs = ready.ridge_inputs(origins[:1]).shape[1]
    most = max(FEWEST_WINDOWS, min(MOST_FITTED, MOST_NUMBERS // inputs))
    fitted = ready.examples(thinned(origins, most)).with_answers()
    judged = np.arange(start - 1, end - source.task.horizon, dtype=np.int64)
    judged = thinned(judged, MOST_JUDGED)
    truth = transforms.asked("levels", source.truth, judged, ready.steps)
    there = ~np.isnan(truth)
    if not len(fitted.origins) or not there.any():
        return None
    x, y = _with_all_answers(ready.ridge_inputs(fitted.origins), fitted.y)
    answers = ridge_path(x, y, ready.ridge_inputs(judged))
    return np.stack([np.abs(ready.forecast(one, judged) - truth)[there] for one in answers])


def folds(source: Source) -> list[tuple[int, int]]:
    starts = fold_starts(source)
    return list(zip(starts, [*starts[1:], source.cuts.stop_end], strict=True))


def fold_starts(source: Source) -> list[int]:
    """First rows of the folds, at the end of the validation rows; fewer folds where rows are few."""
    end, task = source.cuts.stop_end, source.task
    size = max(round(FOLD_SHARE * end), task.horizon)
    least = task.lookback + task.horizon + FEWEST_WINDOWS
    starts = [end - size * fold for fold in range(FOLDS, 0, -1)]
    return [start for start in starts if start > least] or [source.cuts.train_end]


def _with_all_answers(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Windows of which every answer was measured; where these are few, a blank answer counts as average."""
    whole = np.all(~np.isnan(y), axis=1)
    if whole.sum() * 2 >= len(y) or whole.sum() >= MOST_FITTED // 2:
        return x[whole], y[whole]
    return x, np.where(np.isnan(y), np.nan_to_num(known.mean(y, axis=0)), y)
