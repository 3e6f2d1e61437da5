"""How much the loss would change with each state of the past: what reaches a step on the way back in time."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import keras
import numpy as np

from core.arrays import Floats
from core.cells import Cell
from core.inside.steps import Array, Functions, Steps, Weights, steps_of
from core.inside.walk import BACKEND, Way, recurrent_layers, walk

Tensors = Sequence[Any]
# From inputs, old states, weights and the gradients at the new states: those at inputs and old states, and at
# the new states with all that they do within their own step.
Back = Callable[[Any, Tensors, Weights, Tensors], tuple[Any, Tensors, Tensors]]


def gradient_norms(network: keras.Model, inputs: Any, truth: Any, cell: Cell) -> list[dict[str, Floats]]:
    """Euclidean norm over units of the loss' gradient at each state of each step (Pascanu et al. 2013).

    All ways by which a state acts on the loss are counted: through later steps, through the layers above,
    and, for the cell state, through the hidden state of the same step. The penalty on weights is left out.

    Args:
        network: Compiled: its loss is the one that is asked about.
        inputs: One example, as for `walk`.
        truth: What the network should have answered, (1, outputs).

    Returns:
        For each layer and direction, as in `Walk.ways`: by state, (time,).
    """
    ways = walk(network, inputs, cell).ways
    layers = recurrent_layers(network)
    found: dict[tuple[int, bool], dict[str, Floats]] = {}
    change = _at_the_top(network, [way for way in ways if way.layer == len(layers) - 1], layers[-1], truth)
    for depth in reversed(range(len(layers))):
        below: Array = 0.0
        here = [way for way in ways if way.layer == depth]
        for way, part in zip(here, np.split(change, len(here), axis=-1), strict=True):
            found[depth, way.backwards], at_inputs = _through(way, part, cell)
            below = below + at_inputs
        change = below
    return [found[way.layer, way.backwards] for way in ways]


def _at_the_top(network: keras.Model, ways: list[Way], layer: Any, truth: Any) -> Floats:
    """The gradient at what the last recurrent layer hands on, at every step: (time, ways x units)."""
    sequence = getattr(layer, "forward_layer", layer).return_sequences
    if sequence:
        read = np.concatenate([way.over_time("h") for way in ways], axis=-1)
    else:
        read = np.concatenate([way.told[_last(way)]["h"] for way in ways], axis=-1)
    slope = _gradient(lambda values: _loss(network, values, truth), read.astype("float32"))
    if sequence:
        return slope[0]
    found = np.zeros((len(ways[0].told), slope.shape[-1]))
    for way, part, columns in zip(
        ways, np.split(slope[0], len(ways)), np.split(np.arange(slope.shape[-1]), len(ways)), strict=True
    ):
        found[_last(way), columns] = part
    return found


def _last(way: Way) -> int:
    """Where the reading ended."""
    return 0 if way.backwards else len(way.told) - 1


def _loss(network: keras.Model, values: Any, truth: Any) -> Any:
    """From what the last recurrent layer hands on to the loss."""
    above = False
    for layer in network.layers:
        if above and not isinstance(layer, keras.layers.Dropout):
            values = layer(values)
        above = above or layer is recurrent_layers(network)[-1]
    return network.loss(keras.ops.convert_to_tensor(np.asarray(truth, dtype="float32")), values)


def _through(way: Way, change: Floats, cell: Cell) -> tuple[dict[str, Floats], Floats]:
    """Walk one layer back: norms at its states, and the gradient at its inputs (time, columns)."""
    names, units = way.steps.STATES, change.shape[-1]
    back = _step_back(cell, way.activation, units, way.inputs.shape[-1])
    weights = Weights(*map(BACKEND.array, way.weights))
    norms = {name: np.zeros(len(way.told)) for name in names}
    at_inputs = np.zeros(way.inputs.shape[1:])
    carried = [np.zeros((1, units)) for _ in names]
    for at in range(len(way.told)) if way.backwards else reversed(range(len(way.told))):
        carried[0] = carried[0] + change[at : at + 1]
        old = [BACKEND.array(way.before(name, at)) for name in names]
        given = BACKEND.array(way.inputs[:, at]), old, weights, [BACKEND.array(one) for one in carried]
        at_x, at_old, at_new = back(*given)
        at_inputs[at] = np.asarray(at_x)[0]
        carried = [np.asarray(one) for one in at_old]
        for name, slope in zip(names, at_new, strict=True):
            norms[name][at] = np.linalg.norm(np.asarray(slope))
    return norms, at_inputs


def _gradient(function: Callable[[Any], Any], values: Floats) -> Floats:
    """Of a number at some values."""
    if keras.backend.backend() == "torch":
        import torch

        at = torch.tensor(values, requires_grad=True)
        return np.asarray(torch.autograd.grad(function(at), at)[0].cpu().numpy(), dtype=float)
    import tensorflow as tf

    at = tf.constant(values)
    with tf.GradientTape() as tape:
        tape.watch(at)
        told = function(at)
    return np.asarray(tape.gradient(told, at), dtype=float)


@lru_cache(maxsize=32)
def _step_back(cell: Cell, activation: str, units: int, columns: int) -> Back:
    """One step of a cell backwards, by the backend's own differentiation; traced once for each size."""
    steps, functions = steps_of(cell), BACKEND.functions(activation)
    if keras.backend.backend() == "torch":
        return _on_torch(steps, functions)
    import tensorflow as tf

    @tf.function(autograph=False)
    def back(x: Any, old: Tensors, weights: Weights, change: Tensors) -> Any:
        with tf.GradientTape() as tape:
            tape.watch([x, *old])
            now = steps.step(x, dict(zip(steps.STATES, old, strict=True)), weights, functions)
            new = [now[name] for name in steps.STATES]
        slopes = tape.gradient(new, [x, *old, *new], change, unconnected_gradients="zero")
        return slopes[0], slopes[1 : 1 + len(old)], slopes[1 + len(old) :]

    return back


def _on_torch(steps: Steps, functions: Functions) -> Back:
    import torch

    def back(x: Any, old: Tensors, weights: Weights, change: Tensors) -> Any:
        read = [one.detach().requires_grad_(True) for one in (x, *old)]
        now = steps.step(read[0], dict(zip(steps.STATES, read[1:], strict=True)), weights, functions)
        new = [now[name] for name in steps.STATES]
        slopes = torch.autograd.grad(new, [*read, *new], list(change), allow_unused=True)
        told = [
            np.zeros(at.shape) if slope is None else slope.detach().cpu().numpy()
            for at, slope in zip([*read, *new], slopes, strict=True)
        ]
        return told[0], told[1 : len(read)], told[len(read) :]

    return back
