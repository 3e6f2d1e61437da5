"""Do the probabilities keep what they promise? Confidence against accuracy, before and after scaling."""

import plotly.graph_objects as go

from app.charts.theme import SIMPLE, mark, style
from app.i18n import Translate
from core.tasks.sentiment.outcome import Calibration


def reliability_chart(facts: Calibration, cell: str, t: Translate) -> go.Figure:
    """Draw both curves over the diagonal on which promise and fact agree, in percent."""
    look, figure = mark(cell), go.Figure()
    low = 100 * min(
        [*facts.raw.confidence, *facts.scaled.confidence, *facts.raw.accuracy, *facts.scaled.accuracy]
    )
    start = max(0.0, low - 3)
    figure.add_scatter(
        x=[start, 100], y=[start, 100], mode="lines", name=t("chart.perfect"),
        line={"color": SIMPLE.color, "dash": "dot", "width": 1.4},
    )  # fmt: skip
    for name, points, dash, symbol in (
        ("raw", facts.raw, "dash", "circle-open"),
        ("scaled", facts.scaled, "solid", look.symbol),
    ):
        figure.add_scatter(
            x=100 * points.confidence,
            y=100 * points.accuracy,
            mode="lines+markers",
            name=t(f"chart.{name}"),
            line={"color": look.color, "dash": dash, "width": 2 if name == "scaled" else 1.4},
            marker={"symbol": symbol, "size": 8},
        )
    style(figure, height=300, x=t("chart.confidence"), y=t("chart.accuracy"), legend=True)
    figure.update_layout(hovermode="closest")
    return figure
