"""The three recurrences with their backward passes written out, for XLA to compile (TensorFlow, CPU).

Automatic differentiation walks back through every small operation of every step. Written out, a step back is
one elementwise product and one matrix product: everything that does not depend on the gradient is computed
beforehand, for all steps at once, and the weights' gradients are one large product at the end.

What a step saves on its way forward is more than a derivation needs, and faster: XLA fuses an activation into
each of its readers and would compute it once per reader, unless the activation has to be written down anyway.

A gate's sigmoid is taken as (1 + tanh(x / 2)) / 2, so that one vectorised tanh serves all gates of a step.
The halving is done to the weights beforehand: everything here, gradients too, is in terms of halved columns.

Arrays are time-major: (time, batch, numbers). Equations: Elman 1990; Hochreiter & Schmidhuber 1997 with the
forget gate of Gers et al. 2000; Cho et al. 2014 in the variant of cuDNN, whose reset gate follows the matrix
product. Weights are laid out as in `keras.layers`.
"""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

import tensorflow as tf

Tensor = Any
Tensors = tuple[Tensor, ...]


def activated(name: str, values: Tensor) -> Tensor:
    """tanh or ReLU."""
    return tf.tanh(values) if name == "tanh" else tf.nn.relu(values)


def slope(name: str, answer: Tensor) -> Tensor:
    """The derivative of the activation, from its answer."""
    return 1 - answer * answer if name == "tanh" else tf.cast(answer > 0, answer.dtype)


def gate(halved: Tensor) -> Tensor:
    """A gate's sigmoid from the tanh of half its input."""
    return 0.5 * halved + 0.5


def bend(opened: Tensor) -> Tensor:
    """A gate's derivative with respect to half its input, from the gate."""
    return 2 * opened * (1 - opened)


def parts(values: Tensor, count: int) -> list[Tensor]:
    """Cut the last axis into equal parts."""
    return tf.split(values, count, axis=-1)


