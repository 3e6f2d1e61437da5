"""The hidden states of a pass in Keras' order, as an operation of TensorFlow: in one way through memory."""

from llvmlite import ir

from core.networks.kernels.code import FLOAT
from core.networks.kernels.layout import Layout
from core.networks.kernels.operation import Operation
from core.networks.kernels.sizes import MOST, MOST_UNITS, require_none_or_sizes

INPUTS = ("all_states", "recurrent", "silent")
OUTPUTS = ("hidden",)


def write_hidden_operation(module: ir.Module, name: str, layout: Layout) -> None:
    """Write the function that TensorFlow calls.

    From the states that a pass forward tells, the recurrent weights, whose rows are the units, and a mask
    (rows, steps), or nothing, come the hidden states (rows, steps, units); they are 0 where the mask is.
    """
    operation = Operation(module, name, layout.processor.lanes)
    code, write = operation.code, operation.write
    states, (count, ends, rows, padded) = operation.input(0, 4, "all states")
    _, (units, _) = operation.input(1, 2, "recurrent weights")
    mask, of_mask = operation.input(2, 2, "mask")
    for size, most in ((rows, MOST), (ends, MOST), (padded, MOST_UNITS), (units, padded)):
        operation.require_at_most(size, most, "a size")
    for size in (count, ends):
        operation.require_at_most(code.whole(1), size, "a state or a step")
    steps = ends - 1
    told = require_none_or_sizes(operation, of_mask, (rows, steps), "mask")
    hidden = operation.output(0, rows, steps, units)
    with code.loop(0, rows) as row, code.loop(0, steps) as t:
        source = states + ((t + 1) * rows + row) * padded
        operation.copy(hidden + (row * steps + t) * units, source, units)
    with (
        write.if_then(write.icmp_signed(">", told.value, code.whole(0).value)),
        code.loop(0, rows * steps) as step,
    ):
        skipped = write.fcmp_ordered("==", (mask + step).number(), ir.Constant(FLOAT, 0.0))
        with write.if_then(skipped):
            operation.clear(hidden + step * units, units)
    operation.done()
