"""The series with its cuts, before training."""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from app.i18n import Translate
from app.theme import ACTUAL, style
from core.tasks.cuts import Cuts

MOST_POINTS = 3000
SHADES = {"train": 0.0, "stop": 0.10, "calibration": 0.18, "test": 0.28}


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
            blocks[name] = (index[start], index[end - 1])
    return SeriesFacts(values.iloc[::step], blocks)


def series_chart(facts: SeriesFacts, t: Translate, unit: str) -> go.Figure:
    """Draw the line and shade the blocks that training does not see."""
    figure = go.Figure(
        go.Scatter(
            x=facts.values.index,
            y=facts.values,
            mode="lines",
            name=t("chart.actual"),
            line={"color": ACTUAL.color, "width": 1.4},
        )
    )
    for name, (start, end) in facts.blocks.items():
        figure.add_vrect(
            x0=start,
            x1=end,
            fillcolor=f"rgba(82,108,220,{SHADES[name]})",
            line_width=0,
            layer="below",
            annotation_text=t(f"block.{name}"),
            annotation_position="top left",
            annotation_font_size=11,
        )
    return style(figure, height=260, y=unit)
