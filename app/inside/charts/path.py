"""The hidden state's way through the plane in which it moves most."""

from html import escape

import plotly.graph_objects as go

from app.charts.theme import ACTUAL, mark, style
from app.i18n import Translate
from app.numbers import percent
from core.inside.plane import Plane

START, HERE = 9, 15  # pixels


def path_chart(cell: str, way: Plane, labels: list[str], first: int, at: int, t: Translate) -> go.Figure:
    """Draw it, paler where it is earlier, with a ring at the chosen step.

    Args:
        labels: Of the steps.
        first: Steps before the first one shown.
        at: Place of the cursor.
    """
    look, (x, y) = mark(cell), way.points.T
    steps = list(range(first + 1, first + 1 + len(labels)))
    words = [f"{step} · {escape(label)}" for step, label in zip(steps, labels, strict=True)]
    chart = go.Figure()
    across, up = (
        t(f"inside.path.{axis}", share=percent(share))
        for axis, share in zip(("across", "up"), way.shares, strict=True)
    )
    style(chart, height=360, x=across, y=up)
    chart.add_scatter(
        x=x, y=y, mode="lines+markers", text=words, hovertemplate="%{text}<extra></extra>",
        line={"color": look.faint(0.35), "width": 1},
        marker={"size": 6, "color": steps, "colorscale": [[0.0, look.faint(0.25)], [1.0, look.color]]},
    )  # fmt: skip
    for place, symbol, size in ((0, "square-open", START), (at, "circle-open", HERE)):
        chart.add_scatter(
            x=[x[place]], y=[y[place]], mode="markers", text=[words[place]], hoverinfo="skip",
            marker={"symbol": symbol, "size": size, "color": ACTUAL.color, "line": {"width": 2}},
        )  # fmt: skip
    chart.update_layout(hovermode="closest")
    chart.update_yaxes(scaleanchor="x", constrain="domain")
    chart.update_xaxes(constrain="domain")
    return chart
