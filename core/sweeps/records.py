"""A sweep and its trials as the store keeps them."""

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from core.specs import ExperimentSpec, from_json
from core.store.records import Run
from core.store.states import ENDED
from core.sweeps.spec import Setting, SweepSpec, setting_of


@dataclass(frozen=True)
class Sweep:
    """One sweep; `id` is unguessable, for it is also its key."""

    id: str
    name: str
    task: str
    data: str
    spec: SweepSpec
    created: float
    state: str  # running | done | stopped | failed
    winner: str | None  # the experiment that scores the best setting on test
    error: dict[str, Any] | None  # {"key": …, "facts": {…}}
    data_name: str
    tried: int  # settings that were begun
    owner: str | None = None  # whose it is, where there are several people


@dataclass(frozen=True)
class Trial:
    """One setting that was begun: a hidden experiment with a run per seed."""

    experiment: str
    number: int  # from 1, in the order in which they were begun
    setting: Setting
    created: float
    runs: tuple[Run, ...]

    @property
    def ended(self) -> bool:
        """Nothing is to come."""
        return all(run.state in ENDED for run in self.runs)

    @cached_property
    def state(self) -> str:
        """ "failed" as soon as a seed has failed, "done" once all have ended well."""
        states = {run.state for run in self.runs}
        if "failed" in states:
            return "failed"
        if "cancelled" in states:
            return "stopped"
        if states == {"done"}:
            return "done"
        return "queued" if states == {"queued"} else "running"

    @cached_property
    def losses(self) -> list[float]:
        """Validation loss of each seed that has ended well."""
        return [run.facts["validation"] for run in self.runs if run.state == "done"]

    @property
    def loss(self) -> float:
        """Mean validation loss over the seeds so far; infinite before the first."""
        return float(np.mean(self.losses)) if self.losses else math.inf

    @property
    def deviation(self) -> float | None:
        """Standard deviation over seeds; None for fewer than two."""
        return float(np.std(self.losses, ddof=1)) if len(self.losses) > 1 else None

    @property
    def weights(self) -> int:
        """Trainable numbers."""
        return self.runs[0].weights

    @property
    def units(self) -> int:
        """Of this cell, which with equal budgets of parameters are not those of the setting."""
        return self.runs[0].units

    def fact(self, name: str) -> float | None:
        """Mean over seeds of something each run tells, e.g. its seconds."""
        values = [run.facts[name] for run in self.runs if run.state == "done" and name in run.facts]
        return float(np.mean(values)) if values else None

    @property
    def error(self) -> dict[str, Any] | None:
        """Why the first seed that failed did so."""
        return next((run.error for run in self.runs if run.error), None)


def ranked(trials: list[Trial]) -> list[Trial]:
    """Settings of which all seeds ended well, lowest mean loss first; equal ones: fewer weights first."""
    done = [trial for trial in trials if trial.state == "done"]
    return sorted(done, key=lambda trial: (trial.loss, trial.weights, trial.number))


def best_of_each_cell(trials: list[Trial]) -> list[Trial]:
    """The best setting of every cell, best first."""
    found: dict[str, Trial] = {}
    for trial in ranked(trials):
        found.setdefault(trial.setting.cell, trial)
    return list(found.values())


@lru_cache(maxsize=4096)
def setting_from_json(text: str) -> Setting:
    """The setting of a trial's experiment as the store keeps it."""
    return setting_of(from_json(ExperimentSpec, text))


@lru_cache(maxsize=256)
def sweep_from_json(text: str) -> SweepSpec:
    """A sweep as the store keeps it; raises `bad_spec`."""
    return from_json(SweepSpec, text)
