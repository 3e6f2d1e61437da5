"""The derivative of a cell's step, from its expression: the chain rule, walked backwards once."""

from dataclasses import dataclass

from core.cells.graph import Node, Step, every

BENT = ("sigmoid", "tanh", "relu")  # what bends a number


@dataclass(frozen=True)
class Back:
    """One step back, from the gradients at the states after it ("change")."""

    sums: tuple[Node, ...]  # gradients at the step's sums, in their order
    states: tuple[Node, ...]  # what reaches the states before it on other ways than through the products
    kept: tuple[Node, ...]  # what the step forward writes down for it


def derive(step: Step) -> Back:
    """Derive a step."""
    nodes = every(step.after)
    at: dict[Node, Node] = {}
    for name, node in zip(step.states, step.after, strict=True):
        _add(at, node, Node("change", name=name))
    for node in reversed(nodes):
        if node in at:
            for part, gradient in _parts(node, at[node]):
                _add(at, part, gradient)
    sums = tuple(at[node] for node in step.sums)
    nothing = Node("number", name=0.0)
    states = tuple(at.get(Node("state", name=name), nothing) for name in step.states)
    return Back(sums, states, _kept(step, (*sums, *states)))


def _add(at: dict[Node, Node], node: Node, gradient: Node) -> None:
    at[node] = at[node] + gradient if node in at else gradient


def _parts(node: Node, g: Node) -> list[tuple[Node, Node]]:
    """The gradient at each part of a node, from the one at the node."""
    match node.operation:
        case "add":
            return [(node.parts[0], g), (node.parts[1], g)]
        case "sub":
            return [(node.parts[0], g), (node.parts[1], 0.0 - g)]
        case "mul":
            one, other = node.parts
            return [(one, g * other), (other, g * one)]
        case "sigmoid":
            return [(node.parts[0], g * (node * (1.0 - node)))]
        case "tanh":
            return [(node.parts[0], g * (1.0 - node * node))]
        case "relu":
            return [(node.parts[0], Node("positive", (node, g)))]
    return []


def _kept(step: Step, gradients: tuple[Node, ...]) -> tuple[Node, ...]:
    """What gradients are made of that is neither a state nor quickly computed from others."""
    found: dict[Node, None] = {}

    def visit(node: Node) -> None:
        if node in step.after:
            return
        if node.operation in (*BENT, "sum"):
            found[node] = None
            return
        for part in node.parts:
            visit(part)

    for gradient in gradients:
        visit(gradient)
    return tuple(found)
