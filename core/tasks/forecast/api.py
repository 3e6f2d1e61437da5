"""The Python API: what the command line does, for programs.

from core.tasks.forecast.api import forecast, from_sample
result = forecast(from_sample("chaotic"), horizon=8, lookback=32, seeds=2)
result["verdict"], result["forecast"]["mean"]

from core.tasks.forecast.api import from_file, predict
later = predict(result["experiment"], from_file(Path("later.csv")))
later["forecast"]["mean"], later["track"]["sentence"]
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from core.data.choices import AS_FOUND, Choices
from core.data.files import read_bytes
from core.data.frame import Dataset
from core.data.reading import read_here
from core.data.samples import load_sample
from core.errors import UserError
from core.specs import ExperimentSpec, ModelSpec, TrainingSpec
from core.store.jsonable import plain
from core.store.store import Store
from core.tasks.forecast.kept.archive import kept_networks_zip
from core.tasks.forecast.kept.bring import bring
from core.tasks.forecast.kept.onnx import require_onnx, with_onnx
from core.tasks.forecast.new_rows.fresh import fresh_prices
from core.tasks.forecast.new_rows.predicting import Live, Predicted, live, together
from core.tasks.forecast.new_rows.predicting import predict as predict_rows
from core.tasks.forecast.new_rows.summary import predicted_summary
from core.tasks.forecast.new_rows.told import CONTINUED, TRAINED
from core.tasks.forecast.spec import QUICK, ForecastSpec
from core.tasks.programs import result
from core.tasks.queueing import queue
from core.tasks.waiting import Watch, finish

ANEW = "anew"  # a way beside those of `new_rows.told`: another experiment


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
    again: bool = True, name: str | None = None, spec: ExperimentSpec | None = None, **wanted: Any,
) -> dict[str, Any]:  # fmt: skip
    """Train, compare and forecast; blocks until the end.

    Args:
        data: What to forecast.
        store: Where experiments are kept; by default the one the dashboard shows.
        watch: Called about three times a second with runs and epochs so far.
        again: Whether to train anew what was done before; otherwise its stored result is returned.
        name: What it is called; by default after its data.
        spec: All settings at once, but for its data; what else is wanted is left.
        wanted: See `forecast_spec`.

    Returns:
        The experiment's summary (see `core.tasks.forecast.summary`); a stored one says when it was asked for,
        in seconds since 1970, under `done_before`.
    """
    store, spec = store or Store(), spec or forecast_spec(data, **wanted)
    return result(store, data, spec, watch, again=again, name=name)


def save(experiment: str, path: Path, *, onnx: bool = False, store: Store | None = None) -> Path:
    """Write an experiment's networks as a file that plain Keras forecasts from, and that `load` brings back.

    Args:
        onnx: Whether they are in it as ONNX, too.

    Raises:
        UserError: What `kept_networks_zip` raises; `onnx_not_installed`, and `onnx_failed` with the file
            written for Keras; `no_such_place`.
    """
    store = store or Store()
    known = live(store, experiment)
    if onnx:
        require_onnx()
    body = kept_networks_zip(store, known.experiment, store.runs(experiment), known.outcome)
    if not path.absolute().parent.is_dir():
        raise UserError("no_such_place", path=str(path))
    path.write_bytes(body)
    if onnx:
        with_onnx(path.resolve())
    return path


def load(path: Path, *, store: Store | None = None) -> str:
    """Bring such a file back as a new experiment, whose id is returned; raises what `bring` does."""
    return bring(store or Store(), read_bytes(path))


def predict(
    experiment: str, given: Dataset | None = None, *, way: str = TRAINED, store: Store | None = None
) -> dict[str, Any]:
    """Forecast new rows with an experiment's networks.

    Args:
        given: All rows, or the new ones alone; None fetches the prices of the ticker it was trained on, or
            lets networks learn on from what is known already.
        way: "trained"; "continued": they learn on from the new rows, where that does no harm; "anew": a new
            experiment on all rows.

    Returns:
        The new forecast, and the track record of all so far (see `new_rows.summary`); of "anew" the new
        experiment's summary.

    Raises:
        UserError: What is wrong with the rows, or with the experiment (see `new_rows.predicting`).
    """
    store, now = store or Store(), datetime.now(UTC)
    known = live(store, experiment)
    if way == ANEW:
        return train_anew(store, known, given, now)
    return plain(predicted_summary(predict_from(store, known, given, now, way)))


def predict_from(
    store: Store, known: Live, given: Dataset | None, now: datetime, way: str = TRAINED
) -> Predicted:
    """The same of an experiment that was read from the store; raises `unknown_way`."""
    if way not in (TRAINED, CONTINUED):
        raise UserError("unknown_way", way=way, known=[TRAINED, CONTINUED, ANEW])
    if given is None and (way == TRAINED or known.rows == known.experiment.data):
        given = fresh_prices(store, known, now)
    return predict_rows(store, known, given, way=way)


def train_anew(store: Store, known: Live, given: Dataset | None, now: datetime) -> dict[str, Any]:
    """Train as the experiment was, on all rows there are by now: its summary."""
    if given is None and known.rows == known.experiment.data:
        given = fresh_prices(store, known, now)
    data, name = together(store, known, given).data, known.experiment.name
    return finish(store, lambda: queue(store, data, known.experiment.spec, name), lambda runs, epochs: None)
