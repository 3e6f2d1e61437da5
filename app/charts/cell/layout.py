"""From a cell's equations to a plan: what is summed first, then what becomes of it."""

from app.charts.cell.plan import (
    BOX,
    INLINE,
    LEFT,
    MIDDLE,
    RAIL,
    RIGHT,
    ROW,
    ROWS,
    SIGN,
    TALL,
    WIDE,
    Box,
    Drawing,
    Plan,
    Point,
    Row,
    Sign,
    Tag,
    Tree,
    Wire,
    columns,
    others,
    spelled,
    summands,
)
from core.cells.expressions import tree_of
from core.cells.steps import Equation

NEXT = 40.0  # from one sign to another beside it


class Layout:
    """Draws one cell into a plan."""

    def __init__(self, drawing: Drawing) -> None:
        self.of, self.x = drawing, columns(drawing)
        self.kinds = {part.name: part for part in drawing.steps.PARTS}
        self.most = max(len(summands(one)) for one in drawing.blocks())
        end = ROWS + ROW * self.most
        self.bus = {"h": end + 14, "x": end + 48}
        last = max(self.x.values())
        step = min(self.x.values()) - LEFT - 10
        top = 0.0 if drawing.rest() else MIDDLE - RAIL
        self.plan = Plan(last + step + 10 + RIGHT, self.bus["x"] + 22, top)

    def planned(self) -> Plan:
        """All of it, what lies below first."""
        self._buses()
        for one in self.of.blocks():
            self._block(one)
        for one in self.of.rest():
            self._state(one)
        for one in self.of.blocks():
            if self.kinds[one.part].kind == "state":  # a plain cell's block is its state
                at = self.x[one.part]
                self._wire(_named(one.part), (at, BOX), (at, MIDDLE), (self._end, MIDDLE), arrow=True)
                self._goes(one.part, MIDDLE)
        return self.plan

    @property
    def _end(self) -> float:
        return self.plan.width - RIGHT + 6

    def _tone(self, tree: Tree) -> str:
        if self.of.signed:
            return "signed"
        if tree.kind == "rest":
            return "gate"
        kind = self.kinds[tree.name].kind if tree.name in self.kinds else ""
        return "gate" if kind == "gate" else "signed"

    def _wire(self, tree: Tree, *points: Point, tone: str = "", arrow: bool = False) -> None:
        value = self.of.value(tree)
        self.plan.wires.append(Wire(tree, value, points, tone or self._tone(tree), arrow))

    def _sign(self, text: str, at: Point) -> Point:
        self.plan.signs.append(Sign(text, at))
        return at

    def _number(self, tree: Tree, at: Point, anchor: str = "start") -> None:
        self.plan.tags.append(Tag("", at, anchor, value=self.of.value(tree)))

    def _comes(self, name: str, y: float, value: float | None) -> None:
        self.plan.tags.append(Tag("", (LEFT - 8, y), "end", name, value))

    def _goes(self, state: str, y: float) -> None:
        tag = Tag("", (self._end + 8, y), "start", f"{state}_t", self.of.values[state])
        self.plan.tags.append(tag)

    def _buses(self) -> None:
        """What is read, and the hidden state before, pass below all columns."""
        before = _named("h_before")
        last = max(self.x.values())
        for name, y, shift in (("h", self.bus["h"], 10.0), ("x", self.bus["x"], -10.0)):
            value = self.of.values["h_before"] if name == "h" else self.of.x
            tone = "plain" if value is None else "signed"
            tree = before if name == "h" else _named("x")
            paths = [((LEFT - 4, y), (last + shift, y))]
            top = ROWS + ROW * self.most - 2
            paths += [((at + shift, y), (at + shift, top)) for at in self.x.values()]
            self.plan.wires += [Wire(tree, value or 0.0, path, tone) for path in paths]
            self._comes("h_{t−1}" if name == "h" else "x_t", y, value)

    def _block(self, one: Equation) -> None:
        """A column: summands, their sum, the function, what came out."""
        at, tree, looks = self.x[one.part], tree_of(one), others(self.of, one)
        for place, summand in enumerate(summands(one)):
            y = ROWS + ROW * place
            inside = looks if any(name.startswith("h_") for name in summand.values()) else []
            told = spelled(summand, [] if any(name in summand for name in inside) else inside)
            self.plan.rows.append(Row(summand, told, self.of.value(summand), at, y))
            for name in inside:
                self._look(name, at, y)
        (inner,) = tree.parts
        self._wire(inner, (at, ROWS - 10), (at, SIGN), tone="signed")
        self._sign("σ" if tree.kind == "sigma" else self.of.activation, (at, SIGN))
        part = self.kinds.get(one.part)
        kind, role = (part.kind, part.role) if part else ("candidate", "candidate")
        self.plan.boxes.append(Box(one.part, kind, role, self.of.values[one.part], at))

    def _look(self, name: str, at: float, y: float) -> None:
        """From a gate beside a block to the summand that it acts on."""
        edge, start = at - WIDE / 2 - 6, self.x[name] + WIDE / 2
        height = BOX + TALL / 2
        self._wire(_named(name), (start, height), (edge, height), (edge, y + 3), (edge + 5, y + 3))

    def _state(self, one: Equation) -> None:
        """What a state is put together of; the part that is kept runs along the top."""
        tree, before = tree_of(one), f"{one.part}_before"
        terms = tree.parts if tree.kind == "sum" else (tree,)
        kept = [term for term in terms if before in term]
        if not kept:
            at = self._product(tree, (self._column(tree), MIDDLE))
            self._wire(_named(one.part), at, (self._end, MIDDLE), arrow=True)
            self._goes(one.part, MIDDLE)
            return
        here = self._along(before, kept)
        for term in (term for term in terms if before not in term):
            at = (max(self._column(term), here[0] + NEXT), MIDDLE)
            self._product(term, at)
            joint = (at[0], RAIL)
            self._wire(Tree("sum", parts=tuple(kept)) if len(kept) > 1 else kept[0], here, joint)
            self._wire(term, at, joint)
            self._number(term, (at[0] + 7, (MIDDLE + RAIL) / 2 + 4))
            kept.append(term)
            here = self._sign("+", joint)
        self._wire(_named(one.part), here, (self._end, RAIL), arrow=True)
        self._goes(one.part, RAIL)

    def _along(self, before: str, kept: list[Tree]) -> Point:
        """The old state from the left to where a gate meets it."""
        start: Point = (LEFT - 4, RAIL)
        old = self.of.values[before]
        self._comes(f"{before.removesuffix('_before')}_{{t−1}}", RAIL, old)
        (term, *_) = kept
        at = (self._column(term), RAIL)
        self._wire(_named(before), start, at)
        for factor in term.parts:
            if factor != _named(before):
                self._factor(factor, at)
        self._number(term, (at[0] + 16, RAIL - 8))
        return self._sign("×", at)

    def _column(self, tree: Tree) -> float:
        """Of the last block in it."""
        return max([self.x[name] for name in tree.values() if name in self.x], default=min(self.x.values()))

    def _product(self, tree: Tree, at: Point) -> Point:
        for factor in tree.parts if tree.kind == "product" else (tree,):
            self._factor(factor, at)
        return self._sign("×", at) if tree.kind == "product" else at

    def _factor(self, tree: Tree, at: Point) -> None:
        """One wire into a product, with the sign that stands on its way."""
        inner = tree.parts[0] if tree.parts else tree
        if inner.name not in self.x:  # a state of this step: down from the rail
            sign = self._sign(self.of.activation, (at[0], INLINE)) if tree.kind == "activation" else at
            self._wire(inner, (at[0], RAIL), sign)
            self._wire(tree, sign, at)
            return
        start = (self.x[inner.name], BOX)
        if tree.kind != "rest":
            self._wire(tree, start, *_bent(start, at))
        elif start[0] == at[0]:
            sign = self._sign("1−", (start[0], (at[1] + MIDDLE) / 2 + 4))
            self._wire(inner, start, sign)
            self._wire(tree, sign, at)
        else:
            sign = self._sign("1−", (start[0] + NEXT, at[1]))
            self._wire(inner, start, *_bent(start, sign))
            self._wire(tree, sign, at)


def _named(name: str) -> Tree:
    return Tree("value", name)


def _bent(start: Point, end: Point) -> tuple[Point, ...]:
    """Up, then across."""
    return (end,) if start[0] == end[0] else ((start[0], end[1]), end)


def planned(drawing: Drawing) -> Plan:
    """A cell's plan."""
    return Layout(drawing).planned()
