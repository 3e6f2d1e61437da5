"""From the arrays that runs left to an Outcome. Pure: the same runs give the same outcome."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from core.arrays import Floats
from core.data.calendars import future_times
from core.data.frame import Dataset
from core.evaluate.audits import follows_yesterday
from core.evaluate.intervals import conformal_widths, coverage, interval_score
from core.evaluate.metrics import scores, scores_by_step
from core.evaluate.significance import diebold_mariano, holm, non_overlapping, skill, skill_interval
from core.evaluate.simple_methods import SIMPLE_METHODS
from core.evaluate.verdict import Judged, verdict
from core.runs.arrays import Arrays
from core.specs import ExperimentSpec
from core.tasks.outcome import Backtest, Covered, Future, Method, Outcome

LEVELS = (0.8, 0.95)
BOOTSTRAP_SEED = 20


@dataclass(frozen=True)
class CellRuns:
    """The arrays of one cell's finished runs, a seed each."""

    cell: str
    weights: int
    backtests: Sequence[Arrays]  # "calibration" (n, H), "test" (m, H), "last" (H,)
    finals: Sequence[Arrays]  # "final" (H,)

    def stacked(self, block: str) -> Floats:
        """Forecasts of all seeds, shape (seeds, origins, horizon)."""
        return np.stack([arrays[block] for arrays in self.backtests])

    def future(self) -> Floats:
        """The ensemble's forecast from the last row: refitted networks once all of them are there."""
        if self.refitted:
            return np.mean([arrays["final"] for arrays in self.finals], axis=0)
        return np.mean([arrays["last"] for arrays in self.backtests], axis=0)

    @property
    def refitted(self) -> bool:
        return len(self.finals) == len(self.backtests)


def report(
    spec: ExperimentSpec,
    data: Dataset,
    simple: Arrays,
    facts: Mapping[str, Any],
    cells: Sequence[CellRuns],
    *,
    ended: bool,
) -> Outcome:
    """Score, compare and judge everything that has ended so far.

    Args:
        simple: What the simple methods' run left: truth, origins and each method's forecasts.
        facts: Its facts: scale of MASE, period, cuts, leakage audit.
        cells: At least one cell with at least one finished seed.
        ended: No further seed will come; otherwise the verdict is provisional.
    """
    names = [name for name in SIMPLE_METHODS if f"test/{name}" in simple]
    reference = reference_method(simple, names)
    judged = _judge(cells, simple, reference, spec)
    methods = [_simple_row(name, simple, reference, facts["scale"]) for name in names]
    for runs, fate in zip(cells, judged, strict=True):
        methods += [
            _cell_row(runs, simple, fate, facts["scale"]),
            _ensemble_row(runs, simple, reference, facts["scale"]),
        ]
    stride = _stride(simple)
    apart = non_overlapping(len(simple["test_origins"]), stride, spec.task.horizon)
    return Outcome(
        verdict=verdict(judged, origins_non_overlapping=apart, provisional=not ended),
        reference=reference,
        methods=tuple(sorted(methods, key=lambda m: -(m.skill if m.skill is not None else -np.inf))),
        shown=min(
            cells,
            key=lambda runs: _mae(runs.stacked("calibration").mean(axis=0), simple["calibration_truth"]),
        ).cell,
        covered={runs.cell: _covered(runs, simple) for runs in cells},
        backtest=_backtest(cells, simple, names, data, spec, facts),
        future=_future(cells, simple, names, data, spec),
        leakage=facts["leakage"],
        follows={runs.cell: _follows(runs, simple) for runs in cells},
        facts={**facts, "apart": apart, "stride": stride},
        seeds_done=min(len(runs.backtests) for runs in cells),
        seeds_wanted=spec.seeds,
    )


def reference_method(simple: Arrays, names: Sequence[str]) -> str:
    """The simple method with the lowest MAE on the calibration rows."""
    known = [name for name in names if f"calibration/{name}" in simple]
    return min(known, key=lambda name: _mae(simple[f"calibration/{name}"], simple["calibration_truth"]))


def _mae(forecast: Floats, truth: Floats) -> float:
    return float(np.mean(np.abs(forecast - truth)))


def _stride(simple: Arrays) -> int:
    rows = simple["test_origins"]
    return int(rows[1] - rows[0]) if len(rows) > 1 else 1


def _losses(forecast: Floats, truth: Floats) -> Floats:
    """Absolute error per origin, averaged over the steps ahead."""
    return np.abs(forecast - truth).mean(axis=-1)


