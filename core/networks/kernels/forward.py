"""The pass forward: for each step, panel and tile of examples the sums, then the cell's step on them."""

from llvmlite import ir

from core.cells.graph import Node
from core.networks.kernels.code import Code, Place, Vector, Whole
from core.networks.kernels.layout import Layout
from core.networks.kernels.products import multiply, tile
from core.networks.kernels.written import written

ARGUMENTS = {
    "steps": "whole", "rows": "whole", "inputs": "whole", "units": "whole", "panels": "whole",
    "x": "place", "x_row": "whole", "x_step": "whole", "weights": "place", "states": "place", "kept": "place",
    "sums": "place",     "mask": "place", "mask_row": "whole", "mask_step": "whole",
}  # fmt: skip


def write_forward(module: ir.Module, name: str, layout: Layout, masked: bool) -> None:
    """Write the function.

    Its arguments: `x` is (example, step, column) with strides in floats for examples and steps; the first
    states are there, those after each step are written. A step whose `mask` is 0 leaves the states as they
    are.
    """
    code = Code(module, name, layout.processor.lanes, **ARGUMENTS)
    Forward(code, layout, masked).write()
    code.done()


class Forward:
    """The function that is being written, with its places and sizes."""

    def __init__(self, code: Code, layout: Layout, masked: bool) -> None:
        self.code, self.layout, self.masked = code, layout, masked
        self.given = code.given
        self.padded: Whole = self.given["panels"] * layout.width
        self.state_size: Whole = (self.given["steps"] + 1) * self.given["rows"] * self.padded

    def write(self) -> None:
        """The loops."""
        given, layout = self.given, self.layout
        floats = layout.row + given["inputs"] * (len(layout.of_x) * layout.width)
        floats = floats + given["units"] * (len(layout.of_h) * layout.width)
        sizes = layout.processor.rows(len(layout.sums))
        with self.code.loop(0, given["steps"]) as t, self.code.loop(0, given["panels"]) as panel:
            weights = given["weights"] + panel * floats
            self.code.tiled(given["rows"], sizes, lambda first, size: self._sums(t, weights, first, size))
            with self.code.loop(0, given["rows"]) as row:
                self._example(t, panel, row)

    def _sums(self, t: Whole, weights: Place, first: Whole, size: int) -> None:
        """Everything that is summed up for some examples in one panel."""
        given, layout, code = self.given, self.layout, self.code
        sums = tile(code, size, len(layout.sums))
        for row in sums:
            for number, register in enumerate(row):
                register.value = (weights + number * code.lanes).vector()
        x = given["x"] + t * given["x_step"]
        of_x, of_h = layout.of_x, layout.of_h
        begins = [x + (first + r) * given["x_row"] for r in range(size)]
        below = weights + layout.row
        multiply(code, sums, begins, given["inputs"], below, of_x)
        hidden = given["states"] + t * given["rows"] * self.padded
        begins = [hidden + (first + r) * self.padded for r in range(size)]
        below = below + given["inputs"] * (len(of_x) * code.lanes)
        multiply(code, sums, begins, given["units"], below, of_h)
        for r, row in enumerate(sums):
            for number, register in enumerate(row):
                (given["sums"] + (first + r) * layout.row + number * code.lanes).put(register.value)

    def _example(self, t: Whole, panel: Whole, row: Whole) -> None:
        """The step of one example and one vector of units."""
        given, layout, code, step = self.given, self.layout, self.code, self.layout.step
        unit = panel * layout.width
        here = given["states"] + (t * given["rows"] + row) * self.padded + unit
        before = {name: here + self.state_size * i for i, name in enumerate(step.states)}

        def leaf(node: Node) -> Vector | None:
            if node.operation == "sum":
                number = step.sums.index(node)
                return (given["sums"] + row * layout.row + number * code.lanes).vector()
            return before[node.name].vector() if node.operation == "state" else None

        known: dict[Node, Vector] = {}
        for name, node in zip(step.states, step.after, strict=True):
            new = written(code, node, known, leaf)
            if self.masked:
                mask = (given["mask"] + row * given["mask_row"] + t * given["mask_step"]).everywhere()
                new = code.chosen(mask, new, before[name].vector())
            (before[name] + given["rows"] * self.padded).put(new)
        place = given["kept"] + ((t * given["panels"] + panel) * given["rows"] + row) * layout.kept
        for i, node in enumerate(layout.back.kept):
            (place + i * code.lanes).put(written(code, node, known, leaf))
