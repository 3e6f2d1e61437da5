"""What an output rests on: contributions of steps, or of steps and columns."""

from html import escape

import plotly.graph_objects as go

from app.charts.labels import category_labels
from app.charts.theme import ACTUAL, mark, style
from app.i18n import Translate
from app.inside.charts.axis import step_ticks
from app.inside.charts.colours import diverging
from core.arrays import Floats


def attribution_bars(
    cell: str,
    found: Floats,
    taken: Floats,
    labels: list[str],
    unit: str,
    reach: tuple[float, float],
    t: Translate,
) -> go.Figure:
    """Bars for integrated gradients, a line for what taking the step away changes; both (steps,).

    Args:
        reach: Lowest and highest value of all cells: pictures side by side have one scale.
    """
    look, steps = mark(cell), list(range(1, len(labels) + 1))
    words = [escape(label) for label in labels]
    chart = go.Figure()
    chart.add_bar(
        x=steps, y=found, name=t("inside.ig"), marker={"color": look.faint(0.75)}, text=words,
        textposition="none", hovertemplate="%{text}: %{y:.3g}",
    )  # fmt: skip
    chart.add_scatter(
        x=steps, y=taken, name=t("inside.occlusion"), mode="lines+markers" if len(steps) < 40 else "lines",
        line={"color": ACTUAL.color, "width": 1.2, "dash": "dot"}, marker={"size": 5},
        hovertemplate="%{y:.3g}",
    )  # fmt: skip
    style(chart, height=300, x=t("inside.chart.step"), y=unit, legend=True)
    chart.update_xaxes(**step_ticks(steps, labels))
    room = 0.05 * (reach[1] - reach[0]) or 1.0
    chart.update_yaxes(range=[reach[0] - room, reach[1] + room])
    return chart


def attribution_heat(
    found: Floats, columns: list[str], labels: list[str], title: str, reach: tuple[float, float], t: Translate
) -> go.Figure:
    """A heatmap of steps and columns, (steps, columns); `reach` as above."""
    steps = list(range(1, len(labels) + 1))
    most = max(-reach[0], reach[1]) or 1.0
    chart = go.Figure(
        go.Heatmap(
            x=steps, y=category_labels(columns), z=found.T, zmin=-most, zmax=most,
            colorscale=diverging(), colorbar={"thickness": 8, "outlinewidth": 0, "title": {"text": ""}},
            hovertemplate="%{y}: %{z:.3g}<extra></extra>",
        )
    )  # fmt: skip
    style(chart, height=110 + 22 * len(columns), x=t("inside.chart.step"))
    chart.update_layout(title={"text": title, "font": {"size": 12}}, margin={"t": 34})
    chart.update_yaxes(type="category", autorange="reversed")
    ticks = step_ticks(steps, labels)
    told = [word.replace(" ", "<br>") for word in ticks["ticktext"]]  # names and colours leave a phone little
    chart.update_xaxes(**ticks | {"ticktext": told, "tickfont": {"size": 10}})
    return chart
