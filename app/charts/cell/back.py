"""The drawn cell the other way: a gradient of 1 comes in behind the step, wires carry what is left of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.charts.cell.plan import Drawing
from core.cells.expressions import Tree
from core.cells.pullback import pulled_back


@dataclass(frozen=True)
class BackDrawing(Drawing):
    """What is drawn: gradients in place of numbers."""

    gradients: Mapping[Tree, float] = field(default_factory=dict)
    signed = True  # gates' wires too: a gradient is no share

    def value(self, tree: Tree) -> float:
        """The gradient that reaches a tree; terms that are added up before they go on share one."""
        if tree not in self.gradients and tree.kind == "sum":
            return self.value(tree.parts[0])
        return self.gradients.get(tree, 0.0)


def backwards(drawing: Drawing) -> BackDrawing:
    """The same step, with a gradient of 1 at the memory after it."""
    memory = drawing.steps.STATES[-1]
    found = pulled_back(drawing.steps, drawing.values, drawing.functions, drawing.activation, {memory: 1.0})
    named = {name: found.get(Tree("value", name), 0.0) for name in drawing.values}
    return BackDrawing(drawing.steps, named, drawing.activation, None, found)
