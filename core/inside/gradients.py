"""How much the loss would change with each state of the past: what reaches a step on the way back in time."""

from typing import Any

import keras
import numpy as np

from core.arrays import Floats
from core.cells import Cell
from core.inside.walk import BACKEND, Walk, walk


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
    tensor = keras.ops.convert_to_tensor
    target = tensor(np.asarray(truth, dtype="float32"))
    if keras.backend.backend() == "torch":
        walked = walk(network, inputs, cell, BACKEND)
        states = _states(walked)
        for state in states:
            state.retain_grad()
        network.loss(target, keras.ops.cast(walked.answer, "float32")).backward()
        slopes = [state.grad for state in states]
    else:
        import tensorflow as tf

        with tf.GradientTape() as tape:  # the weights are watched, and so is all that comes of them
            walked = walk(network, inputs, cell, BACKEND)
            states = _states(walked)
            loss = network.loss(target, keras.ops.cast(walked.answer, "float32"))
        slopes = tape.gradient(loss, states)
    found = iter([0.0 if slope is None else _norm(slope) for slope in slopes])
    return [
        {name: np.array([next(found) for _ in way.told]) for name in way.steps.STATES} for way in walked.ways
    ]


def _states(walked: Walk) -> list[Any]:
    return [now[name] for way in walked.ways for name in way.steps.STATES for now in way.told]


def _norm(slope: Any) -> float:
    return float(np.linalg.norm(np.asarray(keras.ops.convert_to_numpy(slope))))
