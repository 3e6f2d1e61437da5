"""The probability of a class after each word of a text."""

from collections.abc import Sequence
from html import escape

import plotly.graph_objects as go

from app.charts.theme import SIMPLE, mark, style
from app.charts.traces import MOST_MARKED, Stroke, line
from app.i18n import Translate
from app.numbers import percent_sign


def beginnings_chart(
    curves: dict[str, tuple[list[int], list[float]]], words: Sequence[str], t: Translate, label: str
) -> go.Figure:
    """Draw the probability of a class after each word, a line per cell."""
    chart = go.Figure()
    for cell, (ends, told) in curves.items():
        read = [words[end - 1] if end <= len(words) else "" for end in ends]
        belief(chart, ends, told, read, mark(cell), t(f"cell.{cell}"))
    framed(chart, after(words, t), t, label, height=250)
    if len(words) <= 24:
        chart.update_xaxes(
            tickvals=list(range(1, len(words) + 1)), ticktext=[escape(word[:10]) for word in words],
            tickangle=0 if of_characters(words) else None,
        )  # fmt: skip
    return chart


def belief(
    chart: go.Figure,
    places: Sequence[int],
    told: Sequence[float],
    words: Sequence[str],
    look: Stroke,
    name: str,
    width: float = 2,
) -> None:
    """What one network thought after each place in the text, in percent.

    Args:
        told: Probability of the class.
        words: Read last at each place.
    """
    line(
        chart, places, [100 * value for value in told], look, name, width=width,
        marks=7 if len(places) < MOST_MARKED else 0, text=[escape(word) for word in words],
        hovertemplate=f"%{{text}}: %{{y:.0f}}{percent_sign()}",
    )  # fmt: skip


def framed(chart: go.Figure, x: str, t: Translate, label: str, *, height: int) -> None:
    """The frame of a probability: from 0 to 100 %, with a line where nothing is known."""
    chart.add_hline(y=50, line={"color": SIMPLE.color, "width": 1, "dash": "dot"})
    style(chart, height=height, x=x, y=t("chart.probability", label=label), legend=True)
    chart.update_yaxes(range=[0, 100])


def after(words: Sequence[str], t: Translate) -> str:
    """What the axis counts: words, or characters where a text was cut into these."""
    return t("chart.after_character" if of_characters(words) else "chart.after_word")


def of_characters(words: Sequence[str]) -> bool:
    """Whether a text was cut into characters: signs stand alone in any text, letters beside each other."""
    return bool(words) and all(len(word) == 1 for word in words)
