"""The way back through one step: how much what follows changes with every piece of a cell's equations."""

from collections import defaultdict
from collections.abc import Mapping
from functools import reduce
from operator import mul

from core.cells.expressions import Tree, computed, tree_of
from core.cells.steps import Functions, Steps


def pulled_back(
    steps: Steps, values: Mapping[str, float], functions: Functions, activation: str, at: Mapping[str, float]
) -> dict[Tree, float]:
    """Gradients at every tree of the equations, by the chain rule, the last equation first.

    What reaches a state of the step before through the products with it stays at these products: from there
    it goes on to all units.

    Args:
        values: What the step computed, of one unit, with the states that it found.
        activation: "tanh" or "relu".
        at: Gradients that come in at states after the step, by their names.

    Returns:
        A gradient for each tree; of a value that stands at several places, their sum.
    """
    found: dict[Tree, float] = defaultdict(float)
    for name, gradient in at.items():
        found[Tree("value", name)] += gradient
    for equation in reversed(steps.EQUATIONS):
        _pull(tree_of(equation), found[Tree("value", equation.part)], values, functions, activation, found)
    return dict(found)


def _pull(
    tree: Tree,
    gradient: float,
    values: Mapping[str, float],
    functions: Functions,
    activation: str,
    found: dict[Tree, float],
) -> None:
    found[tree] += gradient
    for part, factor in zip(tree.parts, _factors(tree, values, functions, activation), strict=True):
        _pull(part, gradient * factor, values, functions, activation, found)


def _factors(tree: Tree, values: Mapping[str, float], functions: Functions, activation: str) -> list[float]:
    """How much a tree changes with each of its parts."""
    if tree.kind == "sum":
        return [1.0] * len(tree.parts)
    if tree.kind == "rest":
        return [-1.0]
    parts = [float(computed(part, values, functions)) for part in tree.parts]
    if tree.kind == "product":
        return [reduce(mul, parts[:place] + parts[place + 1 :], 1.0) for place in range(len(parts))]
    if tree.kind == "value":
        return []
    here = float(computed(tree, values, functions))
    if tree.kind == "sigma":
        return [here * (1 - here)]
    return [1 - here * here if activation == "tanh" else float(here > 0)]
