"""Expressions of a cell's step as vectors."""

from collections.abc import Callable, Mapping

from core.cells.graph import Node
from core.networks.kernels import mathematics
from core.networks.kernels.code import Code, Vector


def written(
    code: Code, node: Node, known: dict[Node, Vector], leaf: Callable[[Node], Vector | None]
) -> Vector:
    """Write the code of an expression.

    Args:
        known: What was written before; grows.
        leaf: A vector for a node that is read rather than computed, else None.
    """
    if node not in known:
        found = leaf(node)
        if found is None:
            parts = [written(code, part, known, leaf) for part in node.parts]
            found = (
                code.number(node.name) if node.operation == "number" else OPERATIONS[node.operation](*parts)
            )
        known[node] = found
    return known[node]


def _relu(x: Vector) -> Vector:
    """x where it is not below 0: NaN stays."""
    write, zero = x.code.write, x.code.number(0.0)
    return Vector(x.code, write.select(write.fcmp_ordered("<", x.value, zero.value), zero.value, x.value))


OPERATIONS: Mapping[str, Callable[..., Vector]] = {
    "add": lambda one, other: one + other,
    "sub": lambda one, other: one - other,
    "mul": lambda one, other: one * other,
    "sigmoid": mathematics.sigmoid,
    "tanh": mathematics.tanh,
    "relu": _relu,
    "positive": lambda of, value: value.code.chosen(of, value, value.code.number(0.0)),
}
