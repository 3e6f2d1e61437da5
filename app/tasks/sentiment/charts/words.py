"""The probability of a class after each word of a text."""

from collections.abc import Sequence
from html import escape

import plotly.graph_objects as go

from app.charts.theme import SIMPLE, mark, style
from app.i18n import Translate
from app.numbers import percent_sign


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
    style(chart, height=250, x=after(words, t), y=t("chart.probability", label=label), legend=True)
    chart.update_yaxes(range=[0, 100])
    if len(words) <= 24:
        chart.update_xaxes(
            tickvals=list(range(1, len(words) + 1)), ticktext=[escape(word[:10]) for word in words],
            tickangle=0 if of_characters(words) else None,
        )  # fmt: skip
    return chart


def after(words: Sequence[str], t: Translate) -> str:
    """What the axis counts: words, or characters where a text was cut into these."""
    return t("chart.after_character" if of_characters(words) else "chart.after_word")


def of_characters(words: Sequence[str]) -> bool:
    """Whether a text was cut into characters: signs stand alone in any text, letters beside each other."""
    return bool(words) and all(len(word) == 1 for word in words)
