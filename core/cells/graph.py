"""A cell's step as an expression: its step function in `core.cells`, called with symbols for numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from core.cells.steps import Functions, Steps, Weights


class NotCovered(Exception):
    """The step is not one product with the inputs, one with the hidden state, and what follows per unit."""


@dataclass(frozen=True)
class Node:
    """One number per unit, and how it comes about; equal expressions are equal nodes.

    Operations: "term" (a block of a product or of a bias), "sum" (terms that are added up beforehand, as a
    tuple of names), "state" (before the step), "change" (the gradient at a state after it), "number";
    "add", "sub", "mul"; "sigmoid", "tanh", "relu"; "positive" (the second where the first is above 0, else
    0).
    """

    operation: str
    parts: tuple["Node", ...] = ()
    name: Any = None

    def __add__(self, other: Any) -> "Node":
        return Node("add", (self, as_node(other)))

    def __radd__(self, other: Any) -> "Node":
        return as_node(other) + self

    def __sub__(self, other: Any) -> "Node":
        return Node("sub", (self, as_node(other)))

    def __rsub__(self, other: Any) -> "Node":
        return as_node(other) - self

    def __mul__(self, other: Any) -> "Node":
        return Node("mul", (self, as_node(other)))

    def __rmul__(self, other: Any) -> "Node":
        return as_node(other) * self

    def __matmul__(self, other: Any) -> "_Wide":
        if other is not _RECURRENT or self != Node("state", name="h"):
            raise NotCovered
        return _Wide("h")


def as_node(value: Any) -> Node:
    """A node, or a number as one."""
    if isinstance(value, Node):
        return value
    if isinstance(value, int | float):
        return Node("number", name=float(value))
    raise NotCovered


@dataclass(frozen=True)
class _Wide:
    """A product or a bias before it is cut into blocks."""

    kind: str

    def cut(self, count: int) -> list[Node]:
        return [Node("term", name=(self.kind, block)) for block in range(count)]


class _Inputs:
    def __matmul__(self, other: Any) -> _Wide:
        if other is not _KERNEL:
            raise NotCovered
        return _Wide("x")


class _Matrix:
    def __getitem__(self, columns: Any) -> Any:
        raise NotCovered


class _Bias(_Wide):
    """One bias, or two of which each is asked for by its number."""

    def __getitem__(self, row: int) -> _Wide:
        return _Wide(f"b{row}")


_KERNEL, _RECURRENT = _Matrix(), _Matrix()


@dataclass(frozen=True)
class Sum:
    """What is added up in the products, in one register per unit: a block of each, and biases."""

    x: int | None  # block of the product with the inputs
    h: int | None  # block of the product with the hidden state
    biases: tuple[tuple[int, int], ...]  # row and block


@dataclass(frozen=True)
class Step:
    """A cell's step: the states after it, from sums and the states before it."""

    blocks: int
    states: tuple[str, ...]
    after: tuple[Node, ...]
    sums: tuple[Node, ...]  # those with a part of the hidden state first

    def made_of(self, node: Node) -> Sum:
        """What a sum consists of."""
        of = {kind: [block for name, block in node.name if name == kind] for kind in ("x", "h")}
        biases = tuple((int(name[1:]), block) for name, block in node.name if name[0] == "b")
        if max(map(len, of.values())) > 1:
            raise NotCovered
        return Sum(next(iter(of["x"]), None), next(iter(of["h"]), None), biases)


def read_step(module: Steps, activation: str) -> Step:
    """Read a cell's module.

    Args:
        activation: "tanh" or "relu".

    Raises:
        NotCovered: Its step is no such expression.
    """
    functions = Functions(
        lambda value: Node("sigmoid", (as_node(value),)),
        lambda value: Node(activation, (as_node(value),)),
        lambda wide, count: wide.cut(count),
    )
    state = {name: Node("state", name=name) for name in module.STATES}
    try:
        now = module.step(_Inputs(), state, Weights(_KERNEL, _RECURRENT, _Bias("b0")), functions)
    except (TypeError, AttributeError) as error:
        raise NotCovered from error
    after = tuple(gathered(as_node(now[name])) for name in module.STATES)
    found = dict.fromkeys(node for node in every(after) if node.operation == "sum")
    sums = sorted(found, key=lambda node: (not any(kind == "h" for kind, _ in node.name), node.name))
    terms = [name for node in sums for name in node.name]
    if len(terms) != len(set(terms)):
        raise NotCovered
    return Step(len(module.BLOCKS), tuple(module.STATES), after, tuple(sums))


def gathered(node: Node) -> Node:
    """The same expression with the terms of each sum put together."""
    if node.operation == "term":
        return Node("sum", name=(node.name,))
    if node.operation != "add":
        return Node(node.operation, tuple(map(gathered, node.parts)), node.name)
    parts = list(_added(node))
    terms = tuple(sorted(part.name for part in parts if part.operation == "term"))
    rest = [gathered(part) for part in parts if part.operation != "term"]
    found = [Node("sum", name=terms)] * bool(terms) + rest
    total = found[0]
    for part in found[1:]:
        total = total + part
    return total


def _added(node: Node) -> Iterator[Node]:
    if node.operation == "add":
        for part in node.parts:
            yield from _added(part)
    else:
        yield node


def every(nodes: Sequence[Node]) -> list[Node]:
    """All nodes that some consist of, each once, parts before what is made of them."""
    found: dict[Node, None] = {}

    def visit(node: Node) -> None:
        if node not in found:
            for part in node.parts:
                visit(part)
            found[node] = None

    for node in nodes:
        visit(node)
    return list(found)
