"""What the summaries of every task say about a run and about a cell, in the same words."""

from collections.abc import Mapping
from typing import Any, Protocol

from core.store.records import Run

FACTS = ("updates", "best_updates", "epochs", "best_epoch", "seconds", "samples", "val_loss")


class Stands(Protocol):
    """A cell's row in the table of methods, whatever is scored."""

    @property
    def seeds(self) -> int: ...
    @property
    def weights(self) -> int: ...
    @property
    def deviation(self) -> Mapping[str, float | None]: ...
    @property
    def low(self) -> float | None: ...
    @property
    def high(self) -> float | None: ...
    @property
    def p(self) -> float | None: ...
    @property
    def p_holm(self) -> float | None: ...


def run_row(run: Run) -> dict[str, Any]:
    """A run without its scores."""
    return {
        "cell": run.cell, "seed": run.seed, "units": run.units, "parameters": run.weights, "state": run.state,
        "attempts": run.attempt, "device": run.device, "kernel": run.kernel, "error": run.error,
    } | {name: run.facts.get(name) for name in FACTS}  # fmt: skip


def cell_row(cell: Stands) -> dict[str, Any]:
    """How a cell stands over its seeds and against the reference; its scores are the task's to add."""
    return {
        "seeds": cell.seeds, "parameters": cell.weights, "deviation": cell.deviation,
        "interval": [cell.low, cell.high], "p": cell.p, "p_holm": cell.p_holm,
    }  # fmt: skip
