"""Which runs an experiment consists of, and in which order."""

from typing import Any

from core.cells import CELLS, Cell, network_weights, units_for_budget
from core.specs import ExperimentSpec
from core.tasks.calendar_inputs import calendar_cycles


def planned_runs(spec: ExperimentSpec, columns: int) -> list[dict[str, Any]]:
    """Rows for the table of runs.

    Simple methods come first, since every verdict needs them; then seed by seed all cells, so that a
    provisional verdict comes after the first seed; then the final refits.
    """
    size = {name: cell_size(spec, CELLS[name], columns) for name in spec.cells}
    order = [("simple", "", 0)]
    order += [("backtest", name, seed) for seed in range(1, spec.seeds + 1) for name in spec.cells]
    if spec.refit:
        order += [("final", name, seed) for seed in range(1, spec.seeds + 1) for name in spec.cells]
    rows = []
    for place, (kind, name, seed) in enumerate(order):
        units, weights = size.get(name, (0, 0))
        rows.append(
            {"place": place, "kind": kind, "cell": name, "seed": seed, "units": units, "weights": weights,
             "state": "queued", "attempt": 0}
        )  # fmt: skip
    return rows


def cell_size(spec: ExperimentSpec, cell: Cell, columns: int) -> tuple[int, int]:
    """Units per layer and trainable weights of one cell's network.

    With `match="parameters"` an LSTM of the chosen units sets the budget, which the others come close to.
    """
    outputs = 1 if spec.task.strategy == "recursive" else spec.task.horizon

    def weights(of: Cell, units: int) -> int:
        return network_weights(
            of, inputs=columns, units=units, layers=spec.model.layers, outputs=outputs,
            bidirectional=spec.model.bidirectional,
        )  # fmt: skip

    units = spec.model.units
    if spec.match == "parameters":
        budget = weights(CELLS["lstm"], units)
        units = units_for_budget(lambda n: weights(cell, n), budget, highest=4 * units + 8)
    return units, weights(cell, units)


def input_columns(spec: ExperimentSpec, frequency: str | None, dated: bool) -> int:
    """Numbers per step that the networks read: the target, the covariates and the calendar's cycles."""
    cycles = calendar_cycles(frequency) if spec.task.calendar and dated else ()
    return 1 + len(spec.task.covariates) + 2 * len(cycles)
