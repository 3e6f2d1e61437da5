"""One cell by hand: weights from named numbers, a walk by the table's step, and how far gradients reach."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from core.arrays import Floats
from core.cells import Cell
from core.cells.steps import Array, Named, Steps, Weights, numpy_functions, steps_of

MOST_UNITS = 3
FUNCTIONS = numpy_functions("tanh")
NUDGE = 1e-6  # of a state, for its slope: central differences, in double precision good to nine digits
ALMOST = 1e-4  # how near to shut or open a gate can be held: a sigmoid is never 0 or 1

Settings: TypeAlias = Mapping[str, float]


@dataclass(frozen=True)
class Dial:
    """One number that a person sets."""

    name: str  # "W.f.1": input to unit 1 of block f; "U.f.1.2": state of unit 2 to it; "b.f.1": its bias
    letter: str  # W, U or b
    block: str
    unit: int  # from 1
    source: int = 0  # of U: the unit that is read, from 1


def dials(cell: Cell, units: int) -> list[Dial]:
    """All numbers of a cell that reads one input, block by block."""
    found = []
    for block in steps_of(cell).BLOCKS:
        for unit in range(1, units + 1):
            found.append(Dial(f"W.{block}.{unit}", "W", block, unit))
            found += [
                Dial(f"U.{block}.{unit}.{source}", "U", block, unit, source) for source in range(1, units + 1)
            ]
            found.append(Dial(f"b.{block}.{unit}", "b", block, unit))
    return found


def weights_of(cell: Cell, units: int, settings: Settings, held: Settings | None = None) -> Weights:
    """Put named numbers where a layer keeps them; those that are not named are 0.

    Args:
        settings: By the names of dials.
        held: Gates, by block, that stand still at a share from 0 to 1, whatever is read: their weights are 0
            and their bias is the logit.
    """
    blocks = steps_of(cell).BLOCKS
    kernel, recurrent, bias = (np.zeros(shape) for shape in cell.shapes(1, units))
    first = bias if bias.ndim == 1 else bias[0]  # where a cell keeps two, the one beside the inputs
    for dial in dials(cell, units):
        value, column = settings.get(dial.name, 0.0), blocks.index(dial.block) * units + dial.unit - 1
        if held and dial.block in held:
            share = min(max(held[dial.block], ALMOST), 1 - ALMOST)
            value = float(np.log(share / (1 - share))) if dial.letter == "b" else 0.0
        if dial.letter == "W":
            kernel[0, column] = value
        elif dial.letter == "U":
            recurrent[dial.source - 1, column] = value
        else:
            first[column] = value
    return Weights(kernel, recurrent, bias)


@dataclass(frozen=True)
class Course:
    """What a cell computed on its way through some inputs, from states of zero."""

    steps: Steps
    weights: Weights
    inputs: Floats  # (steps, 1)
    computed: list[Named]  # of each step, arrays of shape (1, units)

    @property
    def units(self) -> int:
        """That the cell has."""
        return int(self.weights.recurrent.shape[0])

    @property
    def memory(self) -> str:
        """The state that carries what is kept: an LSTM's c, everywhere else h."""
        return self.steps.STATES[-1]

    def over_time(self, name: str) -> Floats:
        """One part at all steps, (steps, units)."""
        return np.concatenate([np.broadcast_to(now[name], (1, self.units)) for now in self.computed])

    def at(self, step: int) -> Named:
        """Everything that a step computed, with the states that it found as `h_before`, `c_before`."""
        return self.computed[step] | {
            f"{name}_before": self.computed[step - 1][name] if step else np.zeros((1, self.units))
            for name in self.steps.STATES
        }


def course(cell: Cell, weights: Weights, inputs: Floats) -> Course:
    """Walk through the inputs.

    Args:
        inputs: One number per step, (steps,).
    """
    steps, read = steps_of(cell), np.asarray(inputs, dtype=float).reshape(-1, 1)
    state: dict[str, Array] = {name: np.zeros((1, weights.recurrent.shape[0])) for name in steps.STATES}
    computed = []
    for row in read:
        now = steps.step(row[None], state, weights, FUNCTIONS)
        computed.append(now)
        state = {name: now[name] for name in steps.STATES}
    return Course(steps, weights, read, computed)


def reach(walked: Course) -> Floats:
    """How much the memory after the last step changes with that after each step, (steps,).

    The largest singular value of dm_T/dm_t, the product of one Jacobian per step (Pascanu, Mikolov & Bengio
    2013, equation 5); 1 at the last step. Of an LSTM all paths count, those through h too.
    """
    jacobians, units = _jacobians(walked), walked.units
    size = jacobians.shape[1]
    back, found = np.eye(size)[size - units :], [1.0]  # the memory is the last of the states
    for jacobian in jacobians[:0:-1]:
        back = back @ jacobian
        found.append(float(np.linalg.norm(back[:, size - units :], ord=2)))
    return np.array(found[::-1])


def _jacobians(walked: Course) -> Floats:
    """Of each step, how its states change with those that it found: (steps, states x units, the same)."""
    names, units, count = walked.steps.STATES, walked.units, len(walked.computed)
    size = len(names) * units
    found = np.concatenate(  # (steps, size): the states that each step found
        [np.vstack([np.zeros((1, units)), walked.over_time(name)[:-1]]) for name in names], axis=1
    )
    nudged = found[None] + NUDGE * np.concatenate([np.eye(size), -np.eye(size)])[:, None]
    rows = nudged.reshape(-1, size)  # all steps and nudges as one batch
    state = {name: rows[:, place * units : (place + 1) * units] for place, name in enumerate(names)}
    now = walked.steps.step(np.tile(walked.inputs, (2 * size, 1)), state, walked.weights, FUNCTIONS)
    after = np.concatenate([now[name] for name in names], axis=1).reshape(2, size, count, size)
    return np.asarray((after[0] - after[1]).transpose(1, 2, 0) / (2 * NUDGE))
