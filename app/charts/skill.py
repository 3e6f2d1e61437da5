"""Every method's skill or gain against a reference, as a point with its interval."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import plotly.graph_objects as go

from app.charts.forest import ForestRow, forest_chart
from app.charts.theme import is_cell, is_mixed, mark
from app.i18n import Translate
from core.words.methods import method_word

ROOM = 1.3  # of the worst that has to be seen


@dataclass(frozen=True)
class SkillRow:
    """One line of the chart."""

    name: str
    skill: float  # where it is drawn
    low: float | None
    high: float | None
    figure: float  # what it is

    @property
    def off_scale(self) -> bool:
        """Whether it is drawn at the edge."""
        return self.skill != self.figure


Found = tuple[str, float | None, float | None, float | None]  # name, skill, low, high


def skill_rows(found: Iterable[Found], *, farthest: float, seen: Iterable[float | None]) -> list[SkillRow]:
    """Rows of what has a skill, in the order given; Plotly draws the first one lowest.

    A method beyond the edge is drawn there, without the interval that would lie farther off.

    Args:
        farthest: The edge, unless something that has to be seen lies farther.
        seen: Skills that have to be.
    """
    edge = min([farthest, *(ROOM * skill for skill in seen if skill is not None)])
    rows = [SkillRow(name, skill, low, high, skill) for name, skill, low, high in found if skill is not None]
    return [_within(row, edge) for row in rows]


def _within(row: SkillRow, edge: float) -> SkillRow:
    if row.skill < edge:
        return replace(row, skill=edge, low=None, high=None)
    return replace(row, low=None if row.low is None else max(row.low, edge))


def skill_chart(rows: Sequence[SkillRow], t: Translate, axis: str, *, in_points: bool = False) -> go.Figure:
    """Draw them, cells in their colours, cells with a baseline hollow.

    Args:
        in_points: See `forest_chart`.
    """
    return forest_chart([_drawn(row, t) for row in rows], axis, in_points=in_points)


def _drawn(row: SkillRow, t: Translate) -> ForestRow:
    look, cell = mark(row.name), is_cell(row.name)
    return ForestRow(
        method_word(t, row.name),
        replace(look, symbol="triangle-left") if row.off_scale else look,
        row.skill,
        row.low,
        row.high,
        row.figure,
        size=10 if cell else 12,
        edge=0 if cell else 2,
        ink=look.color if cell or is_mixed(row.name) else None,
    )
