"""Where everything of a drawn cell stands, read from its equations: blocks, what is summed, wires, signs.

Each block (a gate, a candidate) has a column: below it what its sum is made of, above it what becomes of it.
A state that is kept runs along the top, from the step before to the next. Units are those of the SVG.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.arrays import Floats
from core.cells.expressions import Tree, computed, tree_of
from core.cells.steps import Equation, Functions, Steps, numpy_functions

Point = tuple[float, float]

RAIL, INLINE, MIDDLE = 44.0, 78.0, 112.0  # heights of the rail, of signs below it, of products
BOX, TALL, WIDE = 150.0, 50.0, 80.0  # top of a block, its height and width
SIGN = BOX + TALL + 15  # of the function that a block is
ROWS, ROW = 246.0, 27.0  # the first summand, and from one to the next
LEFT, RIGHT = 54.0, 58.0  # beside the frame: names of what comes and what goes
COLUMN, LONE = 100.0, 190.0  # widths; of a cell with one block
OTHER = re.compile(r"(?<![A-Za-z])([A-Za-z]++)_t\b")


@dataclass(frozen=True)
class Wire:
    """A number on its way."""

    tree: Tree  # what it is
    value: float
    points: tuple[Point, ...]
    tone: str  # gate | signed | plain
    arrow: bool = False


@dataclass(frozen=True)
class Box:
    """A block with what it came to."""

    part: str
    kind: str
    role: str
    value: float
    x: float  # its middle


@dataclass(frozen=True)
class Sign:
    """What is done where wires meet."""

    text: str
    at: Point


@dataclass(frozen=True)
class Row:
    """A summand of a block."""

    tree: Tree
    text: str
    value: float
    x: float  # the column's middle
    y: float


@dataclass(frozen=True)
class Tag:
    """A number beside its wire, or the name of what comes and goes."""

    text: str
    at: Point
    anchor: str = "middle"
    name: str = ""  # of a state with its step, such as c_t
    value: float | None = None


@dataclass
class Plan:
    """All of it."""

    width: float
    height: float  # of its lower edge
    top: float = 0.0  # of its upper edge: without a rail there is nothing above
    wires: list[Wire] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    signs: list[Sign] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)


@dataclass(frozen=True)
class Drawing:
    """What is drawn: a cell and the numbers of one step of one unit."""

    steps: Steps
    values: Mapping[str, float]
    activation: str = "tanh"
    x: float | None = None  # what is read, where it is one number
    signed = False  # whether everything on wires has a sign, gates included

    @property
    def functions(self) -> Functions:
        """For trees."""
        return numpy_functions(self.activation)

    def value(self, tree: Tree) -> float:
        """What a tree comes to."""
        return float(computed(tree, self.values, self.functions))

    def blocks(self) -> list[Equation]:
        """Equations whose right-hand side is a function of what is read, in their order."""
        return [one for one in self.steps.EQUATIONS if f"x_{one.part}" in tree_of(one)]

    def rest(self) -> list[Equation]:
        """The others: what states are put together of."""
        return [one for one in self.steps.EQUATIONS if f"x_{one.part}" not in tree_of(one)]


def series_drawing(steps: Steps, now: Mapping[str, Floats], unit: int, x: float) -> Drawing:
    """One unit of what a step computed, from arrays (1, units) by name."""
    wide = {name: values.ravel() for name, values in now.items()}
    return Drawing(steps, {name: float(one[min(unit, len(one) - 1)]) for name, one in wide.items()}, x=x)


def columns(drawing: Drawing) -> dict[str, float]:
    """The middle of each block's column."""
    names = [one.part for one in drawing.blocks()]
    each = COLUMN if len(names) > 1 else LONE
    return {name: LEFT + 10 + each * (place + 0.5) for place, name in enumerate(names)}


def summands(equation: Equation) -> Sequence[Tree]:
    """What a block's function is taken of."""
    (inner,) = tree_of(equation).parts
    return inner.parts if inner.kind == "sum" else (inner,)


def others(drawing: Drawing, equation: Equation) -> list[str]:
    """Blocks that a block looks at, such as a GRU's reset gate."""
    known = {one.part for one in drawing.blocks()}
    return [name for name in OTHER.findall(equation.formula) if name in known and name != equation.part]


def spelled(tree: Tree, also: Sequence[str] = ()) -> str:
    """A summand in a few letters: what is read, what was known, the bias."""
    if tree.kind == "value":
        letter, _, block = tree.name.partition("_")
        if letter == "h" and block:
            return f"U({also[0]}·h)" if also else "Uh"
        return {"x": "Wx", "b": "b", "d": "d"}.get(letter if block else "", tree.name)
    inner = [spelled(part) for part in tree.parts]
    if tree.kind == "product":
        return "·".join(f"({one})" if "+" in one else one for one in inner)
    return "+".join(inner) if tree.kind == "sum" else f"1−{inner[0]}"
