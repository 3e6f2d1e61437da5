"""What there is to say of an experiment so far."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.store.records import Experiment, Run
from core.store.store import Store
from core.tasks.results import baseline_run
from core.tasks.toy.spec import ToySpec


@dataclass(frozen=True)
class ToyOutcome:
    """How far each cell is off, and the simple method."""

    errors: dict[str, float]
    zero: float


def toy_outcome(store: Store, experiment: Experiment, runs: list[Run]) -> ToyOutcome | None:
    """The means over seeds; None as long as something is missing."""
    simple = baseline_run(runs)
    done = [run for run in runs if run.kind == "backtest" and run.state == "done"]
    if simple is None or not done:
        return None
    errors = {
        cell: float(np.mean([run.facts["error"] for run in done if run.cell == cell]))
        for cell in dict.fromkeys(run.cell for run in done)
    }
    return ToyOutcome(errors, simple.facts["error"])


def found(outcome: ToyOutcome) -> dict[str, Any]:
    """Which cells are less off than zero."""
    solved = [cell for cell, error in outcome.errors.items() if error < outcome.zero]
    return {"outcome": ToySpec.kind, "solved": solved, "wanted": list(outcome.errors)}
