"""Every forecast of the backtest: a line per test origin and step, a column per method and seed."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from app.tasks.forecast.export.tables import sent_first, with_bounds
from core.arrays import Arrays, Floats
from core.store.records import Run
from core.tasks.forecast.outcome import Outcome


def backtest_table(outcome: Outcome, runs: list[Run], arrays: Callable[[str], Arrays]) -> pd.DataFrame:
    """What was forecast at each origin, and what came.

    Args:
        runs: Of the experiment; each finished network gives the columns of its seeds.
        arrays: What a run left, by its id.

    Returns:
        Rows by the number of the origin's row; what to send stands first. A cell's own column is the mean of
        its judged seeds. Values that were never measured are missing.
    """
    backtest = outcome.backtest
    origins, horizon = backtest.truth.shape
    columns = {
        "origin_time": np.repeat(backtest.times.to_numpy(), horizon),
        "step": np.tile(np.arange(1, horizon + 1), origins),
        "time": np.concatenate([np.asarray(times) for times in backtest.target_times]),
        "actual": backtest.truth.ravel(),
    }
    networks = judged_runs(outcome, runs)
    for name, values in sent_first(outcome, backtest.forecasts):
        bounds = {level: backtest.bounds(name, level) for level in backtest.widths.get(name, {})}
        columns |= with_bounds(name, values, bounds)
        columns |= _seeds(name, networks, arrays, backtest.truth.shape)
    rows = pd.Index(np.repeat(backtest.origins, horizon), name="origin")
    return pd.DataFrame(columns, index=rows)


def judged_runs(outcome: Outcome, runs: list[Run]) -> list[Run]:
    """The networks that the test was scored with: those trained on all rows before it, once all are there."""
    kind = "refit" if outcome.refitted_before_test else "backtest"
    return [run for run in runs if run.kind == kind and run.state == "done"]


def _seeds(
    cell: str, networks: list[Run], arrays: Callable[[str], Arrays], shape: tuple[int, ...]
) -> dict[str, Floats]:
    """The forecasts of each finished seed of a cell."""
    left = {f"{cell}_seed{run.seed}": arrays(run.id).get("test") for run in networks if run.cell == cell}
    return {name: test.ravel() for name, test in left.items() if test is not None and test.shape == shape}
