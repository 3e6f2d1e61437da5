"""Forecasts from DataFrames, and what is found of them as DataFrames."""

from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from core.data.frame import Dataset, canonical
from core.store.jsonable import plain
from core.store.store import Store
from core.tasks.forecast import api
from core.tasks.forecast.new_rows.placing import told as told_time
from core.tasks.forecast.new_rows.predicting import Live, live
from core.tasks.forecast.new_rows.summary import forecast_table
from core.tasks.forecast.outcome import Outcome
from core.tasks.forecast.summary import forecast_summary
from unrolled.errors import told

NAME = "data"  # of a frame that has no name of its own


class Forecast:
    """A trained forecast, by the id of its experiment; what is asked of it is read from the store."""

    def __init__(self, id: str, store: Store | None = None) -> None:
        self.id, self.store = id, store or Store()

    def __repr__(self) -> str:
        return f"<unrolled.Forecast {self.id}: {self.verdict}>"

    @cached_property
    def _live(self) -> Live:
        return live(self.store, self.id)

    @property
    def _outcome(self) -> Outcome:
        return self._live.outcome

    @cached_property
    def summary(self) -> dict[str, Any]:
        """All that was found, as plain data: what `--json` of the command line writes."""
        return dict(plain(forecast_summary(self.store, self.store.experiment(self.id))))

    @property
    def verdict(self) -> str:
        """ "better", "no_better", "worse" or "too_little": the cell beside every simple method."""
        return str(self._outcome.verdict.outcome)

    @property
    def forecast(self) -> pd.DataFrame:
        """Every method's latest forecast, what to send first, with its 80 and 95 % intervals."""
        return forecast_table(self._live.told[-1])

    @property
    def methods(self) -> pd.DataFrame:
        """A row per method: kind, seeds, weights, scores on the test, skill with its interval, p values."""
        rows = [asdict(one) for one in self._outcome.methods]
        kept = [
            {name: row[name] for name in row if name not in ("scores", "deviation", "by_step")}
            for row in rows
        ]
        table = pd.DataFrame([one | row["scores"] for one, row in zip(kept, rows, strict=True)])
        return table.set_index("name")

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
        given = None if rows is None else dataset(rows, self._target)
        found = api.predict(self.id, given, way=way, store=self.store)
        self.__dict__.pop("_live", None)
        return found

    @told
    def save(self, path: str | Path) -> Path:
        """Write its networks for plain Keras and for `load` (docs/model-format.md)."""
        return api.save(self.id, Path(path), store=self.store)

    @property
    def _target(self) -> str:
        return str(getattr(self.store.experiment(self.id).spec.task, "target", ""))


@told
def forecast(
    data: pd.DataFrame | pd.Series | Dataset, target: str | None = None, *, name: str = NAME,
    store: Store | None = None, **settings: Any,
) -> Forecast:  # fmt: skip
    """Train, compare and forecast; blocks until the end.

    Args:
        data: Rows in time order, with times as their index or in a column.
        target: Column to forecast; None chooses one.
        name: What the data is called.
        settings: Of `core.tasks.forecast.api.forecast_spec`: horizon, lookback, cells, seeds, …

    Raises:
        Error: Whatever is wrong with the data or the settings.
    """
    given = data if isinstance(data, Dataset) else dataset(data, target, name)
    store = store or Store()
    found = api.forecast(given, store=store, again=False, target=target, **settings)
    return Forecast(found["experiment"], store)


@told
def load(path: str | Path, *, store: Store | None = None) -> Forecast:
    """Bring networks back that `save` wrote."""
    store = store or Store()
    return Forecast(api.load(Path(path), store=store), store)


def experiment(id: str, *, store: Store | None = None) -> Forecast:
    """A forecast that was trained before, by its id."""
    return Forecast(id, store)


def dataset(data: pd.DataFrame | pd.Series, target: str | None = None, name: str = NAME) -> Dataset:
    """A table in the product's shape: its index, or the one column that holds times, says when."""
    frame = data.to_frame(data.name or "value") if isinstance(data, pd.Series) else data
    times = [column for column in frame if pd.api.types.is_datetime64_any_dtype(frame[column])]
    time = str(times[0]) if times and not isinstance(frame.index, pd.DatetimeIndex) else None
    return canonical(frame, name=name, source="upload", time=time, target=target)
