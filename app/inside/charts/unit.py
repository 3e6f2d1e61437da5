"""One unit over the whole input: its states above, its gates below."""

from html import escape

import plotly.graph_objects as go

from app.charts.theme import ACTUAL, GATE_DASHES, mark, style
from app.i18n import Translate
from app.inside.charts.axis import cursor, marked, step_ticks
from core.arrays import Floats


def unit_chart(
    cell: str,
    parts: dict[str, tuple[str, str, Floats]],
    labels: list[str],
    first: int,
    at: int,
    t: Translate,
    marks: tuple[int, ...] = (),
) -> go.Figure:
    """Draw the lines.

    Args:
        parts: Name -> (kind, name in words, values (steps,)).
        first: Steps before the first one shown.
        at: Place of the cursor.
        marks: Steps that matter, from 1.
    """
    chart, steps = go.Figure(), list(range(first + 1, first + 1 + len(labels)))
    gated = any(kind == "gate" for kind, _, _ in parts.values())
    style(
        chart, height=430 if gated else 280, x=t("inside.chart.step"), y=t("inside.chart.state"), legend=True
    )
    drawn = {True: 0, False: 0}
    for name, (kind, words, values) in parts.items():
        gate = kind == "gate"
        color = ACTUAL.color if gate else mark(cell).color
        chart.add_scatter(
            x=steps, y=values, mode="lines", name=f"{name} · {words}", yaxis="y2" if gate else "y",
            line={"color": color, "dash": GATE_DASHES[drawn[gate] % 6], "width": 2 if name == "h" else 1.5},
            text=[escape(label) for label in labels], hovertemplate="%{y:.3f} (%{text})",
        )  # fmt: skip
        drawn[gate] += 1
    if gated:
        title = {"text": t("inside.chart.gate")}
        chart.update_layout(
            yaxis={"domain": [0.42, 1.0]}, hoversubplots="axis",
            yaxis2={"domain": [0.0, 0.34], "range": [-0.03, 1.03], "title": title, "anchor": "x"},
        )  # fmt: skip
    chart.update_xaxes(anchor="y2" if gated else "y", **step_ticks(steps, labels, marks))
    marked(chart, marks)
    cursor(chart, steps[at])
    return chart
