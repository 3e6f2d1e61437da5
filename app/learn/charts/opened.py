"""A trained gate over the steps of a sequence, the memory behind it, and the plain cell beside them."""

import numpy as np
import plotly.graph_objects as go

from app.charts.drawing import DARK, ODD, QUIET, bars, framed, line
from app.charts.theme import mark
from app.i18n import Translate
from app.inside.charts.axis import marked
from app.inside.charts.colours import sequential
from app.learn.opened import PLAIN, SHOWN, opened
from core.cells import CELLS
from core.cells.steps import steps_of

STRIP = 0.13  # of the height: the strip of the gate
HEIGHT = 300


def gate(t: Translate, cell: str) -> go.Figure:
    """A strip from closed to open above; memories below; the marked steps dotted through both."""
    found, name = opened(), SHOWN[cell]
    one, plain = found["cells"][cell][name], next(iter(found["cells"][PLAIN].values()))
    steps, figure = np.arange(1, len(found["inputs"]) + 1), go.Figure()
    bars(figure, steps.tolist(), found["inputs"], [QUIET] * len(steps), name=t("learn.label.input"))
    figure.update_traces(marker={"color": QUIET.faint(0.35)})
    memory = steps_of(CELLS[cell]).STATES[-1]
    for look, values, which, state, wide in (
        (ODD, plain["kept"], PLAIN, "h", 1.1),
        (mark(cell), one["kept"], cell, memory, 3.4),
    ):
        label = t("learn.label.memory_of", cell=t(f"cell.{which}"), state=state)
        line(figure, steps, values, look, label, width=wide, dash="solid")
    framed(figure, t("chart.step"), legend=True)
    figure.add_heatmap(
        x=steps, y=[name], z=[one["values"]], zmin=0, zmax=1, colorscale=sequential(), showscale=False,
        yaxis="y2",
    )  # fmt: skip
    strip = {
        "domain": [1 - STRIP, 1],
        "anchor": "x",
        "fixedrange": True,
        "showgrid": False,
        "type": "category",
    }
    figure.update_layout(height=HEIGHT, yaxis={"domain": [0, 0.95 - STRIP]}, yaxis2=strip, bargap=0.2)
    figure.update_xaxes(tickvals=[*found["marks"], len(steps)], range=[0.5, len(steps) + 0.5])
    marked(figure, found["marks"])
    figure.update_shapes(line={"color": DARK.color})
    return figure
