"""Prepare a series for forecasting: cuts, scaling, windows. What is fitted sees training rows only.

What was never measured is NaN in every answer and truth; only what is read is filled.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.arrays import Floats, Ints
from core.data.cleaning import COLUMN_LIMIT
from core.data.frame import Dataset
from core.data.measured import Measured, measured
from core.errors import UserError
from core.evaluate import known
from core.evaluate.seasons import detect_period
from core.specs import ForecastSpec
from core.tasks import transforms
from core.tasks.calendar_inputs import calendar_inputs
from core.tasks.cuts import FEWEST_WINDOWS, LOST_ROWS, Cuts, cut, origins
from core.tasks.non_negative import cannot_be_negative, require_none_negative
from core.tasks.scaling import Scaling, fit_scaling
from core.tasks.windows import Windows

MOST_TEST_ORIGINS = 600
MOST_CALIBRATION_ORIGINS = 300


@dataclass(frozen=True)
class Examples:
    """Origins of one block, with everything a method needs there."""

    origins: Ints  # (n,)
    x: Windows  # n of them, scaled
    y: Floats  # (n, steps), scaled; NaN where nothing was measured
    last: Floats  # (n,) value at the origin, or the last one before it
    truth: Floats  # (n, horizon), original scale; NaN where nothing was measured

    def with_answers(self) -> "Examples":
        """Those of which at least one answer was measured: the others teach nothing."""
        has = known.some(self.y)
        if has.all():
            return self
        x = Windows(self.x.table, self.x.rows[has], self.x.lookback)
        return Examples(self.origins[has], x, self.y[has], self.last[has], self.truth[has])


@dataclass(frozen=True)
class Prepared:
    """A series made ready for one task."""

    task: ForecastSpec
    rows: Measured
    cuts: Cuts
    truth: Floats  # (time,) the target, NaN where it was not measured
    values: Floats  # the same as it is read, each blank filled with the value before it
    features: Floats  # (time + horizon, columns), scaled; beyond the last row only calendar inputs are known
    scaling: Scaling
    period: int  # 1: none found
    non_negative: bool = False  # forecasts end at 0

    @property
    def steps(self) -> int:
        """Numbers the network answers with: the horizon, or one where it feeds on its own answers."""
        return 1 if self.task.strategy == "recursive" else self.task.horizon

    def examples(self, rows: Ints) -> Examples:
        """Windows and answers at the given origins."""
        name = self.scaling.transform
        y = transforms.asked(name, self.truth, rows, self.steps)
        truth = transforms.asked("levels", self.truth, rows, self.task.horizon)
        scaled = (y - self.scaling.answer_mean) / self.scaling.answer_deviation
        return Examples(rows, self.windows(rows), scaled, self.values[rows], truth)

    def windows(self, rows: Ints) -> Windows:
        """The `lookback` steps up to and including each origin."""
        return Windows(self.features, rows, self.task.lookback)

    @property
    def gapless(self) -> bool:
        """Whether every row was measured."""
        return not np.isnan(self.truth).any()

    def block(self, name: str) -> Examples:
        """The examples of one block; test and calibration are thinned evenly where there are very many.

        Origins after which nothing was measured are left out.
        """
        rows = self._origins(name)
        return self.examples(
            rows[known.some(transforms.asked("levels", self.truth, rows, self.task.horizon))]
        )

    def unmeasured(self, name: str, *, thinned: bool = True) -> int:
        """How many origins of a block are left out because nothing was measured after them."""
        rows = self._origins(name) if thinned else origins(self.cuts, name, self.task)
        return len(rows) - int(
            known.some(transforms.asked("levels", self.truth, rows, self.task.horizon)).sum()
        )

    def _origins(self, name: str) -> Ints:
        most = {"test": MOST_TEST_ORIGINS, "calibration": MOST_CALIBRATION_ORIGINS}.get(name)
        return origins(self.cuts, name, self.task, most)

    def everything(self) -> Examples:
        """All windows of the series, for the final refit."""
        first = self.task.lookback - 1 + LOST_ROWS
        return self.examples(np.arange(first, len(self.values) - self.task.horizon, dtype=np.int64))

    def forecast(self, answer: Floats, last: Floats) -> Floats:
        """Turn scaled answers of shape (n, steps) into forecasts on the original scale."""
        raw = answer * self.scaling.answer_deviation + self.scaling.answer_mean
        told = transforms.answered(self.scaling.transform, raw, last)
        return np.maximum(told, 0.0) if self.non_negative else told

    def fitted(self) -> dict[str, Any]:
        """What was fitted or chosen from data, and all that is trained on, for the leakage audit."""
        train = self.block("train").with_answers()
        s = self.scaling
        return {
            "transform": s.transform, "period": self.period, "non_negative": self.non_negative,
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
        UserError: `series_too_short`, `too_little_measured`, `unknown_column`, `too_many_columns`,
            `negative_values`, `log_returns_need_positive_values`, or any that `measured` raises.
    """
    rows = measured(data, task.target, task.gaps)
    _require_columns(data, task.covariates)
    rows.ahead(task.horizon)  # whatever depends on dates fails before training
    truth = rows.values.to_numpy(dtype=float)
    values = known.filled(truth)
    cuts = cut(len(values), task)
    fit_end = len(values) if final else cuts.train_end
    _require_change(values[:fit_end], task.target)
    name = task.transform
    if name == "auto":
        positive = bool((values > 0).all())
        name = transforms.choose(truth[: cuts.train_end], task.lookback, task.horizon, positive)
    raw = np.column_stack([transforms.seen(name, values), *(rows.frame[c].ffill() for c in task.covariates)])
    scaling = fit_scaling(name, truth, raw, task, fit_end)
    usual = data.usual.cycles if data.usual else ()
    period = detect_period(values[: cuts.train_end], data.frequency, usual)
    features = _features(rows, raw, scaling, task)
    if not final:
        require_none_negative(task, truth[:fit_end])
    floor = cannot_be_negative(task, truth[:fit_end])
    prepared = Prepared(task, rows, cuts, truth, values, features, scaling, period, floor)
    if not prepared.gapless:
        _require_measured(prepared)
    return prepared


