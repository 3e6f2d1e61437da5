"""Learning curves of several groups on one pair of axes, along updates or seconds."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from app.charts.theme import style
from app.charts.traces import band, line
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
        fill = look.mark.faint(0.12)
        band(figure, one.at, scale * one.low, scale * one.high, fill, legendgroup=look.name)
    for one, look in shown:
        line(figure, one.at, scale * one.mean, look, look.name, width=look.width, legendgroup=look.name)
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
