"""Do the probabilities keep what they promise? Confidence against accuracy, before and after scaling."""

from dataclasses import replace

import plotly.graph_objects as go

from app.charts.theme import SIMPLE, mark, style
from app.charts.traces import line
from app.i18n import Translate
from core.tasks.classified.outcome import Calibration


def reliability_chart(facts: Calibration, cell: str, t: Translate) -> go.Figure:
    """Draw both curves over the diagonal on which promise and fact agree, in percent."""
    look, figure = mark(cell), go.Figure()
    low = 100 * min(
        [*facts.raw.confidence, *facts.scaled.confidence, *facts.raw.accuracy, *facts.scaled.accuracy]
    )
    start = max(0.0, low - 3)
    line(figure, [start, 100], [start, 100], replace(SIMPLE, dash="dot"), t("chart.perfect"), width=1.4)
    for name, points, drawn, width in (
        ("raw", facts.raw, replace(look, dash="dash", symbol="circle-open"), 1.4),
        ("scaled", facts.scaled, replace(look, dash="solid"), 2.0),
    ):
        confidence, accuracy = 100 * points.confidence, 100 * points.accuracy
        line(figure, confidence, accuracy, drawn, t(f"chart.{name}"), width=width, marks=8)
    style(figure, height=300, x=t("chart.confidence"), y=t("chart.accuracy"), legend=True)
    figure.update_layout(hovermode="closest")
    return figure
