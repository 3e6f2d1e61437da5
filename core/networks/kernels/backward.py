"""The pass backward: for each step the derivative of the cell's, then the product back to the step before it.

The gradients at the sums of a few steps are kept in a ring, while they are still in the processor's cache;
after each round the weights' gradients are added up from it.

    steps     0 1 2 | 3 4 5 | 6 7 8        a ring of 3: its last round first, within it the last step first
    rounds      3rd |  2nd  |  1st
"""

from llvmlite import ir

from core.cells.graph import Node
from core.networks.kernels.code import Code, Place, Size, Vector, Whole
from core.networks.kernels.layout import Layout
from core.networks.kernels.product_back import ProductBack
from core.networks.kernels.weight_gradients import WeightGradients
from core.networks.kernels.written import written

ARGUMENTS = {
    "steps": "whole", "rows": "whole", "inputs": "whole", "units": "whole", "panels": "whole",
    "ring": "whole",
    "x": "place", "x_row": "whole", "x_step": "whole", "turned_h": "place", "turned_x": "place",
    "states": "place", "kept": "place", "mask": "place", "mask_row": "whole", "mask_step": "whole",
    "at_outputs": "place", "at_states": "place", "at_sums": "place", "at_weights": "place",
    "at_x": "place", "at_x_row": "whole", "at_x_step": "whole", "padded_inputs": "whole",
}  # fmt: skip


def write_backward(module: ir.Module, name: str, layout: Layout, masked: bool) -> None:
    """Write the function.

    Its arguments: `at_states` holds the gradients at the states after the last step and afterwards those at
    the first ones; `at_outputs` those at every step's hidden state, (example, step, unit), or no place;
    `at_x` is written unless it is no place, in `padded_inputs` columns.
    """
    code = Code(module, name, layout.processor.lanes, **ARGUMENTS)
    Backward(code, layout, masked).write()
    code.done()


class Backward:
    """The function that is being written, with its places and sizes."""

    def __init__(self, code: Code, layout: Layout, masked: bool) -> None:
        self.code, self.layout, self.masked = code, layout, masked
        self.given = given = code.given
        self.padded: Whole = given["panels"] * layout.width
        self.state_size: Whole = (given["steps"] + 1) * given["rows"] * self.padded
        self.change_size: Whole = given["rows"] * self.padded
        self.weights = WeightGradients(code, layout)

    def write(self) -> None:
        """The loops."""
        given, code = self.given, self.code
        self.weights.clear()
        rounds = (given["steps"] + given["ring"] - 1) // given["ring"]
        with code.back(0, rounds) as number:
            start = number * given["ring"]
            stop = (start + given["ring"]).smaller(given["steps"])
            with code.back(start, stop) as t:
                self._step(t, self._at_sums(t - start))
            with code.loop(0, given["panels"]) as panel:
                self.weights.add(panel, start, stop)

    def _at_sums(self, place: Size) -> Place:
        size = self.given["panels"] * self.given["rows"] * self.layout.row
        found: Place = self.given["at_sums"] + size * place
        return found

    def _step(self, t: Whole, at_sums: Place) -> None:
        given, code, layout = self.given, self.code, self.layout
        with code.write.if_then(code.there(given["at_outputs"])):
            self._add_outputs(t)
        with code.loop(0, given["panels"]) as panel, code.loop(0, given["rows"]) as row:
            self._example(t, at_sums, panel, row)
        ProductBack(code, layout, layout.of_h, given["turned_h"]).write(
            at_sums, given["at_states"], columns=self.padded, row=self.padded, add=True
        )
        with code.write.if_then(code.there(given["at_x"])):
            at_x, columns = given["at_x"] + t * given["at_x_step"], given["padded_inputs"]
            ProductBack(code, layout, layout.of_x, given["turned_x"]).write(
                at_sums, at_x, columns=columns, row=given["at_x_row"], add=False
            )

    def _add_outputs(self, t: Whole) -> None:
        """Add the gradients at a step's outputs to those at its hidden state."""
        given, code = self.given, self.code
        whole = given["units"] // code.lanes * code.lanes
        with code.loop(0, given["rows"]) as row:
            at = given["at_states"] + row * self.padded
            more = given["at_outputs"] + (row * given["steps"] + t) * given["units"]
            with code.loop(0, whole, code.lanes) as unit:
                (at + unit).put((at + unit).vector() + (more + unit).vector())
            with code.loop(whole, given["units"]) as unit:
                total = code.write.fadd((at + unit).number(), (more + unit).number())
                (at + unit).put_number(total)

    def _example(self, t: Whole, at_sums: Place, panel: Whole, row: Whole) -> None:
        """The derivative of the step of one example and one vector of units."""
        given, layout, code, step = self.given, self.layout, self.code, self.layout.step
        unit = panel * layout.width
        here = given["states"] + (t * given["rows"] + row) * self.padded + unit
        before = {name: here + self.state_size * i for i, name in enumerate(step.states)}
        at_here = given["at_states"] + row * self.padded + unit
        at = {name: at_here + self.change_size * i for i, name in enumerate(step.states)}
        kept = given["kept"] + ((t * given["panels"] + panel) * given["rows"] + row) * layout.kept
        back = layout.back

        def leaf(node: Node) -> Vector | None:
            if node in step.after:
                name = step.states[step.after.index(node)]
                return (before[name] + given["rows"] * self.padded).vector()
            if node in back.kept:
                place = back.kept.index(node)
                return (kept + place * code.lanes).vector()
            if node.operation == "change":
                return at[node.name].vector()
            return before[node.name].vector() if node.operation == "state" else None

        known: dict[Node, Vector] = {}
        sums = [written(code, node, known, leaf) for node in back.sums]
        states = [written(code, node, known, leaf) for node in back.states]
        if self.masked:
            mask = (given["mask"] + row * given["mask_row"] + t * given["mask_step"]).everywhere()
            sums = [code.chosen(mask, one, code.number(0.0)) for one in sums]
            changes = [written(code, Node("change", name=name), known, leaf) for name in step.states]
            states = [code.chosen(mask, *pair) for pair in zip(states, changes, strict=True)]
        into = at_sums + (panel * given["rows"] + row) * layout.row
        for i, value in enumerate(sums):
            (into + i * code.lanes).put(value)
        for name, value in zip(step.states, states, strict=True):
            at[name].put(value)
