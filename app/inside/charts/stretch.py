"""A series over the colours of what each of its steps contributes to an answer."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from app.charts.labels import category_labels
from app.charts.theme import ACTUAL, CELL_MARKS, style
from app.i18n import Translate
from app.inside.charts.axis import step_ticks
from app.inside.charts.colours import diverging
from core.arrays import Floats

ROOM = 0.06  # of the height, above and below the lines


def stretch_chart(
    values: Floats, names: Sequence[str], contributions: Floats, labels: list[str], most: float, t: Translate
) -> go.Figure:
    """Draw its columns as lines; behind them blue speaks for the answer, orange against it.

    Args:
        values: (steps, columns).
        contributions: (steps,), summed over columns.
        most: The strongest contribution of all pictures beside each other.
    """
    steps, low, high = list(range(1, len(values) + 1)), float(values.min()), float(values.max())
    room = ROOM * (high - low) or 1.0
    chart = go.Figure(
        go.Heatmap(
            x=steps, y0=(low + high) / 2, dy=high - low + 2 * room, z=[contributions], zmin=-most, zmax=most,
            colorscale=diverging(), showscale=False, hovertemplate="%{x}: %{z:.3g}<extra></extra>",
        )
    )  # fmt: skip
    looks = list(CELL_MARKS.values())
    several = values.shape[1] > 1
    for place, (name, column) in enumerate(zip(category_labels(names), values.T, strict=True)):
        look = looks[place] if several and place < len(looks) else ACTUAL
        chart.add_scatter(
            x=steps, y=column, mode="lines", name=name, showlegend=1 < len(names) <= len(looks),
            line={"color": ACTUAL.color, "width": 1.6, "dash": look.dash if several else "solid"},
            hovertemplate="%{y:.3g}",
        )  # fmt: skip
    style(chart, height=210, x=t("inside.chart.step"), legend=1 < len(names) <= len(looks))
    chart.update_xaxes(**step_ticks(steps, labels), showgrid=False)
    chart.update_yaxes(range=[low - room, high + room], showgrid=False)
    chart.update_layout(hovermode="x")
    return chart


def strongest_of(contributions: Sequence[Floats]) -> float:
    """The largest of all, whatever its sign; 1 where all are nothing."""
    return max((float(np.abs(one).max()) for one in contributions), default=0.0) or 1.0
