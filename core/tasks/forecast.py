"""Prepare a series for forecasting: cuts, scaling, windows. What is fitted sees training rows only."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from core.arrays import Floats, Ints
from core.data.calendars import future_times
from core.data.cleaning import COLUMN_LIMIT
from core.data.frame import Dataset
from core.data.report import require_target
from core.errors import UserError
from core.evaluate.seasons import detect_period
from core.specs import ForecastSpec
from core.tasks import transforms
from core.tasks.calendar_inputs import calendar_inputs
from core.tasks.cuts import LOST_ROWS, Cuts, cut, origins
from core.tasks.windows import Windows

MOST_TEST_ORIGINS = 600
MOST_CALIBRATION_ORIGINS = 300


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


@dataclass(frozen=True)
class Examples:
    """Origins of one block, with everything a method needs there."""

    origins: Ints  # (n,)
    x: Windows  # n of them, scaled
    y: Floats  # (n, steps), scaled
    last: Floats  # (n,) value at the origin
    truth: Floats  # (n, horizon), original scale


@dataclass(frozen=True)
class Prepared:
    """A series made ready for one task."""

    task: ForecastSpec
    cuts: Cuts
    values: Floats  # (time,) the target, missing values filled from the past
    features: Floats  # (time + horizon, columns), scaled; beyond the last row only calendar inputs are known
    scaling: Scaling
    period: int  # 1: none found

    @property
    def steps(self) -> int:
        """Numbers the network answers with: the horizon, or one where it feeds on its own answers."""
        return 1 if self.task.strategy == "recursive" else self.task.horizon

    def examples(self, rows: Ints) -> Examples:
        """Windows and answers at the given origins."""
        name = self.scaling.transform
        y = transforms.asked(name, self.values, rows, self.steps)
        truth = transforms.asked("levels", self.values, rows, self.task.horizon)
        scaled = (y - self.scaling.answer_mean) / self.scaling.answer_deviation
        return Examples(rows, self.windows(rows), scaled, self.values[rows], truth)

    def windows(self, rows: Ints) -> Windows:
        """The `lookback` steps up to and including each origin."""
        return Windows(self.features, rows, self.task.lookback)

    def block(self, name: str) -> Examples:
        """The examples of one block; test and calibration are thinned evenly where there are very many."""
        most = {"test": MOST_TEST_ORIGINS, "calibration": MOST_CALIBRATION_ORIGINS}.get(name)
        return self.examples(origins(self.cuts, name, self.task, most))

    def everything(self) -> Examples:
        """All windows of the series, for the final refit."""
        first = self.task.lookback - 1 + LOST_ROWS
        return self.examples(np.arange(first, len(self.values) - self.task.horizon, dtype=np.int64))

    def forecast(self, answer: Floats, last: Floats) -> Floats:
        """Turn scaled answers of shape (n, steps) into forecasts on the original scale."""
        raw = answer * self.scaling.answer_deviation + self.scaling.answer_mean
        return transforms.answered(self.scaling.transform, raw, last)

    def fitted(self) -> dict[str, Any]:
        """What was fitted or chosen from data, and all that is trained on, for the leakage audit."""
        train = self.block("train")
        s = self.scaling
        return {
            "transform": s.transform, "period": self.period,
            "input_mean": s.input_mean, "input_deviation": s.input_deviation,
            "answer_mean": s.answer_mean, "answer_deviation": s.answer_deviation,
            "training_origins": train.origins,
            "training_inputs": self.features[: train.origins[-1] + 1], "training_answers": train.y,
        }  # fmt: skip


def prepare(data: Dataset, task: ForecastSpec, *, final: bool = False) -> Prepared:
    """Cut, fill, transform and scale a series.

    Args:
        final: Fit on all rows, for the forecast after the backtest.

    Raises:
        UserError: `series_too_short`, `target_missing`, `all_missing`, `constant_target`, `unknown_column` or
            `too_many_columns` or `log_returns_need_positive_values`.
    """
    require_target(data, task.target)
    _require_columns(data, task.covariates)
    future_times(data, task.horizon)  # whatever depends on dates fails before training
    frame = _from_first_target(data.frame, task)
    values = frame[task.target].ffill().to_numpy(dtype=float)
    cuts = cut(len(values), task)
    fit_end = len(values) if final else cuts.train_end
    _require_change(values[:fit_end], task.target)
    name = task.transform
    if name == "auto":
        positive = bool((values > 0).all())
        name = transforms.choose(values[: cuts.train_end], task.lookback, task.horizon, positive)
    raw = np.column_stack([transforms.seen(name, values), *(frame[c].ffill() for c in task.covariates)])
    scaling = _fit(name, values, raw, task, fit_end)
    period = detect_period(values[: cuts.train_end], data.frequency)
    return Prepared(task, cuts, values, _features(data, frame.index, raw, scaling, task), scaling, period)


def _from_first_target(frame: pd.DataFrame, task: ForecastSpec) -> pd.DataFrame:
    first = int(np.argmax(frame[task.target].notna().to_numpy()))
    return frame.iloc[first:]


def _require_columns(data: Dataset, wanted: tuple[str, ...]) -> None:
    if len(wanted) > COLUMN_LIMIT - 1:
        raise UserError("too_many_columns", count=len(wanted), limit=COLUMN_LIMIT - 1)
    for column in wanted:
        if column not in data.frame:
            raise UserError("unknown_column", column=column, known=", ".join(data.frame.columns))


def _require_change(train: Floats, target: str) -> None:
    if np.ptp(train) == 0:
        raise UserError("constant_target", column=target, value=float(train[0]))


def _fit(name: str, values: Floats, raw: Floats, task: ForecastSpec, fit_end: int) -> Scaling:
    train = raw[LOST_ROWS:fit_end]
    steps = 1 if task.strategy == "recursive" else task.horizon
    if name == "levels":
        mean, deviation = np.full(steps, values[:fit_end].mean()), np.full(steps, values[:fit_end].std())
    else:
        rows = np.arange(task.lookback - 1 + LOST_ROWS, fit_end - steps, dtype=np.int64)
        mean, deviation = np.zeros(steps), transforms.asked(name, values, rows, steps).std(axis=0)
    filled = np.nan_to_num(np.nanmean(train, axis=0)) if len(train) else np.zeros(raw.shape[1])
    spread = np.nan_to_num(np.nanstd(train, axis=0))
    return Scaling(name, filled, _never_zero(spread), mean, _never_zero(deviation))


def _never_zero(deviation: Floats) -> Floats:
    return np.where(deviation > 0, deviation, 1.0)


def _features(data: Dataset, index: pd.Index, raw: Floats, scaling: Scaling, task: ForecastSpec) -> Floats:
    scaled = np.nan_to_num((raw - scaling.input_mean) / scaling.input_deviation)
    beyond = np.zeros((task.horizon, scaled.shape[1]))
    columns = np.vstack([scaled, beyond])
    if not task.calendar:
        return columns
    ahead = future_times(data, task.horizon).index
    return np.column_stack([columns, calendar_inputs(index.append(ahead), data.frequency)])
