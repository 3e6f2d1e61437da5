"""What there is to say of the toy, and its row in the table of tasks."""

from dataclasses import asdict, dataclass

import numpy as np
from scipy.stats import ttest_ind

from core.compare.comparison import Comparison
from core.compare.test_set import Measure
from core.evaluate.verdict import Verdict
from core.store.store import Store
from core.tasks.base import Swept, Task
from core.tasks.scored import Scored
from core.tasks.summary_rows import run_row
from tests.toy.spec import ToySpec, sizes, start


@dataclass(frozen=True)
class ToyOutcome:
    """How far each cell is off, and the simple method."""

    errors: dict[str, float]
    zero: float


def outcome(store, experiment, runs):
    """The means over seeds; None as long as something is missing."""
    simple = next((run for run in runs if run.kind == "simple" and run.state == "done"), None)
    done = [run for run in runs if run.kind == "backtest" and run.state == "done"]
    if simple is None or not done:
        return None
    cells = dict.fromkeys(run.cell for run in done)
    errors = {
        cell: float(np.mean([run.facts["error"] for run in done if run.cell == cell])) for cell in cells
    }
    return ToyOutcome(errors, simple.facts["error"])


def found(known):
    """Which cells are less off than zero."""
    solved = [cell for cell, error in known.errors.items() if error < known.zero]
    return {"outcome": "toy", "solved": solved, "wanted": list(known.errors)}


def summary(store, experiment):
    """All of it."""
    runs = store.runs(experiment.id)
    known = outcome(store, experiment, runs)
    return {
        "experiment": experiment.id,
        "spec": asdict(experiment.spec),
        "runs": [run_row(run) for run in runs if run.kind == "backtest"],
        "outcome": asdict(known) if known else None,
    }


def scored(store, experiment):
    """How far the best setting is off."""
    known, cell = outcome(store, experiment, store.runs(experiment.id)), experiment.spec.cells[0]
    if known is None:
        return None
    verdict = Verdict("better", cell, False, 1, (cell,))
    return Scored(
        verdict, "zero", cell, known.errors[cell], 1 - known.errors[cell] / known.zero, None, None, None
    )


def recorded(facts, test_set):
    """How far a run is off, and whether less than zero."""
    return {"mae": facts["error"], "solved": float(facts["error"] < test_set.facts["error"])} if facts else {}


def pair_test(spec, one, other):
    """Two-sided, on losses averaged over seeds."""
    return float(ttest_ind(one.mean(axis=0), other.mean(axis=0)).pvalue)


TASK = Task(
    spec=ToySpec,
    start=start,
    sizes=sizes,
    keep=Store.add_dataset,
    outcome=outcome,
    found=found,
    summary=summary,
    baselines="tests.toy.worker",
    worker="tests.toy.worker",
    example="tests.toy.task",
    command="tests.toy.command",
    compared=Comparison(
        ToySpec.kind, (Measure("mae", lower=True), Measure("solved", share=True)), lambda test_set: "zero",
        lambda ours, theirs: None, recorded=recorded, goal="solved", costs=("weights", "seconds"),
    ),
    swept=Swept(pair_test, scored),
)  # fmt: skip
