"""What travels between engine and worker: plain data, cheap to pickle, no Keras."""

import importlib
import os
import threading
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from types import ModuleType
from typing import Any

import psutil
from distributed import get_worker

from core.arrays import Arrays
from core.errors import Stopped, UserError
from core.gpus import count_gpus
from core.specs import ExperimentSpec
from core.store.datasets import Data, Found, from_body, known_as
from core.tasks import TASKS

NICENESS = 5  # of a process that trains, above the engine's
TOPIC = "unrolled"  # of the events that workers send while they train
_loading = threading.Lock()
_stopped: set[str] = set()  # keys of jobs in this worker process that should stop
_started: dict[str, dict[str, Any]] = {}  # by key of a job in this process: what it told as it began


@dataclass(frozen=True)
class Job:
    """One attempt at one run."""

    run: str
    experiment: str
    attempt: int
    task: str  # see `core.tasks`
    kind: str  # see `core.store.records.Run`
    cell: str
    seed: int
    units: int
    spec: ExperimentSpec
    data: bytes  # Parquet
    kernel: str | None = None  # set when an earlier attempt chose one
    rates: tuple[float, ...] | None = None  # learning rates that a refit goes through
    check: int = 0  # updates at each; 0: a refit left over from a version that counted epochs
    vectors: bytes | None = None  # that the embedding begins with
    parts: int = 1  # that the baselines are done in; the seed is the number of this one

    @property
    def key(self) -> str:
        """Names this attempt, for Dask and for Stop."""
        return f"{self.run}-{self.attempt}"


@dataclass(frozen=True)
class Ended:
    """How a job ended on its worker."""

    how: str  # done | failed | stopped
    facts: dict[str, Any] = field(default_factory=dict)
    arrays: Arrays = field(default_factory=dict)
    weights: bytes | None = None
    error: dict[str, Any] | None = None
    memory: int = 0  # bytes that the worker's process holds
    started: dict[str, Any] = field(default_factory=dict)  # device and kernel, should the news of it be lost


def work(job: Job) -> Ended:
    """Do a job. Runs on a worker; only there is Keras imported, so the engine stays small.

    What a person can mend comes back as an error with facts; anything else is raised.
    """
    take_gpu(get_worker().name)
    step_back()
    task = TASKS[job.task]
    doer = load(task.baselines if job.kind == "simple" else task.worker)
    try:
        ended: Ended = doer.run(job)
    except UserError as error:
        ended = Ended("failed", error={"key": error.key, "facts": error.facts})
    except Stopped:
        ended = Ended("stopped")
    finally:
        _stopped.discard(job.key)
        started = _started.pop(job.key, {})
    return replace(ended, memory=psutil.Process().memory_info().rss, started=started)


def load(module: str) -> ModuleType:
    """Import what is heavy, one thread of a worker at a time.

    A worker imports Keras as it starts, beside its first job. Two threads that enter a package's circular
    imports from different ends end in a deadlock, which Python breaks with an error in one of them.
    """
    with _loading:
        return importlib.import_module(module)


@cache
def step_back() -> None:
    """Once per process: answers to people come before training."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)


def warm_up(task: str, cell: str) -> Any:
    """Get a worker that has nothing to do ready for one cell; the device, where the task tells it."""
    take_gpu(get_worker().name)
    step_back()
    return load(TASKS[task].worker).warm_up(cell)


def warm_up_baselines() -> None:
    """Import what the baselines need, on a worker that has nothing to do."""
    for task in TASKS.values():
        load(task.baselines)


def take_gpu(name: Any) -> None:
    """One worker, one GPU, by the worker's number: must come before Keras is imported."""
    gpus = count_gpus()
    if gpus > 1 and isinstance(name, int):
        os.environ.setdefault("CUDA_VISIBLE_DEVICES", str(name % gpus))


def tell(job: Job, what: str, **facts: Any) -> None:
    """Let the engine know how a job is doing."""
    if what == "started":
        _started[job.key] = facts
    get_worker().log_event(TOPIC, {"run": job.run, "attempt": job.attempt, "what": what, **facts})


@lru_cache(maxsize=4)
def opened(data: bytes) -> Data:
    """A job's data set; kept, for the next job is likely to want the same."""
    return from_body(data)


def data_of(job: Job, kind: type[Found]) -> Found:
    """What a job is about, which is of the kind that its task is for."""
    return known_as(kind, opened(job.data))


def ask_to_stop(key: str) -> None:
    """Ask a job in this process to stop; it looks after every few batches."""
    _stopped.add(key)


def asked_to_stop(key: str) -> bool:
    """Whether a job should stop."""
    return key in _stopped
