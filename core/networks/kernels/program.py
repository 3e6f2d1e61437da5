"""What is compiled for a cell: its two passes and the ways of its weights into panels and back."""

from llvmlite import ir

from core.networks.kernels import backward, forward, packing
from core.networks.kernels.backward import write_backward
from core.networks.kernels.forward import write_forward
from core.networks.kernels.layout import Layout
from core.networks.kernels.packing import write_packing, write_turning

FUNCTIONS = {  # names and arguments
    "forward": forward.ARGUMENTS,
    "backward": backward.ARGUMENTS,
    "pack": packing.ARGUMENTS,
    "unpack": packing.ARGUMENTS,
    "turn_x": packing.TURNED,
    "turn_h": packing.TURNED,
}


def write_passes(layout: Layout, *, masked: bool) -> ir.Module:
    """A module with all `FUNCTIONS`; `masked` says whether steps may be skipped."""
    module = ir.Module("passes")
    write_forward(module, "forward", layout, masked)
    write_backward(module, "backward", layout, masked)
    write_packing(module, "pack", layout, back=False)
    write_packing(module, "unpack", layout, back=True)
    write_turning(module, "turn_x", layout, "x")
    write_turning(module, "turn_h", layout, "h")
    return module
