"""The pass backward as an operation of TensorFlow, with the gradient at the inputs or without."""

from dataclasses import dataclass

from llvmlite import ir

from core.networks.kernels.code import Place, Whole
from core.networks.kernels.layout import Layout
from core.networks.kernels.operation import Operation
from core.networks.kernels.sizes import (
    Given,
    given,
    mask,
    narrow,
    require_none_or_sizes,
    require_sizes,
    widen,
)

INPUTS = ("x", "kernel", "recurrent", "mask", "all_states", "kept", "at_outputs", "at_final")
OUTPUTS = ("at_x", "at_kernel", "at_recurrent", "at_bias", "at_states")
RING = 128  # rows of changes that a round back keeps: steps times examples


@dataclass(frozen=True)
class _Read:
    """What is read beside x and the weights."""

    mask: Place | None
    states: Place
    kept: Place
    at_outputs: Place  # or nowhere
    at_final: Place


def write_backward_operation(
    module: ir.Module, name: str, layout: Layout, *, masked: bool, to_inputs: bool
) -> None:
    """Write the function that TensorFlow calls.

    Gradients at outputs may be left out (no rows). The gradient at the inputs has columns to the end of the
    last vector, or is empty unless `to_inputs`.
    """
    operation = Operation(module, name, layout.processor.lanes)
    of = given(operation, layout)
    read = _read(operation, layout, of, masked=masked)
    sizes, lanes, count = of.sizes, layout.processor.lanes, len(layout.step.states)
    columns = (sizes.inputs + (lanes - 1)) // lanes * lanes
    shape = (sizes.rows, sizes.steps, columns) if to_inputs else (0, 0, 0)
    at_x = operation.output(0, *shape)
    at_weights = [operation.output(1, sizes.inputs, sizes.wide), operation.output(2, sizes.units, sizes.wide)]
    at_weights.append(operation.output(3, sizes.biases))
    at_first = operation.output(4, count, sizes.rows, sizes.units)
    at_states = operation.scratch(sizes.rows * sizes.padded * count)
    panels = operation.scratch(sizes.weights)
    widen(operation, sizes, read.at_final, at_states, sizes.rows * sizes.padded, count)
    _walk(operation, layout, of, read, at_states, panels, (at_x if to_inputs else None, columns))
    operation.run("unpack", (sizes.inputs, sizes.units, sizes.panels, *at_weights, panels))
    narrow(operation, sizes, at_states, at_first, sizes.rows * sizes.padded, count)
    operation.done()


def _read(operation: Operation, layout: Layout, of: Given, *, masked: bool) -> _Read:
    """The other inputs, each as large as it has to be."""
    sizes, count = of.sizes, len(layout.step.states)
    skipped = mask(operation, sizes, 3, masked=masked)
    states, of_states = operation.input(4, 4, "all states")
    require_sizes(operation, of_states, (count, sizes.steps + 1, sizes.rows, sizes.padded), "all states")
    kept, of_kept = operation.input(5, 4, "kept")
    require_sizes(operation, of_kept, (sizes.steps, sizes.panels, sizes.rows, layout.kept), "kept")
    at_outputs, of_outputs = operation.input(6, 3, "gradient at outputs")
    wanted = (sizes.rows, sizes.steps, sizes.units)
    rows = require_none_or_sizes(operation, of_outputs, wanted, "gradient at outputs")
    there = operation.write.icmp_signed(">", rows.value, operation.code.whole(0).value)
    at_final, of_final = operation.input(7, 3, "gradient at states")
    require_sizes(operation, of_final, (count, sizes.rows, sizes.units), "gradient at states")
    return _Read(skipped, states, kept, operation.choose(there, at_outputs), at_final)


def _walk(
    operation: Operation,
    layout: Layout,
    of: Given,
    read: _Read,
    at_states: Place,
    at_weights: Place,
    at_inputs: tuple[Place | None, Whole],
) -> None:
    """Lay out the weights for the way back, and go it."""
    sizes, code, (at_x, columns) = of.sizes, operation.code, at_inputs
    least = code.whole(1)
    ring = (
        ((code.whole(RING - 1) + sizes.rows) // sizes.rows.larger(least)).smaller(sizes.steps).larger(least)
    )
    at_sums = operation.scratch(ring * sizes.panels * sizes.rows * layout.row)
    turned_h = operation.scratch(sizes.panels * sizes.padded * (len(layout.of_h) * layout.width))
    operation.run("turn_h", (sizes.units, sizes.padded, sizes.units, sizes.panels, of.recurrent, turned_h))
    turned_x = None
    if at_x is not None:
        turned_x = operation.scratch(sizes.panels * columns * (len(layout.of_x) * layout.width))
        operation.run("turn_x", (sizes.inputs, columns, sizes.units, sizes.panels, of.kernel, turned_x))
    operation.run(
        "backward",
        (
            sizes.steps, sizes.rows, sizes.inputs, sizes.units, sizes.panels, ring,
            of.x, sizes.steps * sizes.inputs, sizes.inputs, turned_h, turned_x,
            read.states, read.kept, read.mask, sizes.steps, 1,
            read.at_outputs, at_states, at_sums, at_weights, at_x, sizes.steps * columns, columns, columns,
        ),
    )  # fmt: skip
