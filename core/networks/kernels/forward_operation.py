"""The pass forward as an operation of TensorFlow."""

from llvmlite import ir

from core.networks.kernels.layout import Layout
from core.networks.kernels.operation import Operation
from core.networks.kernels.sizes import given, mask, require_sizes, widen

INPUTS = ("x", "kernel", "recurrent", "bias", "states", "mask")
OUTPUTS = ("all_states", "kept")


def write_forward_operation(module: ir.Module, name: str, layout: Layout, *, masked: bool) -> None:
    """Write the function that TensorFlow calls.

    It answers with the states before the first step and after each, (state, steps + 1, rows, padded units),
    and with what the way back needs (see `layout`).
    """
    operation = Operation(module, name, layout.processor.lanes)
    of = given(operation, layout)
    sizes, count = of.sizes, len(layout.step.states)
    bias, of_bias = operation.input(3, 1, "bias")
    require_sizes(operation, of_bias, (sizes.biases,), "bias")
    first, of_first = operation.input(4, 3, "states")
    require_sizes(operation, of_first, (count, sizes.rows, sizes.units), "states")
    skipped = mask(operation, sizes, 5, masked=masked)
    states = operation.output(0, count, sizes.steps + 1, sizes.rows, sizes.padded)
    kept = operation.output(1, sizes.steps, sizes.panels, sizes.rows, layout.kept)
    weights = operation.scratch(sizes.weights)
    sums = operation.scratch(sizes.rows * layout.row)
    widen(operation, sizes, first, states, (sizes.steps + 1) * sizes.rows * sizes.padded, count)
    operation.run("pack", (sizes.inputs, sizes.units, sizes.panels, of.kernel, of.recurrent, bias, weights))
    operation.run(
        "forward",
        (
            sizes.steps, sizes.rows, sizes.inputs, sizes.units, sizes.panels,
            of.x, sizes.steps * sizes.inputs, sizes.inputs, weights, states, kept, sums, skipped,
            sizes.steps, 1,
        ),
    )  # fmt: skip
    operation.done()
