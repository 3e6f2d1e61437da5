"""How much of the loss reaches back to each step: its gradient with respect to the states there.

With L the loss of one example, the norm of dL/dh_t tells how strongly training can still change what happens
at step t. Where it shrinks towards zero, gradients vanish; where it grows, they explode (Bengio, Simard &
Frasconi 1994; Hochreiter & Schmidhuber 1997, section 3; Pascanu, Mikolov & Bengio 2013).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np

from core.arrays import Floats

Tensor = Any
Losses = Callable[[Tensor], Tensor]  # from what a network answers to the loss of each example, (examples,)


@dataclass(frozen=True)
class StateGradients:
    """One recurrent layer's gradients in one direction; step 0 is the first of the input."""

    layer: int  # recurrent layers are counted from 0, the one nearest to the input
    backwards: bool  # reads from the last step to the first
    hidden: Floats  # (examples, steps): norm of dL/dh_t
    cell: Floats | None  # the same of an LSTM's memory, dL/dc_t; None where the hidden state is all there is


@dataclass(frozen=True)
class _Walked:
    layer: int
    backwards: bool
    states: list[tuple[Tensor, ...]]  # in the order of the input, hidden state first; (examples, units) each


def state_gradients(network: keras.Model, inputs: Any, losses: Losses) -> list[StateGradients]:
    """Norms of the loss gradient with respect to every state, at every step and layer.

    A derivative is total: h_t acts on the loss through the layer's output at t and through all later steps;
    c_t through h_t as well. The layers' own cells take the steps, one by one, so any of them will do.

    Args:
        network: A stack of layers, each reading what the one before it tells; recurrent ones, stock or fast,
            may be wrapped in `keras.layers.Bidirectional`.
        inputs: What it reads, (examples, steps, columns) or numbers of words (examples, steps); examples are
            of equal length, without padding.
        losses: The loss of each example from the network's answer; examples must not act on each other's.

    Returns:
        Layer by layer; of a layer that reads both ways, first forwards, then backwards.
    """
    if keras.backend.backend() == "torch":
        return _by_torch(network, inputs, losses)
    import tensorflow as tf

    with tf.GradientTape() as tape:
        answer, walked = _walk(network, keras.ops.convert_to_tensor(inputs))
        total = tf.reduce_sum(losses(answer))
    found = tape.gradient(total, [one.states for one in walked], unconnected_gradients="zero")
    return [_norms(one, slopes) for one, slopes in zip(walked, found, strict=True)]


def _by_torch(network: keras.Model, inputs: Any, losses: Losses) -> list[StateGradients]:
    import torch

    answer, walked = _walk(network, keras.ops.convert_to_tensor(inputs))
    flat = keras.tree.flatten([one.states for one in walked])
    found = torch.autograd.grad(losses(answer).sum(), flat, allow_unused=True)
    zeros = [torch.zeros_like(state) for state in flat]
    slopes = [zero if slope is None else slope for zero, slope in zip(zeros, found, strict=True)]
    packed = keras.tree.pack_sequence_as([one.states for one in walked], slopes)
    return [_norms(one, slopes) for one, slopes in zip(walked, packed, strict=True)]


def _walk(network: keras.Model, values: Tensor) -> tuple[Tensor, list[_Walked]]:
    """The network's answer, with the recurrent layers taken step by step."""
    walked: list[_Walked] = []
    depth = 0
    for layer in network.layers:
        if isinstance(layer, keras.layers.Bidirectional):
            ways = [_steps(one, values, depth) for one in (layer.forward_layer, layer.backward_layer)]
            values = keras.ops.concatenate([told for told, _ in ways], -1)
        elif isinstance(layer, keras.layers.RNN):
            ways = [_steps(layer, values, depth)]
            values = ways[0][0]
        else:
            ways = []
            values = values if isinstance(layer, keras.layers.InputLayer) else layer(values, training=False)
        walked += [one for _, one in ways]
        depth += bool(ways)
    return values, walked


def _steps(layer: keras.layers.RNN, values: Tensor, depth: int) -> tuple[Tensor, _Walked]:
    """One layer in one direction: what it tells, in the order of the input, and its states."""
    count, backwards = int(values.shape[1]), bool(layer.go_backwards)
    state, states = layer.get_initial_state(int(values.shape[0])), []
    for step in reversed(range(count)) if backwards else range(count):
        _, state = layer.cell(values[:, step], state, training=False)
        state = tuple(keras.tree.flatten(state))
        states.append(state)
    told = state[0]
    if backwards:
        states.reverse()
    if layer.return_sequences:
        told = keras.ops.stack([each[0] for each in states], 1)
    return told, _Walked(depth, backwards, states)


def _norms(walked: _Walked, slopes: list[tuple[Tensor, ...]]) -> StateGradients:
    of_state = [
        np.stack([np.linalg.norm(keras.ops.convert_to_numpy(slope).astype(float), axis=1) for slope in each])
        for each in zip(*slopes, strict=True)
    ]
    hidden, *memory = [norms.T for norms in of_state]
    return StateGradients(walked.layer, walked.backwards, hidden, memory[0] if memory else None)
