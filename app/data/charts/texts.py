"""What labelled texts look like before training: how many of each class."""

import plotly.graph_objects as go

from app.charts.labels import category_labels
from app.charts.theme import ACTUAL, style
from app.numbers import whole


def balance_chart(counts: dict[str, int], axis: str) -> go.Figure:
    """Draw a bar per class with its count."""
    figure = go.Figure(
        go.Bar(
            x=list(counts.values()),
            y=category_labels(counts),
            orientation="h",
            text=[whole(count) for count in counts.values()],
            textposition="inside",
            insidetextfont={"color": ACTUAL.color},
            marker={"color": ACTUAL.faint(0.25)},
            hoverinfo="skip",
        )
    )
    style(figure, height=max(110, 34 * len(counts) + 56), x=axis)
    figure.update_yaxes(type="category", autorange="reversed", showgrid=False)
    return figure
