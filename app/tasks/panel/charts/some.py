"""A few of many series, each in a panel of its own."""

from collections.abc import Sequence

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from app.charts.labels import category_labels
from app.charts.theme import ACTUAL, MUTED, style
from app.i18n import Translate
from core.data.panel.facts import Drawn

ACROSS = 2
HEIGHT = 96  # of a row
ALONE = 2  # rows that a single one takes


def some_chart(drawn: Sequence[Drawn], t: Translate) -> go.Figure:
    """Draw a panel for each."""
    across = min(ACROSS, len(drawn))
    rows = -(-len(drawn) // across)
    figure = make_subplots(
        rows=rows, cols=across, subplot_titles=category_labels(one.id for one in drawn),
        horizontal_spacing=0.05, vertical_spacing=min(0.3, 0.42 / rows),
    )  # fmt: skip
    for place, one in enumerate(drawn):
        figure.add_scatter(
            x=one.times, y=one.values, mode="lines", name=one.id, showlegend=False,
            line={"color": ACTUAL.color, "width": 1.3}, row=place // across + 1, col=place % across + 1,
        )  # fmt: skip
    style(figure, height=(rows if len(drawn) > 1 else ALONE) * HEIGHT + 40)
    figure.update_annotations(font={"size": 12, "color": MUTED.color})
    figure.update_xaxes(showticklabels=False, showgrid=False, zeroline=False)
    figure.update_yaxes(showticklabels=False, zeroline=False)
    figure.update_layout(hovermode=False, margin={"t": 28, "l": 4, "r": 4, "b": 4})
    return figure
