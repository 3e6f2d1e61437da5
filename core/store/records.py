"""Rows of the store as frozen dataclasses."""

import json
from dataclasses import dataclass, field
from typing import Any

from core.specs import ExperimentSpec
from core.store.states import State


@dataclass(frozen=True)
class Experiment:
    """One experiment; `id` is unguessable, for it is also its key."""

    id: str
    name: str
    task: str
    data: str
    spec: ExperimentSpec
    created: float
    stop_requested: float | None
    sweep: str | None = None  # that tries its setting; such experiments are on no list
    source_name: str | None = None  # what its data was called then, if that was kept
    owner: str | None = None  # whose it is, where there are several people


@dataclass(frozen=True)
class ExperimentLine:
    """One line of the list of experiments."""

    experiment: Experiment
    data_name: str
    states: dict[State, int]  # how many runs are in each state
    # Kinds of which a run has ended well; of the baselines, every part.
    finished: frozenset[str] = frozenset()
    found: dict[str, Any] | None = None  # what `core.store.found` keeps; None: not looked at yet

    @property
    def trained(self) -> bool:
        """Whether there is a network, and what it was judged against."""
        return {"simple", "backtest"} <= self.finished

    @property
    def ended(self) -> bool:
        """Nothing is to come."""
        return not (self.states.get("running") or self.states.get("queued"))

    @property
    def state(self) -> str:
        """ "running", "queued", "failed", "stopped" or "done"."""
        if self.states.get("running"):
            return "running"
        if self.states.get("queued"):
            return "queued"
        if self.states.get("failed"):
            return "failed"
        return "stopped" if self.states.get("cancelled") else "done"


@dataclass(frozen=True)
class Run:
    """One (kind, cell, seed) of an experiment.

    Kinds: "simple" (all baselines and the audits, or a part of them, whose number is the seed),
    "backtest" (a network trained on the training rows),
    "refit" (trained again for as many updates on all rows before the test, which it is judged on), "final"
    (the same on all rows), "ablation" (the backtest without the covariates),
    "trial" (a setting of a sweep: trained like a backtest, judged on validation rows only).
    """

    id: str
    experiment: str
    place: int
    kind: str
    cell: str
    seed: int
    units: int
    weights: int
    state: State
    attempt: int
    started: float | None = None
    finished: float | None = None
    error: dict[str, Any] | None = None  # {"key": …, "facts": {…}}
    device: str | None = None
    kernel: str | None = None
    kernel_reason: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)  # seconds, best_updates, best_epoch, val_loss …


@dataclass(frozen=True)
class Epoch:
    """One look at the losses, counted from 1; runs of versions that counted epochs have one after each."""

    run: str
    epoch: int
    loss: float
    val_loss: float | None
    seconds: float
    samples: int
    val_accuracy: float | None = None  # where answers are classes
    updates: int | None = None  # of the weights, so far; None where epochs were counted
    epochs: float | None = None  # passes over the examples, so far

    @property
    def at(self) -> int:
        """How far training was: in updates, or in epochs where those were counted."""
        return self.epoch if self.updates is None else self.updates

    @property
    def passes(self) -> float:
        """Passes over the examples, so far."""
        return float(self.epoch) if self.epochs is None else self.epochs


@dataclass(frozen=True)
class EngineStatus:
    """What the store knows about the engine."""

    number: int
    pid: int
    host: str
    state: str  # "starting", "waiting", "ready" or "gone" (said goodbye, or silent for too long)
    workers: int = 0
    device: str | None = None
    device_reason: str | None = None  # why there is no GPU, where a GPU was seen but cannot be used


def read_json(text: str | None) -> Any:
    """JSON or nothing."""
    return json.loads(text) if text else None
