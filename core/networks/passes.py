"""Forward and backward passes over time, compiled once per cell and shape and kept for the process."""

import os
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import tensorflow as tf

from core.networks.recurrences import RECURRENCES, Recurrence, Tensor, Tensors

LEAST_NUMBERS = 1024  # of a state per thread; with fewer, its overhead outweighs what a thread saves


@dataclass(frozen=True)
class Pass:
    """What a pair of compiled passes is made for; their shapes are found when they are called."""

    cell: str  # key of `RECURRENCES`
    activation: str  # tanh | relu
    every_step: bool  # return all hidden states, not only the last
    masked: bool  # some steps are skipped


def run(
    which: Pass, inputs: Tensor, weights: Tensor, bias: Tensor, state: Tensors, keep: Tensor | None
) -> tuple[Tensor, Tensors]:
    """Run a recurrence over time, differentiably.

    Where the process may use several threads, each takes a part of the batch: no example needs another.

    Args:
        inputs: Projected inputs (time, batch, gates x units), with halved columns (`Recurrence.halve`).
        weights: Recurrent weights (units, gates x units), with halved columns.
        bias: (units,) of the GRU's candidate, inside the reset gate; other cells ignore it.
        state: Initial states, (batch, units) each.
        keep: (time, batch) of booleans, False where a step is skipped; None where `which.masked` is False.

    Returns:
        Hidden states (time, batch, units), or an empty array unless `every_step`; and the final states.
    """
    count = lanes(inputs.shape[1], weights.shape[0])
    if count == 1:
        return _lane(which, inputs, weights, bias, state, keep)
    split = [tf.split(inputs, count, 1), *(tf.split(value, count) for value in state)]
    masks = [None] * count if keep is None else tf.split(keep, count, 1)
    results = [
        _lane(which, some, weights, bias, tuple(begin), mask)
        for (some, *begin), mask in zip(zip(*split, strict=True), masks, strict=True)
    ]
    hidden, final = zip(*results, strict=True)
    states = tuple(tf.concat(values, 0) for values in zip(*final, strict=True))
    return tf.concat(hidden, 1) if which.every_step else hidden[0], states


