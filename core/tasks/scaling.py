"""Scales of inputs and answers, fitted on training rows."""

from dataclasses import dataclass

import numpy as np

from core.arrays import Floats
from core.evaluate import known
from core.specs import ForecastSpec
from core.tasks import transforms
from core.tasks.cuts import LOST_ROWS


@dataclass(frozen=True)
class Scaling:
    """What was fitted on the training rows.

    Inputs are (x - mean) / deviation per column; answers are (y - mean) / deviation per step ahead.
    """

    transform: str
    input_mean: Floats  # (columns,)
    input_deviation: Floats
    answer_mean: Floats  # (steps,)
    answer_deviation: Floats


def fit_scaling(name: str, truth: Floats, raw: Floats, task: ForecastSpec, fit_end: int) -> Scaling:
    """Fit on the rows before `fit_end`; answers on what was measured of them.

    Args:
        name: Of the transform.
        truth: The target, shape (time,), NaN where it was not measured.
        raw: What is read, shape (time, columns), unscaled; NaN before a column begins.
    """
    train = raw[LOST_ROWS:fit_end]
    steps = 1 if task.strategy == "recursive" else task.horizon
    if name == "levels":
        seen = truth[:fit_end]
        mean, deviation = np.full(steps, known.mean(seen)), np.full(steps, known.deviation(seen))
    else:
        rows = np.arange(task.lookback - 1 + LOST_ROWS, fit_end - steps, dtype=np.int64)
        mean, deviation = np.zeros(steps), known.deviation(transforms.asked(name, truth, rows, steps), axis=0)
    filled = np.nan_to_num(np.nanmean(train, axis=0)) if len(train) else np.zeros(raw.shape[1])
    spread = np.nan_to_num(np.nanstd(train, axis=0))
    return Scaling(name, filled, _never_zero(spread), mean, _never_zero(deviation))


def _never_zero(deviation: Floats) -> Floats:
    return np.where(deviation > 0, deviation, 1.0)  # not known counts as zero
