"""How many texts of each class were called what."""

import plotly.graph_objects as go

from app.charts.labels import category_labels
from app.charts.theme import ACTUAL, mark, style
from app.i18n import Translate
from app.numbers import percent, whole
from core.arrays import Ints

LEAST_HEIGHT, CLASS_HEIGHT = 230, 44


def confusion_chart(
    table: Ints, classes: tuple[str, ...], method: str, t: Translate, *, to_click: bool = False
) -> go.Figure:
    """Draw shares of each true class, with counts; rows are the truth, read from above.

    Args:
        to_click: Whether its cells can be chosen: a heatmap tells of no click, so marks lie over it unseen.
    """
    shares = table / table.sum(axis=1, keepdims=True).clip(min=1)
    look = mark(method)
    text = [
        [f"{whole(count)}<br>{percent(share, 0)}" for count, share in zip(counts, row, strict=True)]
        for counts, row in zip(table, shares, strict=True)
    ]
    names = category_labels(classes)
    figure = go.Figure(
        go.Heatmap(
            z=shares,
            x=names,
            y=names,
            text=text,
            texttemplate="%{text}",
            textfont={"color": ACTUAL.color},
            hoverinfo="skip",
            zmin=0,
            zmax=1,
            colorscale=[[0, look.faint(0.04)], [1, look.faint(0.75)]],
            showscale=False,
            xgap=2,
            ygap=2,
        )
    )
    height = max(LEAST_HEIGHT, CLASS_HEIGHT * len(classes) + 90)
    style(figure, height=height, x=t("chart.told"), y=t("chart.truth"))
    figure.update_yaxes(type="category", autorange="reversed", showgrid=False)
    figure.update_xaxes(showgrid=False, type="category")
    figure.update_layout(hovermode=False)
    if to_click:
        figure.add_trace(_marks(names))
        figure.update_layout(hovermode="closest", hoverdistance=-1, showlegend=False)
    return figure


def _marks(names: list[str]) -> go.Scatter:
    """A mark over each cell, row by row; the chosen one gets a frame."""
    return go.Scatter(
        x=names * len(names),
        y=[name for name in names for _ in names],
        mode="markers",
        marker={"symbol": "square", "size": CLASS_HEIGHT, "color": ACTUAL.color, "opacity": 0},
        selected={"marker": {"opacity": 0.2}},
        unselected={"marker": {"opacity": 0}},
        hoverinfo="none",
    )
