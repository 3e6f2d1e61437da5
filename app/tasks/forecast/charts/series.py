"""The series with its cuts, before training."""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from app.charts.gaps import with_dots
from app.charts.theme import ACTUAL, style
from app.i18n import Translate
from core.tasks.forecast.cuts import Cuts

MOST_POINTS = 3000
SHADES = {"train": 0.0, "validation": 0.10, "calibration": 0.18, "test": 0.28}
# Height of a label: narrow blocks never collide.
FLAGS = {"train": 0, "validation": 2, "calibration": 1, "test": 0}
FLAG = 15  # pixels


@dataclass(frozen=True)
class SeriesFacts:
    """What is drawn: the values, and where each block begins and ends on the time axis."""

    values: pd.Series
    blocks: dict[str, tuple[object, object]]


def series_facts(values: pd.Series, cuts: Cuts | None) -> SeriesFacts:
    """Thin very long series evenly; place the cuts."""
    step = -(-len(values) // MOST_POINTS)
    blocks = {}
    if cuts is not None:
        index = values.index[len(values) - cuts.rows :]
        for name in SHADES:
            start, end = cuts.block(name)
            blocks[name] = (index[start], index[min(end, len(index) - 1)])
    return SeriesFacts(values.iloc[::step], blocks)


def series_chart(facts: SeriesFacts, t: Translate, unit: str) -> go.Figure:
    """Draw the line, shade the blocks that training does not see, and name each block above it."""
    figure = go.Figure(
        go.Scatter(
            x=facts.values.index,
            y=facts.values,
            **with_dots(facts.values),
            name=t("chart.actual"),
            line={"color": ACTUAL.color, "width": 1.4},
        )
    )
    style(figure, height=290 if facts.blocks else 260, y=unit)
    for name, (start, end) in facts.blocks.items():
        _block(figure, name, start, end, t(f"block.{name}"))
    if facts.blocks:
        figure.update_layout(margin={"t": FLAG * (1 + max(FLAGS.values())) + 6})
        figure.update_xaxes(range=[facts.values.index[0], facts.blocks["test"][1]])
    return figure


def _block(figure: go.Figure, name: str, start: object, end: object, label: str) -> None:
    fill = f"rgba(82,108,220,{SHADES[name]})"
    figure.add_vrect(x0=start, x1=end, fillcolor=fill, line_width=0, layer="below")
    figure.add_annotation(
        x=start, y=1, yref="paper", text=label, xanchor="left", yanchor="bottom", yshift=FLAG * FLAGS[name],
        showarrow=False, font={"size": 12},
    )  # fmt: skip
    if FLAGS[name]:  # a thin pole down to its block
        pole = {"arrowhead": 0, "arrowwidth": 1, "arrowcolor": "rgba(128,136,150,0.6)"}
        figure.add_annotation(
            x=start, y=1, yref="paper", ax=0, ay=-FLAG * (FLAGS[name] + 0.5), showarrow=True, **pole
        )
