"""The rows of the table of methods: baselines, cells, single seeds, cells with ridge; on one test."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from core.arrays import Arrays, Floats, Ints
from core.evaluate.known import losses
from core.evaluate.known import stride as stride_of
from core.evaluate.metrics import mae, scores, scores_by_step
from core.evaluate.significance import skill, skill_interval, steps_shared
from core.evaluate.verdict import Judged
from core.tasks.cell_runs import CellRuns
from core.tasks.forecast.outcome import Added, Method
from core.tasks.over_seeds import mean, mean_and_deviation

Interval: TypeAlias = tuple[float | None, float | None]
BOOTSTRAP_SEED = 20


@dataclass(frozen=True)
class Ruler:
    """What every row is measured by."""

    truth: Floats  # (origins, horizon)
    against: Floats  # the reference's forecasts
    scale: float  # of MASE
    horizon: int
    rows: Ints  # of the origins
    tested: bool  # whether skills get an interval

    def skill(self, forecast: Floats) -> float | None:
        """Share of the reference's error that is gone."""
        return skill(mae(forecast, self.truth), mae(self.against, self.truth))

    def interval(self, forecast: Floats) -> Interval:
        """Of the skill; the reference itself has none."""
        if not self.tested or forecast is self.against:
            return None, None
        ours, theirs = losses(forecast, self.truth), losses(self.against, self.truth)
        stride = stride_of(self.rows)
        return skill_interval(
            ours[None], theirs, block=steps_shared(self.horizon, stride), seed=BOOTSTRAP_SEED, rows=self.rows,
            stride=stride,
        )  # fmt: skip


def ruler(baselines: Arrays, reference: str, scale: float, horizon: int, *, tested: bool) -> Ruler:
    """Measured against a baseline on the test origins."""
    truth, against = baselines["test_truth"], baselines[f"test/{reference}"]
    return Ruler(truth, against, scale, horizon, baselines["test_origins"], tested)


def baseline_row(name: str, forecast: Floats, by: Ruler) -> Method:
    """One baseline."""
    return Method(name, "simple", 1, 0, *_scored(forecast, by), by.skill(forecast), *by.interval(forecast))


def cell_row(runs: CellRuns, fate: Judged | None, by: Ruler) -> Method:
    """The mean of a cell's seeds' forecasts, with what the tests found; None where nothing is tested."""
    forecast = runs.prediction("test")
    about = runs.cell, "cell", len(runs.seeds), runs.weights, *_scored(forecast, by), by.skill(forecast)
    if fate is None:
        return Method(*about)
    return Method(
        *about, fate.low, fate.high, fate.p, fate.p_holm, fate.p_worse, fate.p_worse_holm, fate.lowest
    )


def seeds_row(runs: CellRuns, by: Ruler) -> Method:
    """A cell's networks one by one: mean and deviation of their scores."""
    each = [scores(by.truth, forecast, by.scale) for forecast in runs.stacked("test")]
    steps = [scores_by_step(by.truth, forecast, by.scale) for forecast in runs.stacked("test")]
    error = float(np.mean([one["mae"] for one in each]))
    return Method(
        runs.cell, "seeds", len(each), runs.weights,
        *mean_and_deviation(each),
        {key: _column_means([one[key] for one in steps]) for key in steps[0]},
        skill(error, mae(by.against, by.truth)),
    )  # fmt: skip


def with_ridge_row(name: str, runs: CellRuns, forecast: Floats, found: Added | None, by: Ruler) -> Method:
    """Half a cell, half ridge; its p is against ridge, all else as in the other rows."""
    p = (None, None) if found is None else (found.p, found.p_holm)
    return Method(
        name, "with_ridge", len(runs.seeds), runs.weights, *_scored(forecast, by), by.skill(forecast),
        *by.interval(forecast), *p,
    )  # fmt: skip


def _scored(
    forecast: Floats, by: Ruler
) -> tuple[dict[str, float | None], dict[str, float | None], dict[str, list[float | None]]]:
    """Scores, no deviation, scores by step."""
    return scores(by.truth, forecast, by.scale), {}, scores_by_step(by.truth, forecast, by.scale)


def _column_means(rows: Sequence[Sequence[float | None]]) -> list[float | None]:
    return [mean(column) for column in zip(*rows, strict=True)]
