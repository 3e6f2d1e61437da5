"""Compiled passes called with arrays of numpy, without TensorFlow: to check them, and to measure them."""

import ctypes
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.networks.kernels import rows as rows_code
from core.networks.kernels.compiled import machine_code
from core.networks.kernels.layout import Layout, Processor
from core.networks.kernels.program import FUNCTIONS, embedding_rows, passes

Singles = NDArray[np.float32]
Whole32 = NDArray[np.int32]
RING = 3  # steps; small, so that a short pass goes round it


@dataclass(frozen=True)
class Inputs:
    """What a pass reads, as Keras lays it out."""

    x: Singles  # (rows, steps, columns)
    kernel: Singles
    recurrent: Singles
    bias: Singles
    states: Singles  # (state, rows, units)
    mask: Singles | None = None  # (rows, steps), above 0 where a step is not skipped


class Called:
    """A cell's passes."""

    def __init__(self, layout: Layout, *, masked: bool, folder: Path | None = None) -> None:
        """Compile them; `folder` is where machine code is kept."""
        self.layout = layout
        self._engine = machine_code([passes(layout, masked=masked)], folder)

    def _call(self, name: str, *given: Any) -> None:
        _call(self._engine, name, FUNCTIONS[name], *given)

    def forward(self, of: Inputs) -> "Walked":
        """Walk through time.

        Args:
            of: In one piece each (C order).
        """
        here = Walked(self, of)
        here.states[:, 0, :, : here.units] = of.states
        size = (here.columns, here.units, here.panels)
        self._call("pack", *size, of.kernel, of.recurrent, of.bias, here.weights)
        self._call(
            "forward", here.steps, here.rows, *size, of.x, here.steps * here.columns, here.columns,
            here.weights, here.states, here.kept, here.sums, of.mask, here.steps, 1,
        )  # fmt: skip
        return here

    def backward(self, here: "Walked", at_outputs: Singles | None, at_final: Singles) -> list[Singles]:
        """Walk back: gradients at x, kernel, recurrent weights, bias and first states.

        Args:
            at_outputs: (rows, steps, units).
            at_final: (state, rows, units).
        """
        of, layout = here.of, self.layout
        padded, lanes = here.panels * layout.width, layout.processor.lanes
        wide = -(-here.columns // lanes) * lanes
        turned_h = _zeros(padded * padded * len(layout.of_h))
        turned_x = _zeros(padded * wide * len(layout.of_x))
        at_states = _zeros(len(at_final), here.rows, padded)
        at_states[:, :, : here.units] = at_final
        at_sums = _zeros(RING, here.panels, here.rows, layout.row)
        at_x, at_weights = _zeros(here.rows, here.steps, wide), np.zeros_like(here.weights)
        self._call("turn_h", here.units, padded, here.units, here.panels, of.recurrent, turned_h)
        self._call("turn_x", here.columns, wide, here.units, here.panels, of.kernel, turned_x)
        self._call(
            "backward", here.steps, here.rows, here.columns, here.units, here.panels, RING,
            of.x, here.steps * here.columns, here.columns, turned_h, turned_x, here.states, here.kept,
            of.mask, here.steps, 1, at_outputs, at_states, at_sums, at_weights,
            at_x, here.steps * wide, wide, wide,
        )  # fmt: skip
        found = [_zeros(*one.shape) for one in (of.kernel, of.recurrent, of.bias)]
        self._call("unpack", here.columns, here.units, here.panels, *found, at_weights)
        return [at_x[:, :, : here.columns], *found, at_states[:, :, : here.units]]


class Walked:
    """A pass forward: its sizes, and what it wrote down."""

    def __init__(self, by: Called, of: Inputs) -> None:
        self.of, layout = of, by.layout
        (self.rows, self.steps, self.columns), self.units = of.x.shape, of.recurrent.shape[0]
        self.panels = -(-self.units // layout.width)
        lines = self.columns * len(layout.of_x) + self.units * len(layout.of_h)
        self.states = _zeros(len(of.states), self.steps + 1, self.rows, self.panels * layout.width)
        self.kept = _zeros(self.steps, self.panels, self.rows, layout.kept)
        self.sums = _zeros(self.rows, layout.row)
        self.weights = _zeros(self.panels * (layout.row + lines * layout.width))

    @cached_property
    def hidden(self) -> Singles:
        """(rows, steps, units)."""
        return self.states[0, 1:, :, : self.units].transpose(1, 0, 2)

    @cached_property
    def final(self) -> Singles:
        """(state, rows, units)."""
        return self.states[:, -1, :, : self.units]


def add_rows(
    processor: Processor, rows: Singles, words: Whole32, count: int, factor: float, folder: Path | None = None
) -> tuple[Singles, Singles]:
    """The two answers of `rows`, (count, columns) each.

    Args:
        rows: (times, columns).
        words: (times,), each below `count`.
    """
    engine = machine_code([embedding_rows(processor)], folder)
    total, excess = (_zeros(count, rows.shape[1]) for _ in range(2))
    much = np.array([factor], np.float32)
    _call(engine, "rows", rows_code.ARGUMENTS, *rows.shape, count, rows, words, much, total, excess)
    return total, excess


def _call(engine: Any, name: str, arguments: Mapping[str, str], *given: Any) -> None:
    kinds = [ctypes.c_int64 if kind == "whole" else ctypes.c_void_p for kind in arguments.values()]
    function = ctypes.CFUNCTYPE(None, *kinds)(engine.get_function_address(name))
    function(*(one.ctypes.data if isinstance(one, np.ndarray) else one for one in given))


def _zeros(*shape: int) -> Singles:
    return np.zeros(shape, np.float32)
