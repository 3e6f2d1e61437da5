"""A few series of each class side by side: lines, or grey values where they have many columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from app.charts.labels import category_labels
from app.charts.theme import ACTUAL, CELL_MARKS, MUTED, Mark, style
from app.i18n import Translate

ACROSS = 5  # panels in a row
HEIGHT = 118  # of a row
LINES = 3  # columns up to which each is a line; more are drawn as a picture
TOP = {"yref": "container", "y": 1.0, "yanchor": "top"}  # of a legend, however many rows there are
SEVERAL = 1  # series in a panel, where each has several lines


@dataclass(frozen=True)
class Panel:
    """What is drawn under one title."""

    title: str
    series: Sequence[tuple[Sequence[float], Sequence[Sequence[float]]]]  # steps, and a list per column


def panels_chart(panels: Sequence[Panel], columns: Sequence[str], t: Translate) -> go.Figure:
    """Draw a panel for each, steps to the right; of pictures, downwards."""
    wide = min(ACROSS, len(panels))
    rows = ceil(len(panels) / wide)
    figure = make_subplots(
        rows=rows, cols=wide, subplot_titles=category_labels(panel.title for panel in panels),
        horizontal_spacing=0.03, vertical_spacing=min(0.3, 0.32 / rows),
    )  # fmt: skip
    looks = list(CELL_MARKS.values())
    for place, panel in enumerate(panels):
        where = {"row": place // wide + 1, "col": place % wide + 1}
        if len(columns) > LINES:
            _picture(figure, panel, where)
        else:
            _lines(figure, panel, columns, looks, where, named=place == 0)
    style(figure, height=rows * HEIGHT + 46, legend=1 < len(columns) <= LINES)
    figure.update_annotations(font={"size": 13, "color": MUTED.color})
    figure.update_xaxes(showticklabels=False, showgrid=False, zeroline=False)
    figure.update_yaxes(showticklabels=False, zeroline=False, showgrid=len(columns) <= LINES)
    figure.update_layout(hovermode=False, legend=TOP, margin={"t": 44, "l": 4, "r": 4, "b": 4})
    return figure


def _lines(
    figure: go.Figure, panel: Panel, columns: Sequence[str], looks: Sequence[Mark], where: dict[str, int],
    *, named: bool,
) -> None:  # fmt: skip
    several = len(columns) > 1
    for number, (steps, values) in enumerate(panel.series[: SEVERAL if several else None]):
        for place, (name, column) in enumerate(zip(columns, values, strict=False)):
            look = looks[place] if several else ACTUAL
            dash = look.dash if several else "solid"
            figure.add_scatter(
                x=steps, y=column, mode="lines", name=name, legendgroup=name,
                showlegend=named and number == 0,
                line={"color": look.color, "width": 1.4, "dash": dash},
                opacity=1.0 if number == 0 else 0.45, **where,
            )  # fmt: skip


def _picture(figure: go.Figure, panel: Panel, where: dict[str, int]) -> None:
    """The first series: steps from above, columns from the left."""
    steps, values = panel.series[0]
    figure.add_heatmap(
        z=[[column[step] for column in values] for step in range(len(steps))],
        colorscale=[[0, ACTUAL.faint(0.03)], [1, ACTUAL.faint(0.95)]], showscale=False, hoverinfo="skip",
        **where,
    )  # fmt: skip
    figure.update_yaxes(autorange="reversed", **where)
