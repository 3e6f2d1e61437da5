"""What the module of a cell consists of, and the words its equations are written in.

A cell's module holds

- `BLOCKS`: the names of its weight blocks, in the order in which they lie side by side in the weights;
- `STATES`: the names of what it hands on to the next step, the hidden state first;
- `PARTS`: what can be looked at, each a number per unit and step;
- `EQUATIONS`: the same as formulas;
- `COUNT`: the formula of its weight count, with m inputs and n units; `PAPERS`: where it comes from;
- `step(x, state, weights, functions)`: one step, from inputs (batch, columns) and states (batch, units) to
  everything that was computed on the way, by name: the parts, the terms of their sums (`x_i`, `h_i`, `b_i`
  for a block i), and `kept` and `written`, whose sum is the new memory: what is left of the old one, and
  what is new.

- `shapes(inputs, units)`, only where a block lacks a full matrix: the shapes of `Weights`. Just these numbers
  are trained, counted, and matched with other cells'.

The step is written in operators and three functions, so that numpy computes and Keras trains with it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, NamedTuple, Protocol, TypeAlias

import numpy as np
from scipy.special import expit

from core.cells import Cell

Array: TypeAlias = Any  # of numpy or of Keras' backend
Named: TypeAlias = dict[str, Array]


@dataclass(frozen=True)
class Part:
    """Something a cell computes at each step."""

    name: str
    kind: str  # "gate": between 0 and 1; "candidate"; "state"
    # Key of its name in words: hidden, memory, candidate, forget, input, output, update, reset, replace.
    role: str


@dataclass(frozen=True)
class Equation:
    """How a part comes about, in LaTeX; ACT stands for the activation."""

    part: str
    formula: str  # right-hand side in symbols
    filled: str  # right-hand side with a blank {name} for each number of one unit


class Paper(NamedTuple):
    """Where a cell comes from."""

    text: str  # authors, year, title
    address: str


class Weights(NamedTuple):
    """Of one layer, one way."""

    kernel: Array  # (columns, blocks x units)
    recurrent: Array  # (units, blocks x units)
    bias: Array  # (blocks x units,), or two of them where the cell keeps two


class Functions(NamedTuple):
    """What is not an operator."""

    sigmoid: Callable[[Array], Array]
    activation: Callable[[Array], Array]  # tanh or ReLU
    split: Callable[[Array, int], Any]  # cuts the last axis into equal parts


class Steps(Protocol):
    """The module of a cell."""

    BLOCKS: Sequence[str]
    STATES: Sequence[str]
    PARTS: Sequence[Part]
    EQUATIONS: Sequence[Equation]
    COUNT: str
    PAPERS: Sequence[Paper]

    def step(self, x: Array, state: Mapping[str, Array], weights: Weights, functions: Functions) -> Named:
        """One step."""


def steps_of(cell: Cell) -> Steps:
    """The module that the cell's row names."""
    found: Any = import_module(cell.steps)
    return found


def numpy_functions(activation: str) -> Functions:
    """For arrays of numpy; `activation` is "tanh" or "relu"."""
    return Functions(expit, np.tanh if activation == "tanh" else _relu, _split)


def _relu(values: Array) -> Array:
    return np.maximum(values, 0.0)


def _split(values: Array, count: int) -> Any:
    width = values.shape[-1] // count  # slices: a step of few units spends half its time in np.split
    return [values[..., place * width : (place + 1) * width] for place in range(count)]


def terms(blocks: Sequence[str], functions: Functions, **products: Array) -> Named:
    """Cut the last axis of each product into blocks: `x=…` becomes x_i, x_f, …"""
    return {
        f"{name}_{block}": part
        for name, product in products.items()
        for block, part in zip(blocks, functions.split(product, len(blocks)), strict=True)
    }


def total(now: Named, block: str) -> Array:
    """What a block's sigmoid or activation is taken of: inputs, hidden state and bias together."""
    return now[f"x_{block}"] + now[f"h_{block}"] + now[f"b_{block}"]
