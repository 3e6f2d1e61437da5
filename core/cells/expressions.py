"""The right-hand sides of a cell's equations as trees, so that they can be drawn and computed piece by piece.

They are read from the LaTeX in which the cell's module writes them down with its numbers
(`core.cells.steps.Equation.filled`): sums, products, 1 minus something, the sigmoid and the activation.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, reduce
from operator import add, mul
from typing import Any

from core.cells.steps import Array, Equation, Functions

TOKEN = re.compile(r"\{(\w+)\}|(\\sigma|ACT)|(1)|([-+*()])")
LAYOUT = re.compile(r"\\\\|&|\\qquad|\\,|\s")  # breaks lines, and means nothing


@dataclass(frozen=True)
class Tree:
    """A number of an equation, and what it is made of."""

    kind: str  # value | sum | product | rest (1 minus something) | sigma | activation
    name: str = ""  # of a value, as the cell's step calls it
    parts: tuple["Tree", ...] = ()

    def values(self) -> Iterator[str]:
        """The names of all values in it, from the left."""
        if self.kind == "value":
            yield self.name
        for part in self.parts:
            yield from part.values()

    def __contains__(self, name: object) -> bool:
        return name in tuple(self.values())


@cache
def tree_of(equation: Equation) -> Tree:
    """Read an equation.

    Raises:
        ValueError: It is written in other words.
    """
    text = LAYOUT.sub("", equation.filled.replace(r"\cdot", "*"))
    tokens = [match for match in TOKEN.finditer(text)]
    if "".join(match[0] for match in tokens) != text:
        raise ValueError(f"an equation in other words: {equation.filled}")
    tree, rest = _sum(tokens)
    if rest:
        raise ValueError(f"an equation that does not end: {equation.filled}")
    return tree


def computed(tree: Tree, values: Mapping[str, Array], functions: Functions) -> Array:
    """What a tree comes to."""
    if tree.kind == "value":
        return values[tree.name]
    parts = [computed(part, values, functions) for part in tree.parts]
    one: dict[str, Callable[[], Any]] = {
        "sum": lambda: reduce(add, parts),
        "product": lambda: reduce(mul, parts),
        "rest": lambda: 1 - parts[0],
        "sigma": lambda: functions.sigmoid(parts[0]),
        "activation": lambda: functions.activation(parts[0]),
    }
    return one[tree.kind]()


Tokens = list[re.Match[str]]


def _sum(tokens: Tokens) -> tuple[Tree, Tokens]:
    if len(tokens) > 1 and (tokens[0][0], tokens[1][0]) == ("1", "-"):
        part, tokens = _product(tokens[2:])
        return Tree("rest", parts=(part,)), tokens
    part, tokens = _product(tokens)
    parts = [part]
    while tokens and tokens[0][0] == "+":
        part, tokens = _product(tokens[1:])
        parts.append(part)
    return (Tree("sum", parts=tuple(parts)) if len(parts) > 1 else part), tokens


def _product(tokens: Tokens) -> tuple[Tree, Tokens]:
    part, tokens = _factor(tokens)
    parts = [part]
    while tokens and tokens[0][0] == "*":
        part, tokens = _factor(tokens[1:])
        parts.append(part)
    return (Tree("product", parts=tuple(parts)) if len(parts) > 1 else part), tokens


def _factor(tokens: Tokens) -> tuple[Tree, Tokens]:
    if not tokens:
        raise ValueError("an equation that ends too soon")
    first, tokens = tokens[0], tokens[1:]
    if first[1]:
        return Tree("value", first[1]), tokens
    if first[2]:
        inner, tokens = _factor(tokens)
        return Tree("sigma" if first[2] == r"\sigma" else "activation", parts=(inner,)), tokens
    if first[0] != "(":
        raise ValueError(f"an equation with {first[0]} where a number should be")
    inner, tokens = _sum(tokens)
    if not tokens or tokens[0][0] != ")":
        raise ValueError("an equation with a bracket that does not close")
    return inner, tokens[1:]