class Recurrence(ABC):
    """One cell's mathematics.

    A state is a tuple of (batch, units) arrays whose first is the hidden state, the cell's output.
    """

    gates: ClassVar[int]  # blocks of `units` columns in the weights
    halved: ClassVar[tuple[int, ...]]  # those of them that feed a sigmoid
    states: ClassVar[int] = 1

    def __init__(self, activation: str) -> None:
        self.activation = activation

    @classmethod
    def halve(cls, columns: Tensor) -> Tensor:
        """Halve the columns that feed a sigmoid; exact in floating point."""
        factors = [0.5 if block in cls.halved else 1.0 for block in range(cls.gates)]
        return columns * tf.repeat(tf.constant(factors, columns.dtype), columns.shape[-1] // cls.gates)

    @abstractmethod
    def step(self, state: Tensors, inputs: Tensor, weights: Tensor, bias: Tensor) -> tuple[Tensors, Tensors]:
        """One step forward: the new state, and what is saved."""

    @abstractmethod
    def factors(self, saved: Tensors, before: Tensors, after: Tensors) -> Tensors:
        """What a step back multiplies with, for all steps at once, given the states around each step."""

    @abstractmethod
    def back(self, change: Tensors, factors: Tensors) -> tuple[Tensor, Tensors]:
        """One step back, from the gradient at the new state.

        Returns:
            The gradient at the product of hidden state and weights, and what reaches the old state on other
            ways than through that product.
        """

    def at_inputs(self, answers: Tensor, changes: Tensor, factors: Tensors) -> Tensor:
        """Gradient at the inputs, all steps at once, from those at the product and at the hidden state."""
        return answers


class Simple(Recurrence):
    """h = f(x + h U)."""

    gates, halved = 1, ()

    def step(self, state: Tensors, inputs: Tensor, weights: Tensor, bias: Tensor) -> tuple[Tensors, Tensors]:
        return (activated(self.activation, inputs + tf.matmul(state[0], weights)),), ()

    def factors(self, saved: Tensors, before: Tensors, after: Tensors) -> Tensors:
        return (slope(self.activation, after[0]),)

    def back(self, change: Tensors, factors: Tensors) -> tuple[Tensor, Tensors]:
        answer = change[0] * factors[0]  # (batch, units)
        return answer, (tf.zeros_like(answer),)


class LongShortTerm(Recurrence):
    """c = f c + i g and h = o tanh(c); columns i, f, g, o."""

    gates, halved, states = 4, (0, 1, 3), 2

    def step(self, state: Tensors, inputs: Tensor, weights: Tensor, bias: Tensor) -> tuple[Tensors, Tensors]:
        saved = self._activated(inputs + tf.matmul(state[0], weights))  # (batch, 4 x units)
        i, f, g, o = parts(saved, 4)
        memory = gate(f) * state[1] + gate(i) * g  # (batch, units)
        return (gate(o) * activated(self.activation, memory), memory), (saved,)

    def _activated(self, total: Tensor) -> Tensor:
        if self.activation == "tanh":
            return tf.tanh(total)
        i, f, g, o = parts(total, 4)
        return tf.concat([tf.tanh(i), tf.tanh(f), activated(self.activation, g), tf.tanh(o)], -1)

    def factors(self, saved: Tensors, before: Tensors, after: Tensors) -> Tensors:
        i, f, g, o = parts(saved[0], 4)
        i, f, o = gate(i), gate(f), gate(o)
        shown = activated(self.activation, after[1])  # (time, batch, units)
        by_gate = [g * bend(i), before[1] * bend(f), i * slope(self.activation, g), shown * bend(o)]
        return tf.concat(by_gate, -1), o * slope(self.activation, shown), f

    def back(self, change: Tensors, factors: Tensors) -> tuple[Tensor, Tensors]:
        by_gate, to_memory, forget = factors
        memory = change[1] + change[0] * to_memory  # (batch, units)
        answer = tf.concat([tf.tile(memory, [1, 3]), change[0]], -1) * by_gate  # (batch, 4 x units)
        return answer, (tf.zeros_like(memory), memory * forget)


class GatedUnit(Recurrence):
    """h = z h + (1 - z) n with n = f(x + r (h U + b)); columns z, r, n."""

    gates, halved = 3, (0, 1)

    def step(self, state: Tensors, inputs: Tensor, weights: Tensor, bias: Tensor) -> tuple[Tensors, Tensors]:
        units = state[0].shape[-1]
        product = tf.matmul(state[0], weights)  # (batch, 3 x units)
        saved = tf.tanh(inputs[:, : 2 * units] + product[:, : 2 * units])  # (batch, 2 x units)
        z, r = parts(gate(saved), 2)
        recalled = product[:, 2 * units :] + bias  # (batch, units)
        new = activated(self.activation, inputs[:, 2 * units :] + r * recalled)
        return (new + z * (state[0] - new),), (saved, recalled, new)

    def factors(self, saved: Tensors, before: Tensors, after: Tensors) -> Tensors:
        z, r = parts(gate(saved[0]), 2)
        recalled, new = saved[1:]
        to_new = (1 - z) * slope(self.activation, new)  # (time, batch, units)
        by_gate = [(before[0] - new) * bend(z), to_new * recalled * bend(r), to_new * r]
        return tf.concat(by_gate, -1), to_new, z

    def back(self, change: Tensors, factors: Tensors) -> tuple[Tensor, Tensors]:
        by_gate, _, z = factors
        return tf.tile(change[0], [1, 3]) * by_gate, (change[0] * z,)

    def at_inputs(self, answers: Tensor, changes: Tensor, factors: Tensors) -> Tensor:
        # Not joined by `concat`: TensorFlow 2.21 compiles that wrongly for a batch of 4 and 5 units in double
        # precision where a processor has AVX-512.
        units = changes.shape[-1]
        candidate = tf.range(3 * units) >= 2 * units
        return tf.where(candidate, tf.tile(changes * factors[1], [1, 1, 3]), answers)


RECURRENCES: dict[str, type[Recurrence]] = {"rnn": Simple, "lstm": LongShortTerm, "gru": GatedUnit}
