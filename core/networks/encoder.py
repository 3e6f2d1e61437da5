"""A stack of recurrent layers that reads, and the states that a decoder begins with."""

from collections.abc import Iterator
from typing import Any

import keras

from core.cells import Cell
from core.cells.steps import steps_of
from core.networks.build import both_ways, recurrent
from core.specs import ModelSpec


def encoded(
    cell: Cell, model: ModelSpec, values: Any, seeds: Iterator[int], *, reads_data: bool = False, **how: Any
) -> tuple[Any, list[list[Any]]]:
    """What was read, (batch, steps, ways x units), and each decoder layer's first states.

    Args:
        values: What it reads, (batch, steps, columns).
        reads_data: That is data, which nobody learns.
        how: Units, kernel and penalty of each layer (see `build.recurrent`).
    """
    begun: list[list[Any]] = []
    for depth in range(model.layers):
        how |= {"every_step": True, "reads_data": reads_data and depth == 0}
        layer = recurrent(cell, model, seeds=seeds, **how)
        layer.return_state = True
        if model.bidirectional:
            back = recurrent(cell, model, seeds=seeds, backwards=True, **how)
            back.return_state = True
            layer = both_ways(layer, back)
        values, *final = layer(values)
        begun.append(_bridged(cell, how["units"], final, depth, seeds) if model.bidirectional else final)
    return values, begun


def _bridged(cell: Cell, units: int, final: list[Any], depth: int, seeds: Iterator[int]) -> list[Any]:
    """One state for the two ways' last ones each; hidden states pass a tanh, a memory has no bounds."""
    names, found = steps_of(cell).STATES, []
    for name, *pair in zip(names, final[: len(names)], final[len(names) :], strict=True):
        glorot = keras.initializers.GlorotUniform(seed=next(seeds))
        dense = keras.layers.Dense(
            units, "tanh" if name == "h" else None, kernel_initializer=glorot, name=f"bridge_{depth}_{name}"
        )
        found.append(dense(keras.layers.Concatenate(name=f"ends_{depth}_{name}")(pair)))
    return found
