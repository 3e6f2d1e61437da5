"""A recurrent layer in numpy, forwards and back, for every cell whose step can be read and derived.

For networks so small that they train while one waits, where nothing heavy may be imported. The step and its
derivative are those that `core.networks.kernels` writes machine code from.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from scipy.special import expit

from core.arrays import Floats
from core.cells import Cell
from core.cells.derivative import Back, derive
from core.cells.graph import Node, Step, every, read_step
from core.cells.steps import Weights, steps_of

OPERATIONS: dict[str, Callable[..., Floats]] = {
    "add": np.add,
    "sub": np.subtract,
    "mul": np.multiply,
    "sigmoid": expit,
    "tanh": np.tanh,
    "relu": lambda value: np.maximum(value, 0.0),
    "positive": lambda value, gradient: np.where(value > 0, gradient, 0.0),
}
Values = list[Any]  # of the nodes, by their places
Program = list[tuple[Callable[..., Floats], int, tuple[int, ...]]]  # function, where it goes, of what


@dataclass(frozen=True)
class Course:
    """A way forwards: what every step computed, and the hidden states."""

    values: list[Values]
    states: Floats  # (time, batch, units)


@dataclass(frozen=True)
class Passes:
    """Both ways through one layer of a cell.

    Every node of step and derivative has a place in a list: to look nodes up by themselves would take longer
    than to compute them.
    """

    cell: Cell

    @cached_property
    def step(self) -> Step:
        """The cell's step; raises NotCovered where it cannot be read."""
        return read_step(steps_of(self.cell), "tanh")

    @cached_property
    def back(self) -> Back:
        """Its derivative."""
        return derive(self.step)

    @cached_property
    def _places(self) -> dict[Node, int]:
        states = [Node(kind, name=name) for kind in ("state", "change") for name in self.step.states]
        nodes = every((*self.step.after, *self.back.sums, *self.back.states, *states))
        return {node: place for place, node in enumerate(nodes)}

    @cached_property
    def _programs(self) -> tuple[Program, Program]:
        """Forwards, and what the way back needs beside it."""
        forwards = [node for node in every(self.step.after) if node.parts]
        done = set(forwards)
        back = every((*self.back.sums, *self.back.states))
        return self._program(forwards), self._program([n for n in back if n.parts and n not in done])

    def _program(self, nodes: list[Node]) -> Program:
        at = self._places
        return [(OPERATIONS[n.operation], at[n], tuple(at[part] for part in n.parts)) for n in nodes]

    @cached_property
    def _begin(self) -> Values:
        """Numbers are known before anything is read."""
        return [node.name if node.operation == "number" else None for node in self._places]

    def _at(self, nodes: Iterable[Node]) -> list[int]:
        return [self._places[node] for node in nodes]

    @cached_property
    def _named(self) -> dict[str, list[int]]:
        """Places of states before a step, of gradients after it, of what follows from either."""
        return {
            "state": self._at(Node("state", name=name) for name in self.step.states),
            "change": self._at(Node("change", name=name) for name in self.step.states),
            "after": self._at(self.step.after),
            "sums": self._at(self.step.sums),
            "at_sums": self._at(self.back.sums),
            "at_states": self._at(self.back.states),
        }

    def forwards(self, x: Floats, weights: Weights) -> Course:
        """Read sequences (batch, time, inputs), from states of zero."""
        units, at = weights.recurrent.shape[0], self._named
        read, bias = x @ weights.kernel, np.atleast_2d(weights.bias)
        state = [np.zeros((len(x), units)) for _ in self.step.states]
        course = Course([], np.empty((x.shape[1], len(x), units)))
        products = {f"b{row}": one for row, one in enumerate(bias)}
        for now in range(x.shape[1]):
            products |= {"x": read[:, now], "h": state[0] @ weights.recurrent}
            values = self._begin.copy()
            _put(values, at["state"], state)
            for place, node in zip(at["sums"], self.step.sums, strict=True):
                values[place] = sum(products[kind][..., _block(number, units)] for kind, number in node.name)
            _compute(self._programs[0], values)
            state = [values[place] for place in at["after"]]
            course.values.append(values)
            course.states[now] = state[0]
        return course

    def backwards(self, x: Floats, weights: Weights, course: Course, change: Floats) -> Weights:
        """The gradients of the weights.

        Args:
            x: What was read, (batch, time, inputs).
            course: The way forwards.
            change: Gradient of the loss at each hidden state, (time, batch, units).
        """
        (units, wide), at = weights.recurrent.shape, self._named
        kinds = ("x", "h", *(f"b{row}" for row in range(np.atleast_2d(weights.bias).shape[0])))
        found = {kind: np.zeros((x.shape[1], len(x), wide)) for kind in kinds}
        after = [np.zeros((len(x), units)) for _ in self.step.states]
        for now in reversed(range(x.shape[1])):
            after[0] = after[0] + change[now]
            values = course.values[now].copy()
            _put(values, at["change"], after)
            _compute(self._programs[1], values)
            for place, node in zip(at["at_sums"], self.step.sums, strict=True):
                for kind, number in node.name:
                    found[kind][now][:, _block(number, units)] = values[place]
            after = [np.broadcast_to(values[place], (len(x), units)) for place in at["at_states"]]
            after[0] = after[0] + found["h"][now] @ weights.recurrent.T
        before = np.concatenate([np.zeros_like(course.states[:1]), course.states[:-1]])
        bias = np.stack([found[kind].sum(axis=(0, 1)) for kind in kinds[2:]])
        return Weights(
            np.einsum("bti,tbw->iw", x, found["x"]),
            before.reshape(-1, units).T @ found["h"].reshape(-1, wide),
            bias.reshape(weights.bias.shape),
        )


def _put(values: Values, places: list[int], given: list[Floats]) -> None:
    for place, value in zip(places, given, strict=True):
        values[place] = value


def _compute(program: Program, values: Values) -> None:
    """Fill in what follows from what is known."""
    for function, place, parts in program:
        values[place] = function(*(values[part] for part in parts))


def _block(number: int, units: int) -> slice:
    return slice(number * units, (number + 1) * units)
