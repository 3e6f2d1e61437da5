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
from core.cells import Cell
from core.inside.walk import BACKEND, Space, Walk, Way, walk

Tensor = Any
Losses = Callable[[Tensor], Tensor]  # from what a network answers to the loss of each example, (examples,)


@dataclass(frozen=True)
class StateGradients:
    """One recurrent layer's gradients in one direction; step 0 is the first of the input."""

    layer: int  # recurrent layers are counted from 0, the one nearest to the input
    backwards: bool  # reads from the last step to the first
    norms: dict[str, Floats]  # by state, "h" and an LSTM's "c": Euclidean norm over units, (examples, steps)


def state_gradients(network: keras.Model, inputs: Any, losses: Losses, cell: Cell) -> list[StateGradients]:
    """Norms of the loss gradient with respect to every state, at every step and layer.

    A derivative is total: h_t acts on the loss through the layer's output at t and through all later steps
    and the layers above; c_t through h_t as well. The penalty on weights is left out. In double precision,
    for over hundreds of steps a gradient shrinks below what single precision can hold.

    Args:
        network: Of `core.networks.build`.
        inputs: As for `walk`.
        losses: The loss of each example from the network's answer; examples must not act on each other's.
        cell: Of the network's recurrent layers.

    Returns:
        Layer by layer; of a layer that reads both ways, first forwards, then backwards.
    """
    return gradients_along(lambda space: walk(network, inputs, cell, space), losses)


def gradients_along(walking: Callable[[Space], Walk], losses: Losses) -> list[StateGradients]:
    """The same of any walk."""
    take = _on_torch if keras.backend.backend() == "torch" else _on_tensorflow
    walked, found = take(lambda: walking(BACKEND), losses)
    return [_norms(way, here) for way, here in zip(walked.ways, found, strict=True)]


def slopes(values: Callable[[Tensor], Tensor], at: Floats) -> Floats:
    """Gradients of the sum of some values at what they are computed of, in double precision."""
    if keras.backend.backend() == "torch":
        import torch

        inputs = torch.tensor(at, dtype=torch.float64, requires_grad=True)
        values(inputs).sum().backward()
        return np.asarray(inputs.grad.cpu().numpy())
    import tensorflow as tf

    inputs = tf.constant(at, tf.float64)
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        total = tf.reduce_sum(values(inputs))
    return np.asarray(tape.gradient(total, inputs))


def _states(walked: Walk) -> list[list[Tensor]]:
    """By way: each state at each step, one state after the other."""
    return [[now[name] for name in way.steps.STATES for now in way.computed] for way in walked.ways]


def _on_tensorflow(walking: Callable[[], Walk], losses: Losses) -> tuple[Walk, list[list[Tensor]]]:
    import tensorflow as tf

    with tf.GradientTape() as tape:
        walked = walking()
        total = tf.reduce_sum(losses(walked.answer))
    return walked, tape.gradient(total, _states(walked), unconnected_gradients="zero")


def _on_torch(walking: Callable[[], Walk], losses: Losses) -> tuple[Walk, list[list[Tensor]]]:
    import torch

    walked = walking()
    states = _states(walked)
    flat = [state for here in states for state in here]
    gradients = iter(torch.autograd.grad(losses(walked.answer).sum(), flat, allow_unused=True))
    slopes = [
        [
            torch.zeros_like(state) if slope is None else slope
            for state, slope in zip(here, gradients, strict=False)
        ]
        for here in states
    ]
    return walked, slopes


def _norms(way: Way, slopes: list[Tensor]) -> StateGradients:
    of_step = np.stack(
        [np.linalg.norm(keras.ops.convert_to_numpy(slope), axis=1) for slope in slopes], axis=1
    )
    of_state = np.split(of_step, len(way.steps.STATES), axis=1)
    return StateGradients(way.layer, way.backwards, dict(zip(way.steps.STATES, of_state, strict=True)))
