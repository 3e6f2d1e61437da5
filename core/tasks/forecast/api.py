"""The Python API: what the command line does, for programs.

from core.tasks.forecast.api import forecast, from_sample
result = forecast(from_sample("chaotic"), horizon=8, lookback=32, seeds=2)
result["verdict"], result["forecast"]["mean"]
"""

from pathlib import Path
from typing import Any

from core.data.choices import AS_FOUND, Choices
from core.data.files import read_bytes
from core.data.frame import Dataset
from core.data.reading import read_here
from core.data.samples import load_sample
from core.specs import ExperimentSpec, ModelSpec, TrainingSpec
from core.store.store import Store
from core.tasks.forecast.spec import QUICK, ForecastSpec
from core.tasks.queueing import queue
from core.tasks.waiting import Watch, finish, stored_result


def from_file(path: Path, choices: Choices = AS_FOUND, *, target: str | None = None) -> Dataset:
    """Read a CSV, Excel or Parquet file.

    Args:
        choices: How to read it where the file itself does not tell.
        target: Suggested target; None chooses one.

    Raises:
        UserError: `no_such_file`, or whatever is wrong with the file.
    """
    return read_here(read_bytes(path), path.name, choices, target).get()


def from_sample(name: str) -> Dataset:
    """One of the samples that need no network."""
    return load_sample(name)


def forecast_spec(
    data: Dataset,
    *,
    target: str | None = None,
    cells: tuple[str, ...] = QUICK.cells,
    seeds: int = 3,
    match: str = "units",
    refit: bool = True,
    model: ModelSpec = QUICK.model,
    training: TrainingSpec = QUICK.training,
    **task: Any,
) -> ExperimentSpec:
    """Describe a forecasting experiment; `task` takes the fields of ForecastSpec (horizon, lookback, …)."""
    wanted = ForecastSpec(target=target or data.target, **task)
    return ExperimentSpec(
        data=data.sha256,
        task=wanted,
        cells=cells,
        seeds=seeds,
        match=match,
        refit=refit,
        model=model,
        training=training,
    )


def forecast(
    data: Dataset, *, store: Store | None = None, watch: Watch = lambda runs, epochs: None,
    again: bool = True, **wanted: Any,
) -> dict[str, Any]:  # fmt: skip
    """Train, compare and forecast; blocks until the end.

    Args:
        data: What to forecast.
        store: Where experiments are kept; by default the one the dashboard shows.
        watch: Called about three times a second with runs and epochs so far.
        again: Whether to train anew what was done before; otherwise its stored result is returned.
        wanted: See `forecast_spec`.

    Returns:
        The experiment's summary (see `core.tasks.forecast.summary`); a stored one says when it was asked for,
        in seconds since 1970, under `done_before`.
    """
    store, spec = store or Store(), forecast_spec(data, **wanted)
    known = None if again else stored_result(store, spec)
    return known or finish(store, lambda: queue(store, data, spec), watch)
