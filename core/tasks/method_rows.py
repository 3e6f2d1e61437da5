"""The rows of the table of methods: cells, their ensembles, simple methods, all on the same test origins."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np

from core.arrays import Floats
from core.evaluate.metrics import mae, scores, scores_by_step
from core.evaluate.significance import skill
from core.evaluate.verdict import Judged
from core.runs.arrays import Arrays
from core.tasks.cell_runs import CellRuns
from core.tasks.outcome import Method

Interval: TypeAlias = tuple[float | None, float | None]


def simple_row(name: str, simple: Arrays, reference: str, scale: float, interval: Interval) -> Method:
    """One simple method; `scale` is that of MASE, `interval` that of its skill."""
    truth, forecast = simple["test_truth"], simple[f"test/{name}"]
    relative = skill(mae(forecast, truth), mae(simple[f"test/{reference}"], truth))
    return Method(
        name,
        "simple",
        1,
        0,
        scores(truth, forecast, scale),
        {},
        scores_by_step(truth, forecast, scale),
        relative,
        *interval,
    )


def cell_row(runs: CellRuns, simple: Arrays, fate: Judged, scale: float) -> Method:
    """One cell: the mean of its seeds' scores, with what the tests found."""
    truth = simple["test_truth"]
    each = [scores(truth, forecast, scale) for forecast in runs.stacked("test")]
    steps = [scores_by_step(truth, forecast, scale) for forecast in runs.stacked("test")]
    return Method(
        runs.cell, "cell", len(each), runs.weights,
        {key: _over_seeds(np.mean, [one[key] for one in each]) for key in each[0]},
        {key: _over_seeds(_deviation, [one[key] for one in each]) for key in each[0]},
        {key: _column_means([one[key] for one in steps]) for key in steps[0]},
        fate.skill, fate.low, fate.high, fate.p, fate.p_holm,
    )  # fmt: skip


def ensemble_row(runs: CellRuns, simple: Arrays, reference: str, scale: float, interval: Interval) -> Method:
    """The mean of a cell's seeds' forecasts as a method of its own."""
    truth, forecast = simple["test_truth"], runs.stacked("test").mean(axis=0)
    relative = skill(mae(forecast, truth), mae(simple[f"test/{reference}"], truth))
    return Method(
        runs.cell, "ensemble", len(runs.backtests), runs.weights * len(runs.backtests),
        scores(truth, forecast, scale), {}, scores_by_step(truth, forecast, scale), relative, *interval,
    )  # fmt: skip


def _over_seeds(how: Callable[..., float], values: Sequence[float | None]) -> float | None:
    """Mean or deviation over seeds; not defined where one seed's score is not."""
    return None if any(value is None for value in values) else float(how(np.array(values, dtype=float)))


def _column_means(rows: Sequence[Sequence[float | None]]) -> list[float | None]:
    return [_over_seeds(np.mean, column) for column in zip(*rows, strict=True)]


def _deviation(values: Floats) -> float:
    return float(values.std(ddof=1)) if len(values) > 1 else 0.0
