"""The states of some units over the input, with the stretch that was chosen."""

from collections.abc import Sequence
from html import escape

import numpy as np
import plotly.graph_objects as go

from app.charts.theme import ACTUAL, style
from app.i18n import Translate
from app.inside.charts.axis import step_ticks
from app.inside.charts.colours import diverging
from core.arrays import Floats

ROW, AROUND = 22, 90  # pixels


def alike_chart(
    states: Floats,
    units: Sequence[int],
    labels: list[str],
    first: int,
    stretch: tuple[int, int],
    t: Translate,
) -> go.Figure:
    """Draw a row for each unit, the best one above.

    Args:
        states: (steps, units).
        units: Their numbers, from 1.
        first: Steps before the first one shown.
        stretch: Places of its first and its last step.
    """
    steps = list(range(first + 1, first + 1 + len(labels)))
    largest = np.abs(states).max(axis=0)  # of each unit: by its own it counts as on
    unit = t("inside.chart.unit_hover") + "%{y}"
    chart = go.Figure(
        go.Heatmap(
            x=steps, y=[str(unit) for unit in units], zmin=-1, zmax=1,
            z=(states / largest).T.astype(np.float32), customdata=states.T.astype(np.float32),
            colorscale=diverging(), showscale=False, text=[[escape(label) for label in labels]] * len(units),
            hovertemplate=f"{unit} · %{{x}} · %{{text}}: %{{customdata:.3f}}<extra></extra>",
        )
    )  # fmt: skip
    style(chart, height=ROW * max(3, len(units)) + AROUND, x=t("inside.chart.step"), y=t("inside.chart.unit"))
    begin, end = stretch
    chart.add_shape(
        type="rect", x0=steps[begin] - 0.5, x1=steps[end] + 0.5, y0=0, y1=1, yref="paper",
        line={"color": ACTUAL.color, "width": 1.5},
    )  # fmt: skip
    chart.update_xaxes(showgrid=False, **step_ticks(steps, labels))
    chart.update_yaxes(type="category", autorange="reversed", showgrid=False)
    chart.update_layout(hovermode="closest")
    return chart