def _require_measured(prepared: Prepared) -> None:
    """Every block needs what it is there for; each step ahead an interval and a score."""
    enough = {"train": FEWEST_WINDOWS, "stop": 1, "calibration": 1, "test": 1}
    for name, least in enough.items():
        examples = prepared.block(name).with_answers()
        scored = name in ("calibration", "test")
        steps = np.sum(~np.isnan(examples.truth), axis=0) if scored else [least]
        if len(examples.origins) < least or np.min(steps, initial=least) < least:
            raise UserError("too_little_measured", block=name, column=prepared.task.target)


def _require_columns(data: Dataset, wanted: tuple[str, ...]) -> None:
    if len(wanted) > COLUMN_LIMIT - 1:
        raise UserError("too_many_columns", count=len(wanted), limit=COLUMN_LIMIT - 1)
    for column in wanted:
        if column not in data.frame:
            raise UserError("unknown_column", column=column, known=", ".join(data.frame.columns))


def _require_change(train: Floats, target: str) -> None:
    if np.ptp(train) == 0:
        raise UserError("constant_target", column=target, value=float(train[0]))


def _features(rows: Measured, raw: Floats, scaling: Scaling, task: ForecastSpec) -> Floats:
    scaled = np.nan_to_num((raw - scaling.input_mean) / scaling.input_deviation)
    beyond = np.zeros((task.horizon, scaled.shape[1]))
    columns = np.vstack([scaled, beyond])
    if not task.calendar:
        return columns
    ahead, _ = rows.ahead(task.horizon)
    return np.column_stack([columns, calendar_inputs(rows.frame.index.append(ahead), rows.data.frequency)])
