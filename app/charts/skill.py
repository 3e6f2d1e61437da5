"""Every method's skill against the reference, as a point with its interval."""

from dataclasses import dataclass

import plotly.graph_objects as go

from app.i18n import Translate
from app.numbers import signed
from app.theme import mark, style
from core.tasks.outcome import Outcome

FARTHEST = -0.6  # methods that are much worse are drawn at the edge, with their figure


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
    return [
        SkillRow(m.name, max(m.skill or 0.0, edge), m.low, m.high, (m.skill or 0.0) < edge)
        for m in reversed(rows)
    ]


def skill_chart(
    rows: list[SkillRow], figures: dict[str, float | None], t: Translate, reference: str
) -> go.Figure:
    """Draw points with intervals; figures stand right-aligned beside them."""
    figure = go.Figure()
    for row in rows:
        look = mark(row.name)
        error = None
        if row.low is not None and row.high is not None:
            error = {
                "type": "data",
                "symmetric": False,
                "array": [row.high - row.skill],
                "arrayminus": [row.skill - row.low],
            }
        figure.add_scatter(
            x=[row.skill],
            y=[t(f"method.{row.name}")],
            error_x=error,
            mode="markers",
            hoverinfo="skip",
            marker={
                "color": look.color,
                "symbol": "triangle-left" if row.off_scale else look.symbol,
                "size": 10,
                "line": {"color": look.color, "width": 2},
            },
        )
        figure.add_annotation(
            x=1,
            xref="paper",
            xanchor="left",
            y=t(f"method.{row.name}"),
            text=signed(figures[row.name]),
            showarrow=False,
            font={"size": 12, "color": look.color if row.low is not None else None},
        )
    figure.add_vline(x=0, line={"color": "#8A919E", "width": 1.2})
    style(figure, height=400, x=t("chart.skill", reference=t(f"method.{reference}")))
    figure.update_xaxes(tickformat=".0%")
    figure.update_layout(margin={"r": 64}, hovermode=False)
    return figure
