"""Experiments for TensorBoard or MLflow, where one of them is installed; off unless somebody asks for it.

Written once an experiment has ended: what every training lost by its updates, the scores of all methods, the
settings, the networks' weights.
"""

import os
import socket
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from core.errors import UserError
from core.specs import to_json
from core.store.database import home
from core.store.records import Epoch, Experiment, Run
from core.store.store import Store
from core.tasks import TASKS

VARIABLE = "UNROLLED_LOG"
FOLDER = "runs"  # of TensorBoard, where none is named
NETWORK = "weights.h5"
LOSSES = ("loss", "val_loss", "val_accuracy")


class Log(Protocol):
    """Where an experiment is written."""

    def begin(self, experiment: Experiment) -> None: ...
    def training(self, run: Run, epochs: list[Epoch], weights: bytes | None) -> None: ...
    def method(self, name: str, scores: Mapping[str, float]) -> None: ...
    def end(self) -> None: ...


def log_of(wanted: str | None) -> Log | None:
    """What was asked for: `tensorboard`, `mlflow`, each also with a place behind a colon; None for nothing.

    Args:
        wanted: Of an option; without one the variable `UNROLLED_LOG` counts, whose folder for TensorBoard is
            below the data folder, for commands and engines stand in different ones.

    Raises:
        UserError: `log_unknown`, `log_not_installed`.
    """
    kind, _, place = (wanted or os.environ.get(VARIABLE, "")).partition(":")
    if not kind:
        return None
    if kind not in LOGS:
        raise UserError("log_unknown", name=kind, known=list(LOGS))
    if find_spec(kind) is None:
        raise UserError("log_not_installed", name=kind)
    if not wanted and kind == "tensorboard":
        place = str(home() / (place or FOLDER))
    return LOGS[kind](place)


def log_experiment(store: Store, id: str, log: Log | None) -> None:
    """Write an experiment as far as it is there; nothing without a log."""
    if log is None:
        return
    experiment, runs = store.experiment(id), store.runs(id)
    epochs = store.epochs(id)
    log.begin(experiment)
    for run in runs:
        if run.kind != "simple" and run.state == "done":
            log.training(run, [one for one in epochs if one.run == run.id], store.artifact(run.id, "weights"))
    outcome = TASKS[experiment.task].outcome(store, experiment, runs)
    for name, scores in _scores(outcome):
        log.method(name, scores)
    log.end()


def _scores(outcome: Any) -> Iterator[tuple[str, dict[str, float]]]:
    """Of each method what is a number."""
    rows: Any = getattr(outcome, "methods", None) or getattr(outcome, "learners", ())
    for one in rows:
        own = {f.name: getattr(one, f.name) for f in fields(one)} | dict(getattr(one, "scores", {}))
        kind = getattr(one, "kind", "cell")
        name = getattr(one, "name", None) or one.cell
        numbers = {key: float(v) for key, v in own.items() if type(v) in (int, float)}
        yield (f"{name} {kind}" if kind == "seeds" else name), numbers


@dataclass
class TensorBoard:
    """Event files below a folder: one for each training, one for each method, one with the settings."""

    place: str
    folder: Path = Path()

    def begin(self, experiment: Experiment) -> None:
        """The settings as text."""
        self.folder = Path(self.place or FOLDER) / f"{experiment.task}-{experiment.id[:8]}"
        settings = f"{experiment.name}\n\n```json\n{to_json(experiment.spec)}\n```"
        self._write("settings", [(0, "settings", settings)])

    def training(self, run: Run, epochs: list[Epoch], weights: bytes | None) -> None:
        """A curve of each loss, by updates; the weights lie beside them."""
        told = [(one.at, name, getattr(one, name)) for one in epochs for name in LOSSES]
        name = f"{run.cell}-{run.seed}-{run.kind}"
        self._write(name, [one for one in told if one[2] is not None])
        if weights is not None:
            (self.folder / name / NETWORK).write_bytes(weights)

    def method(self, name: str, scores: Mapping[str, float]) -> None:
        """A point of each score."""
        self._write(f"method {name}", [(0, f"score/{key}", value) for key, value in scores.items()])

    def end(self) -> None:
        """Every file is whole already."""

    def _write(self, name: str, told: list[tuple[int, str, Any]]) -> None:
        folder = self.folder / name
        folder.mkdir(parents=True, exist_ok=True)
        event = import_module("tensorboard.compat.proto.event_pb2").Event
        record = import_module("tensorboard.summary.writer.record_writer").RecordWriter
        for before in folder.glob("events.out.tfevents.*"):  # or the same would stand there twice
            before.unlink()
        path = folder / f"events.out.tfevents.{int(time.time())}.{socket.gethostname()}"
        with path.open("wb") as file:
            writer = record(file)
            writer.write(event(wall_time=time.time(), file_version="brain.Event:2").SerializeToString())
            for step, tag, value in told:
                one = event(wall_time=time.time(), step=step, summary=_summary(tag, value))
                writer.write(one.SerializeToString())


def _summary(tag: str, value: Any) -> Any:
    """A number, or a text as TensorBoard shows it."""
    proto = import_module("tensorboard.compat.proto.summary_pb2")
    if not isinstance(value, str):
        return proto.Summary(value=[proto.Summary.Value(tag=tag, simple_value=value)])
    tensor = import_module("tensorboard.compat.proto.tensor_pb2").TensorProto
    plugin = proto.SummaryMetadata.PluginData(plugin_name="text")
    text = tensor(dtype="DT_STRING", string_val=[value.encode()], tensor_shape={"dim": [{"size": 1}]})
    told = proto.Summary.Value(tag=tag, metadata=proto.SummaryMetadata(plugin_data=plugin), tensor=text)
    return proto.Summary(value=[told])


@dataclass
class MLflow:
    """A run of MLflow with one below it for each training."""

    place: str  # its tracking server or folder; its own setting where none is named
    flow: Any = None

    def begin(self, experiment: Experiment) -> None:
        """The settings as parameters, and as a file."""
        self.flow = import_module("mlflow")
        if self.place:
            self.flow.set_tracking_uri(self.place)
        self.flow.set_experiment("unrolled")
        self.flow.start_run(run_name=experiment.name, tags={"task": experiment.task, "id": experiment.id})
        spec = experiment.spec
        parts: dict[str, Any] = {"task": spec.task, "model": spec.model, "training": spec.training}
        named = {f"{part}.{f.name}": getattr(of, f.name) for part, of in parts.items() for f in fields(of)}
        self.flow.log_params(named | {"cells": spec.cells, "seeds": spec.seeds, "match": spec.match})
        self.flow.log_text(to_json(spec), "spec.json")

    def training(self, run: Run, epochs: list[Epoch], weights: bytes | None) -> None:
        """Its losses by updates, and its weights."""
        with self.flow.start_run(run_name=f"{run.cell} {run.seed} {run.kind}", nested=True):
            for one in epochs:
                told = {name: getattr(one, name) for name in LOSSES}
                known = {name: value for name, value in told.items() if value is not None}
                self.flow.log_metrics(known, step=one.at)
            if weights is not None:
                with tempfile.TemporaryDirectory() as folder:
                    path = Path(folder) / NETWORK
                    path.write_bytes(weights)
                    self.flow.log_artifact(str(path))

    def method(self, name: str, scores: Mapping[str, float]) -> None:
        """Its scores, by its name."""
        self.flow.log_metrics({f"{name}/{key}": value for key, value in scores.items()})

    def end(self) -> None:
        """Close the run."""
        self.flow.end_run()


LOGS: dict[str, Any] = {"tensorboard": TensorBoard, "mlflow": MLflow}
