"""The probability of a class after each word of a text."""

from collections.abc import Sequence
from html import escape

import plotly.graph_objects as go

from app.i18n import Translate
from app.numbers import percent_sign
from app.theme import SIMPLE, mark, style


def beginnings_chart(
    curves: dict[str, tuple[list[int], list[float]]], words: Sequence[str], t: Translate, label: str
) -> go.Figure:
    """Draw the probability of a class after each word, a line per cell."""
    chart = go.Figure()
    for cell, (ends, told) in curves.items():
        look = mark(cell)
        chart.add_scatter(
            x=ends,
            y=[100 * value for value in told],
            mode="lines+markers" if len(ends) < 40 else "lines",
            name=t(f"cell.{cell}"),
            line={"color": look.color, "dash": look.dash, "width": 2},
            marker={"symbol": look.symbol, "size": 7},
            text=[escape(words[end - 1]) if end <= len(words) else "" for end in ends],
            hovertemplate=f"%{{text}}: %{{y:.0f}}{percent_sign()}",
        )
    chart.add_hline(y=50, line={"color": SIMPLE.color, "width": 1, "dash": "dot"})
    style(chart, height=250, x=t("chart.after_word"), y=t("chart.probability", label=label), legend=True)
    chart.update_yaxes(range=[0, 100])
    if len(words) <= 24:
        chart.update_xaxes(
            tickvals=list(range(1, len(words) + 1)), ticktext=[escape(word[:10]) for word in words]
        )
    return chart
