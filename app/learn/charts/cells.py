"""Rows of small boxes with a word or a number in each: tables, tensors, sentences."""

from collections.abc import Sequence

import plotly.graph_objects as go

from app.charts.drawing import DARK, HEIGHT, framed
from app.charts.labels import SHARP
from app.charts.theme import Mark

GAP = 0.04  # of a box's width, between neighbours
ROW = 36  # pixels of a row of boxes
AROUND = 56  # pixels above and below all rows


def row(
    figure: go.Figure,
    first: float,
    height: float,
    texts: Sequence[str],
    looks: Sequence[Mark],
    *,
    share: float = 0.18,
    size: int = 12,
) -> None:
    """Draw one, its boxes at first, first + 1, …; each as high as one.

    Args:
        first: Place of the first box's middle.
        height: Of the row's middle.
        looks: Colour of each box; of its words where it is full.
        share: How full of its colour a box is.
    """
    for place, (text, look) in enumerate(zip(texts, looks, strict=True)):
        middle = first + place
        figure.add_shape(
            type="rect", x0=middle - 0.5 + GAP, x1=middle + 0.5 - GAP, y0=height - 0.44, y1=height + 0.44,
            line={"width": 0}, fillcolor=look.faint(share), layer="below",
        )  # fmt: skip
        if text:
            figure.add_annotation(
                x=middle, y=height, text=text.translate(SHARP), showarrow=False,
                font={"size": size, "color": DARK.color},
            )  # fmt: skip


def boxed(figure: go.Figure, columns: float, low: float, high: float, x: str = "") -> go.Figure:
    """The frame of such rows: no grid, no heights, as tall as its rows are many.

    Args:
        columns: Boxes of the longest row; the first is at 0.
        low, high: Middles of the lowest and the highest row.
    """
    framed(figure, x)
    figure.update_xaxes(showgrid=False, range=[-0.5, columns - 0.5])
    figure.update_yaxes(visible=False, range=[low - 0.55, high + 0.55])
    return figure.update_layout(height=max(HEIGHT, int(ROW * (high - low + 1)) + AROUND))
