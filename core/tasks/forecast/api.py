"""The Python API: what the command line does, for programs.

from core.tasks.forecast.api import forecast, from_sample
result = forecast(from_sample("chaotic"), horizon=8, lookback=32, seeds=2)
result["verdict"], result["forecast"]["mean"]
"""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from core.data.choices import AS_FOUND, Choices
from core.data.files import read_table
from core.data.frame import Dataset
from core.data.samples import load_sample
from core.data.series import to_dataset
from core.errors import UserError
from core.interrupts import stopped_on_interrupt
from core.names import made_name
from core.runs.engine_process import ensure_engine
from core.runs.plain import plain
from core.runs.plan import forecast_ends
from core.runs.records import EngineStatus, Epoch, Experiment, Run
from core.runs.repeats import done_before
from core.runs.states import ENDED
from core.runs.store import Store
from core.specs import QUICK, ExperimentSpec, ForecastSpec, ModelSpec, TrainingSpec
from core.tasks.forecast.prepare import prepare
from core.tasks.forecast.summary import summary

PATIENCE = 90.0  # seconds an engine may take to show up
START_AGAIN = 15.0  # seconds without an engine after which another is started
IDLE = 5.0  # seconds without work after which an engine of our own leaves
Watch = Callable[[list[Run], list[Epoch]], None]
Found = TypeVar("Found")


def from_file(path: Path, choices: Choices = AS_FOUND, *, target: str | None = None) -> Dataset:
    """Read a CSV, Excel or Parquet file.

    Args:
        choices: How to read it where the file itself does not tell.
        target: Suggested target; None chooses one.

    Raises:
        UserError: `no_such_file`, or whatever is wrong with the file.
    """
    return to_dataset(read_table(read_bytes(path), path.name, choices), choices, target=target)


def read_bytes(path: Path) -> bytes:
    """A file's content; raises `no_such_file`."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserError("no_such_file", name=str(path)) from error


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


def queue(
    store: Store, data: Dataset, spec: ExperimentSpec, name: str | None = None, owner: str | None = None
) -> str:
    """Check that the experiment can be run, keep its data and queue it; returns its id.

    Raises:
        UserError: Whatever makes the series unfit for these settings, before anything is queued.
    """
    prepared = prepare(data, spec.forecast)
    store.add_dataset(data, owner)
    ends = forecast_ends(spec, prepared.columns, prepared.chosen.blocks)
    name = name or made_name(data.name, spec.task)
    return store.create_experiment(
        replace(spec, data=data.sha256), name, ends, owner=owner, source_name=data.name
    )


def wait(
    store: Store, experiment: Experiment, watch: Watch = lambda runs, epochs: None, every: float = 0.3
) -> list[Run]:
    """Wait until every run has ended; returns the runs.

    Raises:
        UserError: `engine_missing` if no engine shows up.
    """

    def ended() -> list[Run] | None:
        runs = store.runs(experiment.id)
        watch(runs, store.epochs(experiment.id))
        return runs if all(run.state in ENDED for run in runs) else None

    return wait_for(store, ended, every)


def wait_for(store: Store, look: Callable[[], Found | None], every: float = 0.3) -> Found:
    """Look again and again until there is something, with an engine at work; raises `engine_missing`."""
    silent_since = asked = time.monotonic()
    while True:
        found = look()
        if found is not None:
            return found
        if _alive(store.engine_status()):
            silent_since = asked = time.monotonic()
        elif time.monotonic() - asked > START_AGAIN:
            asked = time.monotonic()
            ensure_engine(store, idle_seconds=IDLE)
        elif time.monotonic() - silent_since > PATIENCE:
            raise UserError("engine_missing")
        time.sleep(every)


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


def stored_result(store: Store, spec: ExperimentSpec) -> dict[str, Any] | None:
    """The summary of the very same experiment, where it was done before."""
    known = done_before(store.engine, spec)
    return plain(summary(store, known)) | {"done_before": known.created} if known else None


def finish(store: Store, queue: Callable[[], str], watch: Watch) -> dict[str, Any]:
    """Queue an experiment and wait for it with an engine at work; its summary."""

    def work(id: str) -> Experiment:
        experiment = store.experiment(id)
        ensure_engine(store, idle_seconds=IDLE)
        wait(store, experiment, watch)
        return experiment

    return plain(summary(store, stopped_on_interrupt(queue, work, store.request_stop)))


def _alive(status: EngineStatus | None) -> bool:
    return status is not None and status.state != "gone"
