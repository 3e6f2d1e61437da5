"""The sizes of a pass, read off what TensorFlow hands in; whatever does not fit is an error of TensorFlow.

x (rows, steps, inputs)        kernel (inputs, blocks x units)      bias (biases x blocks x units)
states (state, rows, units)    recurrent (units, blocks x units)    mask (rows, steps)
"""

from collections.abc import Sequence
from dataclasses import dataclass

from core.networks.kernels.code import Place, Size, Whole
from core.networks.kernels.layout import Layout
from core.networks.kernels.operation import INVALID, Operation

MOST, MOST_UNITS = 1 << 20, 1 << 14  # of a size: their products stay below 2^63 bytes


@dataclass(frozen=True)
class Sizes:
    """Whole numbers that are known when the code runs."""

    rows: Whole
    steps: Whole
    inputs: Whole
    units: Whole
    panels: Whole
    padded: Whole  # units with what fills the last panel
    wide: Whole  # columns of kernel and recurrent weights
    biases: Whole
    weights: Whole  # floats of all panels' weights


@dataclass(frozen=True)
class Given:
    """What both passes read."""

    x: Place
    kernel: Place
    recurrent: Place
    sizes: Sizes


def given(operation: Operation, layout: Layout) -> Given:
    """The first three inputs and the sizes that they tell."""
    x, (rows, steps, inputs) = operation.input(0, 3, "x")
    kernel, of_kernel = operation.input(1, 2, "kernel")
    recurrent, of_recurrent = operation.input(2, 2, "recurrent weights")
    units = of_recurrent[0]
    for size, most in ((rows, MOST), (steps, MOST), (inputs, MOST), (units, MOST_UNITS)):
        operation.require_at_most(size, most, "a size")
    wide = units * layout.step.blocks
    require_sizes(operation, of_kernel, (inputs, wide), "kernel")
    require_sizes(operation, of_recurrent, (units, wide), "recurrent weights")
    panels = (units + (layout.width - 1)) // layout.width
    biases = 1 + max((row for one in layout.sums for row, _ in one.biases), default=0)
    lines = inputs * (len(layout.of_x) * layout.width) + units * (len(layout.of_h) * layout.width)
    weights = (lines + layout.row) * panels
    sizes = Sizes(rows, steps, inputs, units, panels, panels * layout.width, wide, wide * biases, weights)
    return Given(x, kernel, recurrent, sizes)


def require_sizes(operation: Operation, found: Sequence[Whole], wanted: Sequence[Size], name: str) -> None:
    """An input is as large as it has to be."""
    for one, other in zip(found, wanted, strict=True):
        operation.require_equal(one, other, name)


def require_none_or_sizes(
    operation: Operation, found: Sequence[Whole], wanted: Sequence[Whole], name: str
) -> Whole:
    """The same for an input that may be left out, as a tensor without rows; answers its rows."""
    write, rows = operation.write, found[0]
    left_out = write.icmp_signed("==", rows.value, operation.code.whole(0).value)
    for one, other in zip(found, wanted, strict=True):
        same = write.icmp_signed("==", one.value, other.value)
        operation.require(write.or_(same, left_out), INVALID, f"{name} does not fit")
    return rows


def mask(operation: Operation, sizes: Sizes, number: int, *, masked: bool) -> Place | None:
    """The mask, where there is one."""
    place, shape = operation.input(number, 2, "mask")
    if not masked:
        return None
    require_sizes(operation, shape, (sizes.rows, sizes.steps), "mask")
    return place


def widen(operation: Operation, sizes: Sizes, narrow: Place, wide: Place, apart: Size, count: int) -> None:
    """Copy states (state, rows, units) to where rows have room to the end of the last panel, filled with 0.

    Args:
        apart: Floats from one state to the next there.
    """
    for i in range(count):
        with operation.code.loop(0, sizes.rows) as row:
            into = wide + row * sizes.padded + operation.code.whole(apart) * i
            operation.clear(into, sizes.padded)
            operation.copy(into, narrow + (row + sizes.rows * i) * sizes.units, sizes.units)


def narrow(operation: Operation, sizes: Sizes, wide: Place, into: Place, apart: Size, count: int) -> None:
    """The way back."""
    for i in range(count):
        with operation.code.loop(0, sizes.rows) as row:
            source = wide + row * sizes.padded + operation.code.whole(apart) * i
            operation.copy(into + (row + sizes.rows * i) * sizes.units, source, sizes.units)
