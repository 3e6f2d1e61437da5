"""The table of recurrent cells, described without importing Keras.

Each has a module here with its equations, its paper and the formula of its weight count (`core.cells.steps`).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, TypeAlias

from core.errors import UserError

Shape: TypeAlias = tuple[int, ...]
Shapes: TypeAlias = tuple[Shape, Shape, Shape]


@dataclass(frozen=True)
class Cell:
    """One kind of recurrent cell.

    A block maps (inputs, hidden state, one) to `units` numbers; a plain RNN has one, a gate is another. Where
    its module says otherwise (`shapes`), that counts.
    """

    name: str  # key in specs, saved runs and locale files
    steps: str  # module with its step function (`core.cells.steps`)
    layer: str  # class in keras.layers; empty: Keras walks the step function itself
    blocks: int  # weight blocks: candidates and gates
    biases: int = 1  # bias vectors per block (Keras' GRU keeps two, as cuDNN wants it)
    gated: bool = True
    cudnn: bool = False  # has a cuDNN kernel in Keras
    fast: bool = False  # has passes of ours (`core.networks.recurrences`)
    forgets: bool = False  # has a forget gate whose first bias can be chosen
    usual: bool = True  # trained where nobody says which; others are chosen
    # Seconds on a 2-core machine that a step in time costs the stock layer with few units, where overhead is
    # nearly all (docs/performance.md).
    stock_step: float = 12e-5

    def shapes(self, inputs: int, units: int) -> Shapes:
        """Of what one layer that reads `inputs` features trains: kernel, recurrent weights, bias.

        A cell of ours whose blocks have not all a full matrix says so in its module (`core.cells.steps`).
        """
        if self._own is not None:
            found: Shapes = self._own(inputs, units)
            return found
        width = self.blocks * units
        return (inputs, width), (units, width), (width,) if self.biases == 1 else (self.biases, width)

    def weights(self, inputs: int, units: int) -> int:
        """Count the trainable numbers of such a layer."""
        return sum(math.prod(shape) for shape in self.shapes(inputs, units))

    @property
    def portable(self) -> bool:
        """Whether a script to take home can hold its layer: Keras', or ours where each block is a matrix."""
        return self._own is None

    @property
    def _own(self) -> Any:
        """What its module says of the shapes of its weights, where that is anything."""
        return None if self.layer else getattr(import_module(self.steps), "shapes", None)


STEPS = "core.cells"
CELLS = {
    cell.name: cell
    for cell in (
        Cell("rnn", f"{STEPS}.rnn", "SimpleRNN", blocks=1, gated=False, fast=True, stock_step=6e-5),
        Cell("lstm", f"{STEPS}.lstm", "LSTM", blocks=4, cudnn=True, fast=True, forgets=True),
        Cell("gru", f"{STEPS}.gru", "GRU", blocks=3, biases=2, cudnn=True, fast=True, stock_step=16e-5),
        Cell("mgu", f"{STEPS}.mgu", layer="", blocks=2, usual=False),
    )
}
USUAL = tuple(cell.name for cell in CELLS.values() if cell.usual)


def cell_named(name: str) -> Cell:
    """Look a cell up.

    Raises:
        UserError: `unknown_cell`, with the names there are.
    """
    if name not in CELLS:
        raise UserError("unknown_cell", name=name, known=list(CELLS))
    return CELLS[name]


def network_weights(
    cell: Cell, *, inputs: int, units: int, layers: int, outputs: int, bidirectional: bool = False
) -> int:
    """Count the weights of a stack of recurrent layers with one dense output layer on top."""
    ways = 2 if bidirectional else 1
    first = ways * cell.weights(inputs, units)
    deeper = (layers - 1) * ways * cell.weights(ways * units, units)
    return first + deeper + (ways * units + 1) * outputs


def units_for_budget(count: Callable[[int], int], budget: int, highest: int = 512) -> int:
    """Find the number of units whose weight count comes closest to a budget.

    Args:
        count: Weight count as a function of units; grows with them.
        budget: Wanted number of weights.
        highest: Largest number of units considered.
    """
    return min(range(1, highest + 1), key=lambda units: abs(count(units) - budget))
