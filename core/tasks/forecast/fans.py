"""What methods told on the test origins and from the last row, with intervals around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from core.arrays import Arrays, Floats
from core.data.measured import Measured
from core.evaluate.baselines import BASELINES, RIDGE
from core.specs import ExperimentSpec
from core.tasks.cell_runs import CellRuns
from core.tasks.forecast.interval_report import Intervals, Residuals, intervals
from core.tasks.forecast.outcome import Backtest, Future, cut_at_zero
from core.tasks.forecast.spec import ForecastSpec
from core.words.methods import alone, with_ridge

BLOCKS = ("calibration", "test")


@dataclass(frozen=True)
class Fans:
    """Forecasts and intervals of all cells, and of the method that is sent."""

    spec: ExperimentSpec
    rows: Measured
    baselines: Arrays  # what the baselines' run left
    facts: Mapping[str, Any]  # of that run
    cells: Sequence[CellRuns]
    sent: str | None  # None: nothing is sent, and there are no intervals

    @cached_property
    def baseline_names(self) -> list[str]:
        """The baselines that there are, in the tables' order."""
        return [name for name in BASELINES if f"test/{name}" in self.baselines]

    @cached_property
    def intervals(self) -> dict[str, Intervals]:
        """By method; a cell's are around the mean of its seeds' forecasts."""
        if self.sent is None:
            return {}
        names = dict.fromkeys([*(runs.cell for runs in self.cells), self.sent])
        return {name: self._intervals(name) for name in names}

    @cached_property
    def with_ridge(self) -> dict[str, str]:
        """By cell the name of its mean with ridge, where there is a ridge."""
        if not all(f"{block}/{RIDGE}" in self.baselines for block in (*BLOCKS, "final")):
            return {}
        return {runs.cell: with_ridge(runs.cell) for runs in self.cells}

    def backtest(self) -> Backtest:
        """Every method's forecasts at the test origins."""
        index, rows = self.rows.frame.index, self.baselines["test_origins"]
        names = [*(runs.cell for runs in self.cells), *self.with_ridge.values(), *self.baseline_names]
        return Backtest(
            rows,
            index[rows],
            [index[row + 1 : row + 1 + self.spec.of(ForecastSpec).horizon] for row in rows],
            self.baselines["test_truth"],
            self.baselines["test_last"],
            {name: self.forecast(name, "test") for name in names},
            {name: fan.test for name, fan in self.intervals.items()},
            bool(self.facts.get("non_negative")),
        )

    def future(self) -> Future:
        """The final forecast; its intervals come from the residuals of the whole backtest."""
        times, provisional = self.rows.ahead(self.spec.of(ForecastSpec).horizon)
        floor = bool(self.facts.get("non_negative_ahead"))
        forecasts = {runs.cell: runs.future() for runs in self.cells}
        halves = {
            name: (forecasts[n] + self.baselines[f"final/{RIDGE}"]) / 2 for n, name in self.with_ridge.items()
        }
        known = [name for name in self.baseline_names if f"final/{name}" in self.baselines]
        forecasts |= halves | {name: self.baselines[f"final/{name}"] for name in known}
        bounds = {
            name: {
                level: (cut_at_zero(forecasts[name] - width, floor), forecasts[name] + width)
                for level, width in fan.future.items()
            }
            for name, fan in self.intervals.items()
        }
        refitted = tuple(runs.cell for runs in self.cells if runs.refitted)
        widths = {name: fan.future for name, fan in self.intervals.items()}
        return Future(pd.Index(times), provisional, forecasts, bounds, refitted, widths)

    def forecast(self, name: str, block: str) -> Floats:
        """A method's forecasts on the "calibration" or "test" origins, shape (origins, horizon)."""
        runs = next((runs for runs in self.cells if runs.cell == alone(name)), None)
        if runs is None:
            return self.baselines[f"{block}/{name}"]
        prediction = runs.prediction(block)
        return prediction if name == runs.cell else (prediction + self.baselines[f"{block}/{RIDGE}"]) / 2

    def _intervals(self, name: str) -> Intervals:
        predictions = {block: self.forecast(name, block) for block in BLOCKS}
        missed = {
            block: self.baselines[f"{block}_truth"] - forecast for block, forecast in predictions.items()
        }
        floor = bool(self.facts.get("non_negative"))
        return intervals(
            Residuals(
                missed["calibration"],
                missed["test"],
                self.baselines["calibration_origins"],
                self.baselines["test_origins"],
                last_row=self.facts["cuts"]["rows"] - 1,
                calibration_room=predictions["calibration"] if floor else None,
                test_room=predictions["test"] if floor else None,
            )
        )
