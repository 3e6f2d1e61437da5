"""The two passes of a cell as operations of TensorFlow: registered once for a process, for all shapes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import tensorflow as tf

from core.cells import CELLS
from core.cells.graph import read_step
from core.cells.steps import Steps, steps_of
from core.networks.kernels import backward_operation, forward_operation, hidden_operation
from core.networks.kernels.compiled import machine_code, this_processor
from core.networks.kernels.layout import Layout
from core.networks.kernels.program import operations, passes
from core.networks.kernels.registry import invoke, known, lend_functions, register

Tensor = Any
FORWARD = (forward_operation.INPUTS, forward_operation.OUTPUTS)
BACKWARD = (backward_operation.INPUTS, backward_operation.OUTPUTS)
HIDDEN = (hidden_operation.INPUTS, hidden_operation.OUTPUTS)
OPERATIONS = {"Forward": FORWARD, "Hidden": HIDDEN, "Backward": BACKWARD, "BackwardToInputs": BACKWARD}
_one_at_a_time = Lock()


@dataclass(frozen=True)
class Native:
    """A cell's operations."""

    name: str  # theirs in TensorFlow begin with it
    lanes: int  # the gradient at the inputs has columns to the end of a vector of so many floats

    def forward(self, tensors: Sequence[Tensor]) -> list[Tensor]:
        """All states, and what is kept for the way back."""
        return invoke(f"{self.name}Forward", *FORWARD, tensors)

    def hidden(self, all_states: Tensor, recurrent: Tensor, silent: Tensor) -> Tensor:
        """The hidden states after each step (batch, time, units), 0 where `silent`, if it is there, is."""
        (found,) = invoke(f"{self.name}Hidden", *HIDDEN, [all_states, recurrent, silent])
        return found

    def backward(self, tensors: Sequence[Tensor], *, to_inputs: bool) -> list[Tensor]:
        """Gradients; the one at the inputs is empty unless asked for."""
        return invoke(f"{self.name}Backward{'ToInputs' * to_inputs}", *BACKWARD, tensors)


def native(cell: str, activation: str, *, masked: bool, folder: Path | None = None) -> Native:
    """Compile a cell's passes and make them known to TensorFlow; the second time they are there.

    Args:
        cell: Key in the table of cells.
        activation: "tanh" or "relu".
        masked: Whether steps may be skipped.
        folder: Where machine code is kept.

    Raises:
        NotCovered: The cell's step is not of the kind that can be written so.
        AttributeError, RuntimeError: TensorFlow does not take it; or the processor has no vectors.
    """
    with _one_at_a_time:
        return _native(cell, activation, masked, folder)


@cache
def _native(cell: str, activation: str, masked: bool, folder: Path | None) -> Native:
    return registered(cell, steps_of(CELLS[cell]), activation, masked=masked, folder=folder)


def registered(
    cell: str, steps: Steps, activation: str, *, masked: bool, folder: Path | None = None
) -> Native:
    """The same for any cell of a name and a step function."""
    processor = this_processor()
    if processor is None:
        raise RuntimeError("no vectors")
    layout = Layout(read_step(steps, activation), processor)
    lend_functions()
    name = f"Unrolled{cell.capitalize()}{activation.capitalize()}{'Masked' * masked}"
    called = operations(layout, masked=masked)
    found = Native(f"{name}{called.digest[:12]}", processor.lanes)  # two versions may live side by side
    if not known(f"{found.name}Forward"):
        engine = machine_code((passes(layout, masked=masked), called), folder)
        for name, (inputs, outputs) in OPERATIONS.items():
            register(f"{found.name}{name}", engine.get_function_address(name), inputs, outputs)
    return found


def walk(
    found: Native,
    x: Tensor,
    weights: tuple[Tensor, Tensor, Tensor],
    states: Tensor,
    mask: Tensor | None,
    *,
    every_step: bool,
    silent: bool,
    to_inputs: bool,
) -> tuple[Tensor, Tensor]:
    """Walk through time, differentiably.

    Args:
        x: (batch, time, columns).
        weights: Kernel, recurrent weights and bias as Keras has them.
        states: (state, batch, units), those before the first step.
        mask: (batch, time), above 0 where a step is not skipped.
        silent: The hidden state that is told at a skipped step is 0, not the one before.
        to_inputs: Whether anybody asks for the gradient at `x`.

    Returns:
        Hidden states (batch, time, units), or nothing unless `every_step`; and the final states.
    """
    units, columns = weights[1].shape[0], x.shape[-1]
    skipped = tf.zeros([0, 0]) if mask is None else mask
    silence = skipped if silent else tf.zeros([0, 0])
    whole = columns % found.lanes == 0

    @tf.custom_gradient
    def run(*given: Tensor) -> Any:
        x, kernel, recurrent, bias, states = (tf.stop_gradient(one) for one in given)
        flat = tf.reshape(bias, [-1])
        all_states, kept = found.forward([x, kernel, recurrent, flat, states, skipped])
        final = tf.ensure_shape(all_states[:, -1, :, :units], states.shape)
        hidden = tf.zeros([0, 0, 0])
        if every_step:
            hidden = found.hidden(all_states, recurrent, silence)
            hidden = tf.ensure_shape(hidden, [*x.shape[:2], units])

        def gradient(at_hidden: Tensor, at_final: Tensor) -> list[Tensor | None]:
            if silent and every_step:
                at_hidden = at_hidden * skipped[..., None]
            read = [x, kernel, recurrent, skipped, all_states, kept, at_hidden, at_final]
            at = found.backward(read, to_inputs=to_inputs)
            at_x = at[0] if whole else at[0][:, :, :columns]  # a slice is a copy
            at_x = tf.ensure_shape(at_x, x.shape) if to_inputs else None
            others = zip(at[1:], (kernel, recurrent, bias, states), strict=True)
            # As tensors, not by their static shapes: a batch may be of any size.
            return [at_x, *(tf.ensure_shape(tf.reshape(one, tf.shape(of)), of.shape) for one, of in others)]

        return (hidden, final), gradient

    hidden, final = run(x, *weights, states)
    return hidden, final
