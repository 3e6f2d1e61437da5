"""One of many series: its last stretch, the test's forecasts, what is sent, and its intervals."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from app.charts.theme import ACTUAL, mark, style
from app.i18n import Translate
from core.arrays import Floats

BEFORE = 6  # horizons of the past that are drawn
FEWEST = 60  # rows


@dataclass(frozen=True, eq=False)
class OneFacts:
    """What is drawn of one series."""

    times: Sequence[str]  # of the past
    values: Floats
    tested: Sequence[str]  # times of the test's forecasts
    told: Floats
    ahead: Sequence[str]
    sent: Floats
    bounds: dict[float, tuple[Floats, Floats]]
    method: str


def one_chart(facts: OneFacts, column: str, t: Translate) -> go.Figure:
    """Draw it."""
    figure, look = go.Figure(), mark(facts.method)
    for level, (low, high) in sorted(facts.bounds.items(), reverse=True):
        name = t("panel.interval", level=round(100 * level))
        edge = {"mode": "lines", "line": {"width": 0}, "legendgroup": name, "x": facts.ahead}
        figure.add_scatter(y=high, showlegend=False, hoverinfo="skip", **edge)
        figure.add_scatter(
            y=low,
            name=name,
            fill="tonexty",
            fillcolor=look.faint(0.3 - 0.2 * level),
            hoverinfo="skip",
            **edge,
        )
    figure.add_scatter(
        x=facts.times, y=facts.values, mode="lines", name=column, line={"color": ACTUAL.color, "width": 1.6}
    )
    if len(facts.tested):
        figure.add_scatter(
            x=facts.tested, y=facts.told, mode="lines", name=t("panel.tested"),
            line={"color": look.color, "width": 1.4, "dash": "dot"},
        )  # fmt: skip
    figure.add_scatter(
        x=facts.ahead, y=facts.sent, mode="lines", name=t("method.sent"),
        line={"color": look.color, "width": 2.2},
    )  # fmt: skip
    return style(figure, height=360, y=column, legend=True)