def lanes(batch: int | None, units: int) -> int:
    """Parts of a batch to compute side by side; one where they would not be equal or get too small."""
    count = min(_threads(), (batch or 1) * units // LEAST_NUMBERS)
    return count if count > 1 and (batch or 1) % count == 0 else 1


def _threads() -> int:
    """How many TensorFlow runs operations on; what the environment says it reads without telling."""
    told = tf.config.threading.get_inter_op_parallelism_threads()
    return told or int(os.environ.get("TF_NUM_INTEROP_THREADS") or 0) or os.cpu_count() or 1


def _lane(
    which: Pass, inputs: Tensor, weights: Tensor, bias: Tensor, state: Tensors, keep: Tensor | None
) -> tuple[Tensor, Tensors]:
    forward, backward = compiled_passes(which)

    @tf.custom_gradient
    def differentiable(inputs: Tensor, weights: Tensor, bias: Tensor, *state: Tensor) -> Any:
        # Otherwise the tape would derive the compiled pass once more, by itself.
        values = tf.nest.map_structure(tf.stop_gradient, (inputs, weights, bias, state))
        hidden, final, kept = forward(*values, keep)

        def gradients(at_hidden: Tensor, *at_final: Tensor) -> Tensors:
            at_inputs, at_weights, at_bias, at_state = backward(weights, kept, keep, at_hidden, at_final)
            return (at_inputs, at_weights, at_bias, *at_state)

        return (hidden, *final), gradients

    hidden, *final = differentiable(inputs, weights, bias, *state)
    return hidden, tuple(final)


@lru_cache(maxsize=64)
def compiled_passes(which: Pass) -> tuple[Any, Any]:
    """The two passes as functions that XLA compiles for each shape they meet."""
    cell = RECURRENCES[which.cell](which.activation)

    @tf.function(jit_compile=True, autograph=False)
    def forward(inputs: Tensor, weights: Tensor, bias: Tensor, state: Tensors, keep: Tensor | None) -> Any:
        return _forward(cell, which, inputs, weights, bias, state, keep)

    @tf.function(jit_compile=True, autograph=False)
    def backward(weights: Tensor, kept: Any, keep: Any, at_hidden: Tensor, at_final: Tensors) -> Any:
        return _backward(cell, which, weights, kept, keep, at_hidden, at_final)

    return forward, backward


def _forward(
    cell: Recurrence, which: Pass, inputs: Tensor, weights: Tensor, bias: Tensor, state: Tensors, keep: Any
) -> Any:
    steps = tf.shape(inputs)[0]

    def body(t: Tensor, state: Tensors, states: Any, saves: Any) -> Any:
        new, saved = cell.step(state, inputs[t], weights, bias)  # new: (batch, units) each
        if which.masked:
            new = _where(keep[t], new, state)
        states = [array.write(t + 1, value) for array, value in zip(states, new, strict=True)]
        return t + 1, new, states, [array.write(t, value) for array, value in zip(saves, saved, strict=True)]

    states = [_array(steps + 1, value).write(0, value) for value in state]
    like = cell.step(state, inputs[0], weights, bias)[1]  # for the shapes; the compiler drops the numbers
    loop = (tf.constant(0), state, states, [_array(steps, value) for value in like])
    _, final, states, saves = tf.while_loop(lambda t, *_: t < steps, body, loop, maximum_iterations=steps)
    kept = (tuple(array.stack() for array in states), tuple(array.stack() for array in saves))
    # (time, batch, units) or (0,)
    hidden = kept[0][0][1:] if which.every_step else tf.zeros([0], inputs.dtype)
    return hidden, final, kept


def _backward(
    cell: Recurrence, which: Pass, weights: Tensor, kept: Any, keep: Any, at_hidden: Tensor, at_final: Tensors
) -> Any:
    states, saved = kept
    before, after = tuple(s[:-1] for s in states), tuple(s[1:] for s in states)  # (time, batch, units) each
    factors = cell.factors(saved, before, after)
    steps, turned = tf.shape(before[0])[0], tf.transpose(weights)

    def body(t: Tensor, change: Tensors, answers: Any, changes: Any) -> Any:
        if which.every_step:
            change = (change[0] + at_hidden[t], *change[1:])
        skipped = change
        if which.masked:
            change = _where(keep[t], change, tuple(tf.zeros_like(value) for value in change))
        # answer: (batch, gates x units)
        answer, rest = cell.back(change, tuple(factor[t] for factor in factors))
        new = (rest[0] + tf.matmul(answer, turned), *rest[1:])  # (batch, units) each
        if which.masked:
            new = _where(keep[t], new, skipped)
        return t - 1, new, answers.write(t, answer), changes.write(t, change[0])

    shape = tf.TensorShape([*at_final[0].shape[:-1], weights.shape[-1]])
    answers = tf.TensorArray(weights.dtype, steps, element_shape=shape)
    loop = (steps - 1, at_final, answers, _array(steps, at_final[0]))
    _, at_state, *arrays = tf.while_loop(lambda t, *_: t >= 0, body, loop, maximum_iterations=steps)
    answers, changes = (array.stack() for array in arrays)
    flat = tf.reshape(answers, [-1, weights.shape[-1]])  # (time x batch, gates x units)
    # (units, gates x units)
    at_weights = tf.matmul(tf.reshape(before[0], [-1, weights.shape[0]]), flat, transpose_a=True)
    at_bias = tf.reduce_sum(flat[:, -weights.shape[0] :], 0)  # (units,)
    return cell.at_inputs(answers, changes, factors), at_weights, at_bias, at_state


def _array(steps: Tensor, like: Tensor) -> Any:
    return tf.TensorArray(like.dtype, steps, element_shape=like.shape)


def _where(keep: Tensor, new: Tensors, old: Tensors) -> Tensors:
    """New for the examples that do not skip this step, old for those that do."""
    return tuple(tf.where(keep[:, None], one, other) for one, other in zip(new, old, strict=True))
