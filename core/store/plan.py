"""Which runs an experiment consists of, and in which order."""

from dataclasses import dataclass, replace
from typing import Any

from core.cells import CELLS, Cell, network_weights, units_for_budget
from core.cells.decoder import pair_weights, translator_weights
from core.specs import ExperimentSpec

REFITS = ("refit", "final")  # kinds that go the path of their seed's backtest


@dataclass(frozen=True)
class Ends:
    """What a network is connected to, on which its weight count depends."""

    inputs: int  # numbers per step: columns of a series, numbers per word
    outputs: int
    attention: bool = False  # one more number per hidden unit, to weigh the steps
    covariates: int = 0  # of the inputs, those of further columns
    decoder: str = ""  # attention of an encoder-decoder, of which nothing that belongs to single words counts
    ahead: int = 0  # numbers that a decoder of the same cell reads at each step to come, and tells it from
    # Inputs and units of a layer of the same cell in front, which reads each word's letters both ways.
    letters: tuple[int, int] | None = None
    beside: int = 0  # numbers that belong to no cell


def planned_runs(spec: ExperimentSpec, ends: Ends, parts: int = 1) -> list[dict[str, Any]]:
    """Rows for the table of runs.

    Baselines come first, since every verdict needs them; then seed by seed all cells, so that a
    provisional verdict comes after the first seed; then the refits on all rows before the test, which the
    verdict is made of; then those on all rows, for the forecast; last the same backtests without the
    covariates, which neither the verdict nor the forecast needs.

    Args:
        parts: That the baselines are done in, numbered where networks have seeds.
    """
    order = [("simple", "", part) for part in range(parts)]
    for kind in spec.task.kinds(spec.refit):
        order += _each(kind, spec)
    return _rows(order, spec, ends)


def trial_runs(spec: ExperimentSpec, ends: Ends) -> list[dict[str, Any]]:
    """The same for a setting of a sweep: one run per seed and nothing else."""
    return _rows(_each("trial", spec), spec, ends)


def _each(kind: str, spec: ExperimentSpec) -> list[tuple[str, str, int]]:
    return [(kind, name, seed) for seed in range(1, spec.seeds + 1) for name in spec.cells]


def _rows(order: list[tuple[str, str, int]], spec: ExperimentSpec, ends: Ends) -> list[dict[str, Any]]:
    rows = []
    for place, (kind, name, seed) in enumerate(order):
        units, weights = cell_size(spec, CELLS[name], _ends_of(kind, spec, ends)) if name else (0, 0)
        rows.append(
            {"place": place, "kind": kind, "cell": name, "seed": seed, "units": units, "weights": weights,
             "state": "queued", "attempt": 0}
        )  # fmt: skip
    return rows


def _ends_of(kind: str, spec: ExperimentSpec, ends: Ends) -> Ends:
    return replace(ends, inputs=ends.inputs - ends.covariates) if kind == "ablation" else ends


def cell_size(spec: ExperimentSpec, cell: Cell, ends: Ends) -> tuple[int, int]:
    """Units per layer and trainable weights of one cell's network.

    With `match="parameters"` an LSTM of the chosen units sets the budget, which the others come close to.
    """
    ways = 2 if spec.model.bidirectional else 1

    def weights(of: Cell, units: int) -> int:
        if ends.decoder:
            return translator_weights(
                of, inputs=ends.inputs, units=units, layers=spec.model.layers, ways=ways,
                attention=ends.decoder,
            )  # fmt: skip
        if ends.ahead:
            both = pair_weights(
                of, inputs=ends.inputs, told=ends.ahead, units=units, layers=spec.model.layers, ways=ways
            )
            return both + (units + 1) * ends.outputs
        layers = network_weights(
            of, inputs=ends.inputs, units=units, layers=spec.model.layers, outputs=ends.outputs,
            bidirectional=spec.model.bidirectional,
        )  # fmt: skip
        spelling = 2 * of.weights(*ends.letters) if ends.letters else 0
        return layers + spelling + ends.beside + (ways * units if ends.attention else 0)

    units = spec.model.units
    if spec.match == "parameters":
        budget, highest = weights(CELLS["lstm"], units), 4 * units + 8
        while weights(cell, highest) < budget:  # a cell without a full matrix needs many more
            highest *= 2
        units = units_for_budget(lambda n: weights(cell, n), budget, highest)
    return units, weights(cell, units)
