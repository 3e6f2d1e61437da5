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
from scipy.special import softmax

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
    begin: Named  # the states that the step which was read first found
    lowest: int = 0  # the first layer of those that read one after the other from the same input as this one

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
        return self.begin[name]


@dataclass(frozen=True)
class Walk:
    """A network's way through some examples."""

    ways: list[Way]  # by layer; forwards before backwards
    answer: Array  # (batch, outputs)
    attention: Array = None  # (batch, words told, words read), of networks that have it

    def read_by(self, way: Way) -> Array:
        """What the lowest layer below one reads, (batch, time, columns)."""
        return next(one.inputs for one in self.ways if one.layer == way.lowest)


@dataclass(frozen=True)
class Space:
    """What computes: numpy, or Keras' backend, through which gradients can be taken."""

    stack: Callable[..., Array]
    concatenate: Callable[..., Array]
    where: Callable[..., Array]
    zeros: Callable[..., Array]
    softmax: Callable[..., Array]
    array: Callable[[Any], Array]  # in double precision
    functions: Callable[[str], Functions]


def _as_numpy(values: Any) -> Array:
    return np.asarray(keras.ops.convert_to_numpy(values), dtype=np.float64)


def _as_tensor(values: Any) -> Array:
    return keras.ops.cast(keras.ops.convert_to_tensor(values), "float64")


def _backend_functions(activation: str) -> Functions:
    return backend_functions({"tanh": keras.ops.tanh, "relu": keras.ops.relu}[activation])


NUMPY = Space(np.stack, np.concatenate, np.where, np.zeros, softmax, _as_numpy, numpy_functions)
BACKEND = Space(
    keras.ops.stack,
    keras.ops.concatenate,
    keras.ops.where,
    partial(keras.ops.zeros, dtype="float64"),
    keras.ops.softmax,
    _as_tensor,
    _backend_functions,
)


def walk(network: keras.Model, inputs: Array, cell: Cell, space: Space = NUMPY) -> Walk:
    """Walk through a network of `core.networks.build`.

    Args:
        inputs: Windows (batch, time, columns), or numbers of words (batch, time), or of words and their
            letters (batch, time, numbers), with 0 after a text's end.
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
            values = space.array(values)
            walked = [(way_of(one, cell, depth, values, space, keep), one) for one in directions(layer)]
            # (batch, time, directions x units) or (batch, directions x units)
            values = space.concatenate([_output(way, one, space) for way, one in walked], axis=-1)
            ways += [way for way, _ in walked]
        else:
            outputs = layer(values, mask=keep) if layer.name == "pooling" else layer(values)
            values = space.array(outputs)
    return Walk(ways, values)


def _kept(numbers: Array) -> Array:
    """Where texts have words; nothing where none of them is padded."""
    numbers = np.asarray(numbers)
    keep = (numbers if numbers.ndim == 2 else numbers[..., 0]) != 0
    return None if keep.all() else keep


def directions(layer: Any) -> list[Any]:
    """A recurrent layer, or the two that read both ways, forwards first."""
    both = isinstance(layer, keras.layers.Bidirectional)
    return [layer.forward_layer, layer.backward_layer] if both else [layer]


def way_of(
    layer: Any,
    cell: Cell,
    depth: int,
    values: Array,
    space: Space,
    keep: Array = None,
    begin: Named | None = None,
    lowest: int = 0,
) -> Way:
    """Walk one recurrent layer in its direction.

    Args:
        values: What it reads, (batch, time, columns).
        keep: Where there is something to read, (batch, time); None: everywhere.
        begin: The states that it begins with, zeros by default.
    """
    steps, activation = steps_of(cell), layer.cell.activation.__name__
    functions = space.functions(activation)
    weights = Weights(*map(space.array, (layer.cell.kernel, layer.cell.recurrent_kernel, layer.cell.bias)))
    count = values.shape[1]
    if begin is None:
        begin = {name: space.zeros((values.shape[0], layer.cell.units)) for name in steps.STATES}
    state = begin
    computed: list[Named] = [{}] * count
    for at in reversed(range(count)) if layer.go_backwards else range(count):
        now = steps.step(values[:, at], state, weights, functions)
        if keep is not None:  # a skipped step leaves the states as they were
            now |= {name: space.where(keep[:, at, None], now[name], state[name]) for name in steps.STATES}
        computed[at], state = now, {name: now[name] for name in steps.STATES}
    return Way(
        depth, layer.go_backwards, steps, weights, activation, functions, values, computed, begin, lowest
    )


def _output(way: Way, layer: Any, space: Space) -> Array:
    """The hidden state at every step, or where the reading ended."""
    if layer.return_sequences:
        return every_step(way, space)
    return way.computed[0 if way.backwards else -1]["h"]  # (batch, units)


def every_step(way: Way, space: Space) -> Array:
    """The hidden states at all steps, (batch, time, units)."""
    return space.stack([now["h"] for now in way.computed], axis=1)
