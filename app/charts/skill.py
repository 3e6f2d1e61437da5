"""Every method's skill against the reference, as a point with its interval."""

from dataclasses import dataclass

import plotly.graph_objects as go

from app.i18n import Translate
from app.numbers import signed
from app.theme import SIMPLE, is_cell, mark, style
from core.tasks.outcome import Method, Outcome

FARTHEST = -0.6  # methods that are much worse are drawn at the edge, with their figure
ROW = 38  # pixels


@dataclass(frozen=True)
class SkillRow:
    """One line of the chart."""

    name: str
    skill: float
    low: float | None
    high: float | None
    off_scale: bool


def skill_facts(outcome: Outcome) -> list[SkillRow]:
    """Cells and simple methods, best last, since Plotly draws from below."""
    rows = [m for m in outcome.methods if m.kind != "ensemble" and m.skill is not None]
    cells = [m.skill for m in rows if m.kind == "cell" and m.skill is not None]
    edge = min([FARTHEST, *(1.3 * skill for skill in cells)])
    return [_row(m, edge) for m in reversed(rows)]


def _row(method: Method, edge: float) -> SkillRow:
    """A method beyond the edge is drawn there, without the interval that would lie farther off."""
    skill = method.skill or 0.0
    if skill < edge:
        return SkillRow(method.name, edge, None, None, True)
    low = None if method.low is None else max(method.low, edge)
    return SkillRow(method.name, skill, low, method.high, False)


def skill_chart(
    rows: list[SkillRow], figures: dict[str, float | None], t: Translate, reference: str
) -> go.Figure:
    """Draw points with intervals, in percent; figures stand right-aligned beside them."""
    figure = go.Figure()
    for row in rows:
        _point(figure, row, t(f"method.{row.name}"))
        figure.add_annotation(
            x=1,
            xref="paper",
            xanchor="right",
            xshift=62,
            y=t(f"method.{row.name}"),
            text=signed(figures[row.name]),
            showarrow=False,
            font={"size": 13, "color": mark(row.name).color if is_cell(row.name) else None},
        )
    figure.add_vline(x=0, line={"color": SIMPLE.color, "width": 1.4})
    style(figure, height=ROW * len(rows) + 90, x=t("chart.skill", reference=t(f"method.{reference}")))
    figure.update_layout(margin={"r": 66}, hovermode=False)
    return figure


def _point(figure: go.Figure, row: SkillRow, label: str) -> None:
    look, cell = mark(row.name), is_cell(row.name)
    interval = None
    if row.low is not None and row.high is not None:
        ahead, behind = 100 * (row.high - row.skill), 100 * (row.skill - row.low)
        interval = {
            "type": "data",
            "symmetric": False,
            "array": [ahead],
            "arrayminus": [behind],
            "thickness": 2,
        }
    figure.add_scatter(
        x=[100 * row.skill],
        y=[label],
        error_x=interval,
        mode="markers",
        marker={
            "color": look.color,
            "symbol": "triangle-left" if row.off_scale else look.symbol,
            "size": 10 if cell else 12,
            "line": {"color": look.color, "width": 0 if cell else 2},
        },
    )
