"""The memory lab: made-up problems that only a memory solves."""

from dataclasses import replace
from typing import Any

import pandas as pd

from core.specs import ExperimentSpec
from core.store.store import Store
from core.tasks.memory.problems import shown_example
from core.tasks.memory.spec import MemorySpec
from core.tasks.memory.start import kept_spec, lab_spec
from core.tasks.programs import otherwise, result
from core.tasks.waiting import Watch
from unrolled.errors import told
from unrolled.results import Result
from unrolled.training import Spec, trained


class Memory(Result):
    """Cells trained on a made-up problem."""

    @property
    def outcome(self) -> str:
        """In one word: "all", "some" or "none" of the cells solved it."""
        solved = [bool(one.solved) for one in self._outcome.learners]
        return "all" if all(solved) else "some" if any(solved) else "none"

    @property
    def verdict(self) -> str:
        """Which cells solved it, and what that means."""
        return self._sentences()[-1]

    @property
    def methods(self) -> pd.DataFrame:
        """A row for each cell: seeds, how many solved it and when, loss, accuracy; the last one is chance."""
        rows = [{"kind": "cell"} | one for one in self.summary["cells"]]
        chance = {"cell": "chance", "kind": "simple", "loss": self.summary["chance"]}
        return pd.DataFrame([*rows, chance]).drop(columns="gradients").set_index("cell")

    def plot(self) -> Any:
        """Every seed's loss on fresh examples by weight updates, against chance, as a Plotly figure."""
        from app.i18n import translator  # what draws needs Plotly, which takes a second
        from app.tasks.memory.charts.curves import curve_facts, curves_chart

        known, runs = self._outcome, self.store.runs(self.id)
        curves = curve_facts(runs, self.store.epochs(self.id), known.updates)
        return curves_chart(curves, known.problem, translator("en"))


@told
def memory(
    problem: str = "adding", length: int | None = None, *, store: Store | None = None, spec: Spec = None,
    progress: bool | None = None, **settings: Any,
) -> Memory:  # fmt: skip
    """Train cells on a problem; blocks until the end.

    Args:
        problem: "adding", "copy", "parity" or "sine".
        length: Steps of a sequence; None takes the problem's own.
        spec, progress: As of `forecast`.
        settings: name, cells, seeds; fields that are otherwise of `model`, `training` and `task`.
    """
    begun = lab_spec(MemorySpec(problem=problem).problem, length)
    return trained(_run, begun, Memory, "memory", store=store, spec=spec, progress=progress, **settings)


def _run(
    begun: ExperimentSpec, *, store: Store, watch: Watch, spec: ExperimentSpec | None, again: bool,
    name: str | None = None, **wanted: Any,
) -> dict[str, Any]:  # fmt: skip
    chosen = kept_spec(replace(spec or otherwise(begun, **wanted)))
    return result(store, shown_example(chosen.of(MemorySpec)), chosen, watch, again=again, name=name)
