"""The traces that most pictures are made of: a line with its marks, and a band without edges."""

from typing import Any, Protocol

import plotly.graph_objects as go

EDGE = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
MOST_MARKED = 40  # points on a line that get a mark each


class Stroke(Protocol):
    """How a line is drawn: a mark of `app.charts.theme`."""

    @property
    def color(self) -> str: ...
    @property
    def dash(self) -> str: ...
    @property
    def symbol(self) -> str: ...


def line(
    figure: go.Figure,
    x: Any,
    y: Any,
    look: Stroke,
    name: str,
    *,
    width: float = 2,
    marks: int = 0,
    color: str | None = None,
    **more: Any,
) -> None:
    """A method's line in its colour and dash.

    Args:
        marks: Size in pixels of the mark on each point; 0 for none.
        color: Instead of the method's own.
        more: Further settings of the trace.
    """
    figure.add_scatter(
        x=x,
        y=y,
        mode="lines+markers" if marks else "lines",
        name=name,
        line={"color": color or look.color, "dash": look.dash, "width": width},
        marker={"symbol": look.symbol, "size": marks} if marks else None,
        **more,
    )


def band(figure: go.Figure, x: Any, low: Any, high: Any, fill: str, name: str = "", **more: Any) -> None:
    """A filled area without edges, in the legend where it has a name."""
    edge = EDGE | more
    figure.add_scatter(x=x, y=high, showlegend=False, **edge)
    figure.add_scatter(x=x, y=low, fill="tonexty", fillcolor=fill, name=name, showlegend=bool(name), **edge)
