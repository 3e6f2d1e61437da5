"""Loops kept ready in a worker: what was traced and compiled for one run serves the next of its shape."""

from collections import OrderedDict
from dataclasses import dataclass, replace

import keras

from core.cells import CELLS
from core.networks.build import compiled, many_to_one
from core.networks.loops import Loop, looped
from core.specs import ModelSpec, TrainingSpec

MOST_LOOPS = 16  # kept; beyond them the one that was idle longest goes

_ready: OrderedDict[tuple[object, ...], Loop] = OrderedDict()


@dataclass(frozen=True)
class Shape:
    """What a network looks like from outside and inside."""

    cell: str
    model: ModelSpec
    units: int
    lookback: int
    columns: int  # numbers per step
    outputs: int

    def network(self, training: TrainingSpec, kernel: str, seed: int) -> keras.Model:
        """A compiled network with the first weights of a seed."""
        return compiled(
            many_to_one(
                CELLS[self.cell],
                self.model,
                units=self.units,
                lookback=self.lookback,
                columns=self.columns,
                outputs=self.outputs,
                kernel=kernel,
                seed=seed,
                l2=training.l2,
            ),
            training,
        )


def ready_loop(shape: Shape, training: TrainingSpec, kernel: str, batch: int, seed: int) -> Loop:
    """A loop whose network begins with the weights of a seed; whether it was kept makes no difference.

    The loop is the caller's until it asks for the next one.
    """
    # Epochs, patience and schedule are not compiled into a loop; everything else is.
    key = (shape, replace(training, epochs=1, patience=1, schedule="constant"), kernel, batch)
    fresh = shape.network(training, kernel, seed)
    if key in _ready:
        _ready.move_to_end(key)
        _ready[key].start_from(fresh)
    else:
        _ready[key] = looped(fresh, batch)
        while len(_ready) > MOST_LOOPS:
            _ready.popitem(last=False)
    return _ready[key]
