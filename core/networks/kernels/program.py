"""What is compiled: a cell's two passes, its weights' ways into panels and back, an embedding's gradient."""

from llvmlite import ir

from core.networks.kernels import backward, forward, packing
from core.networks.kernels.backward import write_backward
from core.networks.kernels.backward_operation import write_backward_operation
from core.networks.kernels.compiled import Source
from core.networks.kernels.forward import write_forward
from core.networks.kernels.forward_operation import write_forward_operation
from core.networks.kernels.hidden_operation import write_hidden_operation
from core.networks.kernels.layout import Layout, Processor
from core.networks.kernels.operation import declare
from core.networks.kernels.packing import write_packing, write_turning
from core.networks.kernels.rows import write_rows

FUNCTIONS = {  # names and arguments
    "forward": forward.ARGUMENTS,
    "backward": backward.ARGUMENTS,
    "pack": packing.ARGUMENTS,
    "unpack": packing.ARGUMENTS,
    "turn_x": packing.TURNED,
    "turn_h": packing.TURNED,
}


def passes(layout: Layout, *, masked: bool) -> Source:
    """A module with all `FUNCTIONS`; `masked` says whether steps may be skipped."""
    return Source(f"passes {layout} {masked}", lambda: _passes(layout, masked))


def _passes(layout: Layout, masked: bool) -> ir.Module:
    module = ir.Module("passes")
    write_forward(module, "forward", layout, masked)
    write_backward(module, "backward", layout, masked)
    write_packing(module, "pack", layout, back=False)
    write_packing(module, "unpack", layout, back=True)
    write_turning(module, "turn_x", layout, "x")
    write_turning(module, "turn_h", layout, "h")
    return module


def operations(layout: Layout, *, masked: bool) -> Source:
    """A module of the functions that TensorFlow calls, which call those of `passes`."""
    return Source(f"operations {layout} {masked}", lambda: _operations(layout, masked))


def _operations(layout: Layout, masked: bool) -> ir.Module:
    module = ir.Module("operations")
    for name, arguments in FUNCTIONS.items():
        declare(module, name, arguments)
    write_forward_operation(module, "Forward", layout, masked=masked)
    write_hidden_operation(module, "Hidden", layout)
    write_backward_operation(module, "Backward", layout, masked=masked, to_inputs=False)
    write_backward_operation(module, "BackwardToInputs", layout, masked=masked, to_inputs=True)
    return module


def embedding_rows(processor: Processor) -> Source:
    """A module with the function `rows`."""
    return Source(f"rows {processor}", lambda: _rows(processor.lanes))


def _rows(lanes: int) -> ir.Module:
    module = ir.Module("rows")
    write_rows(module, "rows", lanes)
    return module
