"""How groups of runs are drawn: a cell's colour, dash and marker; further groups of it fainter and hollow."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.charts.theme import Mark, mark

STRENGTHS = (1.0, 0.65, 0.8, 0.45)  # of the colour
FORMS = ("", "-open", "-dot", "-open-dot")  # of the marker
WIDTHS = (2.2, 1.8, 1.4, 1.4)  # of the line


@dataclass(frozen=True)
class Drawn:
    """One group's name and look."""

    name: str
    mark: Mark
    turn: int  # how many groups of the same cell come before it

    @property
    def color(self) -> str:
        """Its tint."""
        return self.mark.faint(STRENGTHS[self.turn % len(STRENGTHS)])

    @property
    def symbol(self) -> str:
        """Its marker."""
        return self.mark.symbol + FORMS[self.turn % len(FORMS)]

    @property
    def dash(self) -> str:
        """Of its line."""
        return self.mark.dash

    @property
    def width(self) -> float:
        """Of its line."""
        return WIDTHS[self.turn % len(WIDTHS)]


def drawn(cells: Sequence[str], names: Sequence[str]) -> list[Drawn]:
    """The look of each group, by its cell and its name."""
    return [
        Drawn(name, mark(cell), list(cells[:place]).count(cell))
        for place, (cell, name) in enumerate(zip(cells, names, strict=True))
    ]
