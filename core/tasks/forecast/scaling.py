"""Scales of inputs and answers, fitted on the rows before a cut; and a scale of each window's own."""

from dataclasses import dataclass

import numpy as np

from core.arrays import Floats, Ints
from core.evaluate import known
from core.tasks.forecast import transforms
from core.tasks.forecast.spec import ForecastSpec

RECENT = 3  # part of the rows that the scale of answers must not fall behind: a growing series outgrows it


@dataclass(frozen=True)
class Scaling:
    """What was fitted on the rows before a cut.

    Inputs are (x - mean) / deviation per column; answers are (y - mean) / deviation per step ahead, after
    each window's own shift and scale.
    """

    transform: str
    input_mean: Floats  # (columns,)
    input_deviation: Floats
    answer_mean: Floats  # (steps,)
    answer_deviation: Floats
    season: int = 1  # rows, of seasonal differences


@dataclass(frozen=True)
class Own:
    """A shift and a scale of each window's own, for what is read of the target and for the answers."""

    shift: Floats  # (n,)
    scale: Floats  # (n,)


def own(kind: str, name: str, shown: Floats, values: Floats, origins: Ints, lookback: int) -> Own:
    """The last value that is seen, or the mean size of the values in the window (never zero).

    Args:
        kind: "none", "last" or "mean".
        name: Of the transform.
        shown: What is seen of the target, (time,), unscaled.
        values: The target, original scale, nothing missing.
    """
    if kind == "last":
        return Own(shown[origins], np.ones(len(origins)))
    if kind == "none":
        return Own(np.zeros(len(origins)), np.ones(len(origins)))
    sums = np.concatenate([[0.0], np.cumsum(np.abs(values))])
    size = never_zero((sums[origins + 1] - sums[origins + 1 - lookback]) / lookback)
    return Own(size if name == "levels" else np.zeros(len(origins)), size)


def fit_scaling(
    name: str, season: int, truth: Floats, raw: Floats, task: ForecastSpec, origins: Ints, fit_end: int
) -> Scaling:
    """Fit on the rows before `fit_end`; answers on what was measured of them.

    Args:
        name: Of the transform.
        season: Of seasonal differences, rows.
        truth: The target, shape (time,), NaN where it was not measured.
        raw: What is read, shape (time, columns), unscaled; NaN before a column begins.
        origins: All whose answers end before `fit_end`.
    """
    kind, steps = task.window_scaling, 1 if task.strategy == "recursive" else task.horizon
    train = raw[transforms.lost(name, season) : fit_end]
    filled = np.nan_to_num(np.nanmean(train, axis=0)) if len(train) else np.zeros(raw.shape[1])
    spread = np.nan_to_num(np.nanstd(train, axis=0)) if len(train) else np.ones(raw.shape[1])
    if name == "levels" and kind == "none":
        seen = truth[:fit_end]
        mean, deviation = np.full(steps, known.mean(seen)), np.full(steps, known.deviation(seen))
        return Scaling(name, filled, never_zero(spread), mean, never_zero(deviation), season)
    each = own(kind, name, raw[:, 0], known.filled(truth), origins, task.lookback)
    answers = transforms.asked(name, truth, origins, steps, season)
    answers = (answers - each.shift[:, None]) / each.scale[:, None]
    recent = answers[-max(1, len(answers) // RECENT) :]
    size = np.fmax(_size(answers), _size(recent))
    if kind != "none":
        places = origins[:, None] + np.arange(1 - task.lookback, 1)
        windows = (raw[places, 0] - each.shift[:, None]) / each.scale[:, None]
        filled[0], spread[0] = 0.0, np.sqrt(np.mean(windows**2)) if windows.size else 1.0
    return Scaling(name, filled, never_zero(spread), np.zeros(steps), never_zero(size), season)


def _size(answers: Floats) -> Floats:
    """Deviation per step of what was measured."""
    found: Floats = known.deviation(answers, axis=0)
    return found


def never_zero(deviation: Floats) -> Floats:
    """Zero, and what is not known, as one."""
    return np.where(deviation > 0, deviation, 1.0)
