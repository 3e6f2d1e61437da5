"""What adds up to one sum, as bars; and what one weight adds at every step, as a line."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from app.charts.labels import SHARP
from app.charts.theme import ACTUAL, mark, style
from app.i18n import Translate
from core.arrays import Floats


def summands_chart(t: Translate, cell: str, names: Sequence[str], values: Sequence[float]) -> go.Figure:
    """A bar for each, the largest above."""
    chart, look = go.Figure(), mark(cell)
    colours = [look.faint(0.75) if value >= 0 else ACTUAL.faint(0.45) for value in values]
    chart.add_bar(
        x=list(values), y=[name.translate(SHARP) for name in names], orientation="h",
        marker={"color": colours},
    )  # fmt: skip
    style(chart, height=60 + 24 * len(names), x=t("inside.summands.axis"))
    chart.update_yaxes(autorange="reversed", type="category")
    return chart


def acts_chart(
    t: Translate, cell: str, labels: Sequence[str], first: int, values: Floats, at: int
) -> go.Figure:
    """One line over the steps, with the cursor; nothing where the state before is not known."""
    chart, look = go.Figure(), mark(cell)
    steps = list(range(first + 1, first + 1 + len(values)))
    known = [None if np.isnan(value) else float(value) for value in values]
    chart.add_scatter(
        x=steps, y=known, mode="lines+markers", line={"color": look.color, "dash": look.dash},
        marker={"size": 5}, text=[label.translate(SHARP) for label in labels],
    )  # fmt: skip
    chart.add_vline(x=steps[at], line={"color": ACTUAL.color, "width": 1})
    return style(chart, height=220, x=t("chart.step"), y=t("inside.summands.axis"))