def _judge(cells: Sequence[CellRuns], simple: Arrays, reference: str, spec: ExperimentSpec) -> list[Judged]:
    truth = simple["test_truth"]
    against = _losses(simple[f"test/{reference}"], truth)
    stride = _stride(simple)
    block = -(-spec.task.horizon // stride)
    found = []
    for runs in cells:
        losses = _losses(runs.stacked("test"), truth)
        test = diebold_mariano(
            losses.mean(axis=0), against, horizon=spec.task.horizon, stride=stride, alternative="less"
        )
        low, high = skill_interval(losses, against, block=block, seed=BOOTSTRAP_SEED)
        found.append((runs.cell, skill(float(losses.mean()), float(against.mean())), low, high, test.p))
    adjusted = holm([p for *_, p in found])
    return [Judged(*row, p_holm) for row, p_holm in zip(found, adjusted, strict=True)]


def _simple_row(name: str, simple: Arrays, reference: str, scale: float) -> Method:
    truth, forecast = simple["test_truth"], simple[f"test/{name}"]
    relative = skill(_mae(forecast, truth), _mae(simple[f"test/{reference}"], truth))
    return Method(
        name,
        "simple",
        1,
        0,
        scores(truth, forecast, scale),
        {},
        scores_by_step(truth, forecast, scale),
        relative,
    )


def _cell_row(runs: CellRuns, simple: Arrays, fate: Judged, scale: float) -> Method:
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


def _ensemble_row(runs: CellRuns, simple: Arrays, reference: str, scale: float) -> Method:
    truth, forecast = simple["test_truth"], runs.stacked("test").mean(axis=0)
    relative = skill(_mae(forecast, truth), _mae(simple[f"test/{reference}"], truth))
    return Method(
        runs.cell, "ensemble", len(runs.backtests), runs.weights * len(runs.backtests),
        scores(truth, forecast, scale), {}, scores_by_step(truth, forecast, scale), relative,
    )  # fmt: skip


def _over_seeds(how: Any, values: Sequence[float | None]) -> float | None:
    """Mean or deviation over seeds; not defined where one seed's score is not."""
    return None if any(value is None for value in values) else float(how(np.array(values, dtype=float)))


def _column_means(rows: Sequence[Sequence[float | None]]) -> list[float | None]:
    return [_over_seeds(np.mean, column) for column in zip(*rows, strict=True)]


def _deviation(values: Floats) -> float:
    return float(values.std(ddof=1)) if len(values) > 1 else 0.0


def _residuals(runs: CellRuns, simple: Arrays, block: str) -> Floats:
    return simple[f"{block}_truth"] - runs.stacked(block).mean(axis=0)


def _covered(runs: CellRuns, simple: Arrays) -> tuple[Covered, ...]:
    truth, centre = simple["test_truth"], runs.stacked("test").mean(axis=0)
    found = []
    for level, width in conformal_widths(_residuals(runs, simple, "calibration"), LEVELS).items():
        low, high = centre - width, centre + width
        found.append(
            Covered(
                level,
                coverage(truth, low, high),
                float(2 * width.mean()),
                interval_score(truth, low, high, level),
            )
        )
    return tuple(found)


def _backtest(
    cells: Sequence[CellRuns],
    simple: Arrays,
    names: Sequence[str],
    data: Dataset,
    spec: ExperimentSpec,
    facts: Mapping[str, Any],
) -> Backtest:
    index = data.frame.index[int(facts["first_row"]) :]
    rows = simple["test_origins"]
    forecasts = {runs.cell: runs.stacked("test").mean(axis=0) for runs in cells}
    forecasts |= {name: simple[f"test/{name}"] for name in names}
    widths = {runs.cell: conformal_widths(_residuals(runs, simple, "calibration"), LEVELS) for runs in cells}
    targets = [index[row + 1 : row + 1 + spec.task.horizon] for row in rows]
    return Backtest(rows, index[rows], targets, simple["test_truth"], simple["test_last"], forecasts, widths)


def _future(
    cells: Sequence[CellRuns], simple: Arrays, names: Sequence[str], data: Dataset, spec: ExperimentSpec
) -> Future:
    """The final forecast; its intervals come from the residuals of the whole backtest."""
    ahead = future_times(data, spec.task.horizon)
    forecasts = {runs.cell: runs.future() for runs in cells}
    intervals = {}
    for runs in cells:
        residuals = np.concatenate(
            [_residuals(runs, simple, "calibration"), _residuals(runs, simple, "test")]
        )
        centre = forecasts[runs.cell]
        widths = conformal_widths(residuals, LEVELS)
        intervals[runs.cell] = {level: (centre - width, centre + width) for level, width in widths.items()}
    forecasts |= {name: simple[f"final/{name}"] for name in names if f"final/{name}" in simple}
    return Future(
        pd.Index(ahead.index),
        ahead.provisional,
        forecasts,
        intervals,
        tuple(r.cell for r in cells if r.refitted),
    )


def _follows(runs: CellRuns, simple: Arrays) -> Any:
    forecast = runs.stacked("test").mean(axis=0)[:, 0]
    return follows_yesterday(forecast, simple["test_last"], simple["test_truth"][:, 0])
