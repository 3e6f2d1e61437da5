"""Walk a trained network step by step with its cells' own equations, and keep all that they compute.

What is not recurrent (embedding, pooling, the dense layer) is asked of the network's own layers. Everything
recurrent is computed in double precision, by numpy or, where gradients are wanted, by Keras' backend.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import keras
import numpy as np

from core.cells import Cell
from core.cells.steps import Array, Functions, Named, Steps, Weights, numpy_functions, steps_of
from core.networks.stepped import backend_functions


@dataclass(frozen=True)
class Way:
    """One recurrent layer in one direction, as it read its input."""

    layer: int  # from 0
    backwards: bool
    steps: Steps
    weights: Weights
    activation: str
    functions: Functions
    inputs: Array  # (batch, time, columns)
    computed: list[Named]  # what each step computed, in the order of time

    def over_time(self, name: str) -> Array:
        """One part at all steps, (batch, time, units)."""
        return np.stack([now[name] for now in self.computed], axis=1)

    def again(self, at: int) -> Named:
        """One step once more, with its terms and, as `c_before`, the states that it found."""
        here = {name: self.before(name, at) for name in self.steps.STATES}
        now = self.steps.step(self.inputs[:, at], here, self.weights, self.functions)
        return now | {f"{name}_before": value for name, value in here.items()}

    def before(self, name: str, at: int) -> Array:
        """A state as a step found it."""
        before = at + 1 if self.backwards else at - 1
        if 0 <= before < len(self.computed):
            return self.computed[before][name]
        return np.zeros_like(self.computed[at][name])


@dataclass(frozen=True)
class Walk:
    """A network's way through some examples."""

    ways: list[Way]  # by layer; forwards before backwards
    answer: Array  # (batch, outputs)


@dataclass(frozen=True)
class Space:
    """What computes: numpy, or Keras' backend, through which gradients can be taken."""

    stack: Callable[..., Array]
    concatenate: Callable[..., Array]
    where: Callable[..., Array]
    zeros: Callable[..., Array]
    array: Callable[[Any], Array]  # in double precision
    functions: Callable[[str], Functions]


def _as_numpy(values: Any) -> Array:
    return np.asarray(keras.ops.convert_to_numpy(values), dtype=np.float64)


def _as_tensor(values: Any) -> Array:
    return keras.ops.cast(keras.ops.convert_to_tensor(values), "float64")


def _backend_functions(activation: str) -> Functions:
    return backend_functions({"tanh": keras.ops.tanh, "relu": keras.ops.relu}[activation])


NUMPY = Space(np.stack, np.concatenate, np.where, np.zeros, _as_numpy, numpy_functions)
BACKEND = Space(
    keras.ops.stack,
    keras.ops.concatenate,
    keras.ops.where,
    partial(keras.ops.zeros, dtype="float64"),
    _as_tensor,
    _backend_functions,
)


def walk(network: keras.Model, inputs: Array, cell: Cell, space: Space = NUMPY) -> Walk:
    """Walk through a network of `core.networks.build`.

    Args:
        inputs: Windows (batch, time, columns), or numbers of words (batch, time) with 0 after a text's end.
    """
    values, keep = inputs, None
    ways: list[Way] = []
    for layer in network.layers:
        if isinstance(layer, keras.layers.InputLayer | keras.layers.Dropout):
            continue  # dropout is idle outside training
        if isinstance(layer, keras.layers.Embedding):
            # (batch, time, vector), (batch, time)
            values, keep = space.array(layer(inputs)), _kept(inputs)
        elif isinstance(layer, keras.layers.RNN | keras.layers.Bidirectional):
            depth = ways[-1].layer + 1 if ways else 0
            walked = [_way(one, cell, depth, space.array(values), keep, space) for one in _directions(layer)]
            # (batch, time, directions x units) or (batch, directions x units)
            values = space.concatenate([_output(way, one, space) for way, one in walked], axis=-1)
            ways += [way for way, _ in walked]
        else:
            outputs = layer(values, mask=keep) if layer.name == "pooling" else layer(values)
            values = space.array(outputs)
    return Walk(ways, values)


def _kept(numbers: Array) -> Array:
    """Where texts have words; nothing where none of them is padded."""
    keep = np.asarray(numbers) != 0
    return None if keep.all() else keep


def _directions(layer: Any) -> list[Any]:
    both = isinstance(layer, keras.layers.Bidirectional)
    return [layer.forward_layer, layer.backward_layer] if both else [layer]


def _way(layer: Any, cell: Cell, depth: int, values: Array, keep: Array, space: Space) -> tuple[Way, Any]:
    steps, activation = steps_of(cell), layer.cell.activation.__name__
    functions = space.functions(activation)
    weights = Weights(*map(space.array, (layer.cell.kernel, layer.cell.recurrent_kernel, layer.cell.bias)))
    count = values.shape[1]
    state = {name: space.zeros((values.shape[0], layer.cell.units)) for name in steps.STATES}
    computed: list[Named] = [{}] * count
    for at in reversed(range(count)) if layer.go_backwards else range(count):
        now = steps.step(values[:, at], state, weights, functions)
        if keep is not None:  # a skipped step leaves the states as they were
            now |= {name: space.where(keep[:, at, None], now[name], state[name]) for name in steps.STATES}
        computed[at], state = now, {name: now[name] for name in steps.STATES}
    return Way(depth, layer.go_backwards, steps, weights, activation, functions, values, computed), layer


def _output(way: Way, layer: Any, space: Space) -> Array:
    """The hidden state at every step, or where the reading ended."""
    if layer.return_sequences:
        return space.stack([now["h"] for now in way.computed], axis=1)  # (batch, time, units)
    return way.computed[0 if way.backwards else -1]["h"]  # (batch, units)
