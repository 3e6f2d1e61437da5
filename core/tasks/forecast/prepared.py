"""A series made ready: windows and answers for the networks, flat inputs for ridge, and the way back."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.arrays import Floats, Ints
from core.data.measured import Measured
from core.data.windows import Windows
from core.evaluate import known
from core.tasks.forecast import transforms
from core.tasks.forecast.cuts import Cuts, origins
from core.tasks.forecast.day_blocks import by_day
from core.tasks.forecast.scaling import Own, Scaling, fit_scaling, own
from core.tasks.forecast.source import Chosen, Examples, Source, fit_origins
from core.tasks.forecast.spec import ForecastSpec

MOST_ORIGINS = {"test": 600, "calibration": 600}


@dataclass(frozen=True)
class Prepared:
    """A series made ready for one task, fitted on the rows before one of them."""

    source: Source
    chosen: Chosen
    before: int  # the row before which everything is fitted
    features: Floats  # (time + horizon, columns), scaled; beyond the last row only the calendar is known
    table: Floats  # the same as the networks' windows are cut from it: a row is a step
    scaling: Scaling
    non_negative: bool = False  # forecasts end at 0

    @property
    def task(self) -> ForecastSpec:
        """The task, its lookback in whole days where days are read."""
        return self.source.task

    @property
    def cuts(self) -> Cuts:
        """Where the blocks end."""
        return self.source.cuts

    @property
    def rows(self) -> Measured:
        """The rows of the target."""
        return self.source.rows

    @property
    def truth(self) -> Floats:
        """The target, (time,), NaN where it was not measured."""
        return self.source.truth

    @property
    def values(self) -> Floats:
        """The same, each blank filled with the value before it."""
        return self.source.values

    @property
    def period(self) -> int:
        """Rows of the season in the training rows; 1: none found."""
        return self.source.period

    @property
    def steps(self) -> int:
        """Numbers the network answers with: the horizon, or one where it feeds on its own answers."""
        return 1 if self.task.strategy == "recursive" else self.task.horizon

    @property
    def columns(self) -> int:
        """Numbers the network reads at each step."""
        return int(self.table.shape[1])

    @property
    def names(self) -> list[tuple[str, str]]:
        """What each column of the features is: "seen", "level", "column", "cycle" or "holiday", and which."""
        return self.source.names(self.chosen)

    @property
    def lookback(self) -> int:
        """Steps of a window: rows, or days."""
        return self.task.lookback // self.chosen.blocks

    @property
    def gapless(self) -> bool:
        """Whether every row was measured."""
        return not np.isnan(self.truth).any()

    def examples(self, rows: Ints) -> Examples:
        """Windows and answers at the given origins."""
        y = transforms.asked(self.chosen.transform, self.truth, rows, self.steps, self.chosen.season)
        truth = transforms.asked("levels", self.truth, rows, self.task.horizon)
        each = self._own(rows)
        raw = (y - each.shift[:, None]) / each.scale[:, None]
        scaled = (raw - self.scaling.answer_mean) / self.scaling.answer_deviation
        return Examples(rows, self.windows(rows), scaled, self.values[rows], truth)

    def windows(self, rows: Ints) -> Windows:
        """The steps up to and including each origin."""
        blocks = self.chosen.blocks
        windows = Windows(self.table, rows, self.lookback, blocks)
        if self.task.window_scaling == "none":
            return windows
        cut = windows.cut()
        cut[:, :, :blocks] = self._scaled(cut[:, :, :blocks], rows)
        return Windows.of(cut)

    def ridge_inputs(self, rows: Ints) -> Floats:
        """The same windows flat, (n, inputs): target and covariates, and the calendar of the origin once."""
        seen = 1 + self.chosen.level + self.source.others.shape[1]
        cut = Windows(self.features[:, :seen], rows, self.task.lookback).cut()
        if self.task.window_scaling != "none":
            cut[:, :, :1] = self._scaled(cut[:, :, :1], rows)
        return np.column_stack([cut.reshape(len(rows), -1), self.features[rows, seen:]])

    def forecast(self, answer: Floats, rows: Ints) -> Floats:
        """Turn scaled answers of shape (n, steps) into forecasts on the original scale.

        Args:
            rows: Their origins, shape (n,).
        """
        start = self.values[rows, None]
        if self.chosen.transform == transforms.SEASONAL:
            whole, season = self.source.read(self.chosen), self.chosen.season
            start = transforms.seasonal_naive(whole, rows, answer.shape[1], season)
        each = self._own(rows)
        raw = (answer * self.scaling.answer_deviation + self.scaling.answer_mean) * each.scale[:, None]
        return self._possible(raw + each.shift[:, None], start)

    def forecast_from(self, answer: Floats, last: Floats) -> Floats:
        """The same from values at the origins, (n,), that may be forecasts themselves."""
        raw = answer * self.scaling.answer_deviation + self.scaling.answer_mean
        return self._possible(raw, last[:, None])

    def block(self, name: str) -> Examples:
        """The examples of one block; test and calibration are thinned evenly where there are very many.

        "calibration" means the validation and calibration rows: what networks fitted on training rows tell of
        them makes the intervals. Origins after which nothing was measured are left out.
        """
        rows = self._origins(name)
        return self.examples(rows[self._some(rows)])

    def test_folds(self) -> list[tuple[int, Ints]]:
        """For each fold of the test the row before which everything is refitted, and its origins."""
        rows = self.block("test").origins
        parts = [part for part in np.array_split(rows, self.cuts.folds) if len(part)]
        starts = [self.cuts.calibration_end, *(int(part[0]) + 1 for part in parts[1:])]
        return list(zip(starts, parts, strict=True))

    def unmeasured(self, name: str, *, thinned: bool = True) -> int:
        """How many origins of a block are left out because nothing was measured after them."""
        rows = self._origins(name) if thinned else origins(self.cuts, name, self.task)
        return len(rows) - int(self._some(rows).sum())

    def everything(self) -> Examples:
        """All windows whose answers end before the row before which everything is fitted."""
        return self.examples(fit_origins(self.source, self.chosen, self.before))

    def fitted(self) -> dict[str, Any]:
        """What was fitted or chosen from data, and all that is trained on, for the leakage audit."""
        train = self.everything().with_answers()
        s, chosen = self.scaling, self.chosen
        return {
            "transform": chosen.transform, "season": chosen.season, "calendar": chosen.calendar,
            "period": self.period, "non_negative": self.non_negative, "blocks": chosen.blocks,
            "input_mean": s.input_mean, "input_deviation": s.input_deviation,
            "answer_mean": s.answer_mean, "answer_deviation": s.answer_deviation,
            "training_origins": train.origins,
            "training_inputs": self.features[: train.origins[-1] + 1], "training_answers": train.y,
        }  # fmt: skip

    def _origins(self, name: str) -> Ints:
        if name == "train":
            return fit_origins(self.source, self.chosen, self.cuts.train_end)
        return origins(self.cuts, name, self.task, MOST_ORIGINS.get(name), self.source.periods)

    def _some(self, rows: Ints) -> Any:
        return known.some(transforms.asked("levels", self.truth, rows, self.task.horizon))

    def _possible(self, raw: Floats, start: Floats) -> Floats:
        answer = transforms.answered(self.chosen.transform, raw, start)
        return np.maximum(answer, 0.0) if self.non_negative else answer

    def _own(self, rows: Ints) -> Own:
        kind, name = self.task.window_scaling, self.chosen.transform
        return own(kind, name, self.source.seen(self.chosen), self.values, rows, self.task.lookback)

    def _scaled(self, seen: Floats, rows: Ints) -> Floats:
        """What is read of the target, (n, steps, …), after each window's own shift and scale."""
        each, deviation = self._own(rows), self.scaling.input_deviation[0]
        return (seen - each.shift[:, None, None] / deviation) / each.scale[:, None, None]


def made_ready(
    source: Source, chosen: Chosen, before: int, *, non_negative: bool = False, scaling: Scaling | None = None
) -> Prepared:
    """Fit on the rows before one of them, with what was chosen; or take a scaling that was fitted before."""
    raw, task = source.raw(chosen), source.task
    scaling = scaling or fit_scaling(
        chosen.transform, chosen.season, source.truth, raw, task, fit_origins(source, chosen, before), before
    )
    scaled = np.nan_to_num((raw - scaling.input_mean) / scaling.input_deviation)
    ahead = np.zeros((task.horizon, scaled.shape[1]))
    calendar = [source.calendar] if chosen.calendar else []
    features = np.column_stack([np.vstack([scaled, ahead]), *calendar, source.holidays])
    table = by_day(features, raw.shape[1], chosen.blocks) if chosen.blocks > 1 else features
    return Prepared(source, chosen, before, features, table, scaling, non_negative)
