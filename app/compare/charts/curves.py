"""Learning curves of several groups on one pair of axes, along updates or seconds."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from app.charts.theme import style
from app.compare.charts.styles import Drawn
from app.i18n import Translate
from core.compare.curves import Curve

MOST_BANDS = 8  # groups beyond which bands would only cover each other


def curves_chart(
    curves: Sequence[Curve], looks: Sequence[Drawn], t: Translate, *, axis: str, value: str, label: str
) -> go.Figure:
    """Draw each group's mean over seeds with its band; the marker is the best mean.

    Args:
        axis: "updates" or "seconds".
        value: "val_loss", "loss" or "val_accuracy".
        label: Of the value axis.
    """
    figure = go.Figure()
    scale = 100 if value == "val_accuracy" else 1
    shown = [(one, look) for one, look in zip(curves, looks, strict=True) if one.at.size]
    for one, look in shown[:MOST_BANDS]:
        _band(figure, one, look, scale)
    for one, look in shown:
        figure.add_scatter(
            x=one.at, y=scale * one.mean, mode="lines", name=look.name, legendgroup=look.name, line=look.line
        )
        place = int(np.argmax(one.mean) if value == "val_accuracy" else np.argmin(one.mean))
        figure.add_scatter(
            x=[one.at[place]],
            y=[scale * one.mean[place]],
            mode="markers",
            name=t("compare.lowest"),
            legendgroup=look.name,
            showlegend=False,
            marker={"color": look.color, "symbol": look.symbol, "size": 9},
            cliponaxis=False,
        )
    x = t(f"compare.axis.{axis}")
    style(figure, height=380, x=x, y=label, legend=True)
    figure.update_xaxes(rangemode="tozero")
    return figure


def _band(figure: go.Figure, one: Curve, look: Drawn, scale: float) -> None:
    edge = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip", "showlegend": False}
    edge["legendgroup"] = look.name
    figure.add_scatter(x=one.at, y=scale * one.high, **edge)
    fill = look.mark.faint(0.12)
    figure.add_scatter(x=one.at, y=scale * one.low, fill="tonexty", fillcolor=fill, **edge)
