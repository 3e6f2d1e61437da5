"""Forecasts from DataFrames, and what is found of them as DataFrames."""

from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from core.data.frame import Dataset
from core.store.store import Store
from core.tasks.forecast import api
from core.tasks.forecast.new_rows.placing import told as told_time
from core.tasks.forecast.new_rows.predicting import Live, live
from core.tasks.forecast.new_rows.summary import forecast_table
from core.tasks.forecast.outcome import Outcome
from unrolled import given
from unrolled.errors import told
from unrolled.results import Result
from unrolled.training import Spec, trained
from unrolled.workbook import forecasts_workbook


class Forecast(Result):
    """A trained forecast."""

    @cached_property
    def _live(self) -> Live:
        return told(live)(self.store, self.id)

    @property
    def _outcome(self) -> Outcome:  # forgotten with `_live`, for rows may come
        return self._live.outcome

    @property
    def forecast(self) -> pd.DataFrame:
        """Every method's latest forecast, what to send first, with its 80 and 95 % intervals."""
        return forecast_table(self._live.told[-1])

    @property
    def backtest(self) -> pd.DataFrame:
        """Every forecast of the test: origin, time, step, method, forecast, actual."""
        found = self._outcome.backtest
        parts = []
        for name, values in found.forecasts.items():
            for place, times in enumerate(found.target_times):
                parts.append(
                    pd.DataFrame(
                        {
                            "origin": told_time(found.times[place]),
                            "time": [told_time(time) for time in times],
                            "step": range(1, len(times) + 1),
                            "method": name,
                            "forecast": values[place],
                            "actual": found.truth[place],
                        }
                    )
                )
        return pd.concat(parts, ignore_index=True)

    def plot(self) -> Any:
        """The forecast with its intervals, as a Plotly figure."""
        from app.i18n import translator  # what draws needs Plotly, which takes a second
        from app.tasks.forecast.charts.forecast import forecast_chart, forecast_facts

        target = self.store.experiment(self.id).spec.task
        return forecast_chart(
            forecast_facts(self._outcome), translator("en"), str(getattr(target, "target", ""))
        )

    @told
    def predict(self, rows: pd.DataFrame | None = None, *, way: str = "trained") -> dict[str, Any]:
        """Forecast from new rows: all rows, or the new ones alone; None fetches those of a ticker.

        Args:
            way: "trained", "continued" or "anew" (see `core.tasks.forecast.api.predict`).
        """
        brought = None if rows is None else given.dataset(rows, self._target)
        found = api.predict(self.id, brought, way=way, store=self.store)
        self.__dict__.pop("_live", None)
        return found

    @told
    def save(self, path: str | Path, *, onnx: bool = False) -> Path:
        """Write its networks for plain Keras, PyTorch and `load` (docs/model-format.md).

        Args:
            onnx: Whether they are in the file as ONNX, too; needs requirements-onnx.txt.
        """
        return api.save(self.id, Path(path), onnx=onnx, store=self.store)

    @told
    def workbook(self, path: str | Path) -> Path:
        """Write the latest forecast, every earlier one beside what came, and the scores as an Excel file."""
        Path(path).write_bytes(forecasts_workbook(self.store, self.id))
        return Path(path)

    @property
    def _target(self) -> str:
        return str(getattr(self.store.experiment(self.id).spec.task, "target", ""))


@told
def forecast(
    data: pd.DataFrame | pd.Series | Dataset | given.File, target: str | None = None, *,
    name: str | None = None, store: Store | None = None, spec: Spec = None, progress: bool | None = None,
    **settings: Any,
) -> Forecast:  # fmt: skip
    """Train, compare and forecast; blocks until the end.

    Args:
        data: Rows in time order, with times as their index or in a column; or a file.
        target: Column to forecast; None chooses one.
        name: What the experiment and, where it has no name of its own, the data are called.
        spec: All settings at once, in place of the others: fields that are otherwise, as `spec.json` has them
            (`{"task": {"horizon": 5}, "seeds": 2}`), its path, or an `ExperimentSpec`.
        progress: Whether to draw a bar; None: in terminals and notebooks.
        settings: Of `core.tasks.forecast.api.forecast_spec`: horizon, lookback, cells, seeds, …

    Raises:
        Error: Whatever is wrong with the data or the settings.
    """
    ready = data if isinstance(data, Dataset) else given.dataset(data, target, name or given.NAME)
    return trained(
        api.forecast, ready, Forecast, "forecast", store=store, spec=spec, progress=progress, name=name,
        target=target, **settings,
    )  # fmt: skip


@told
def load(path: str | Path, *, store: Store | None = None) -> Forecast:
    """Bring networks back that `save` wrote."""
    store = store or Store()
    return Forecast(api.load(Path(path), store=store), store)
