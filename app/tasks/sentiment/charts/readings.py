"""The probability of a class along one text, by networks that may cut it into different words."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import plotly.graph_objects as go

from app.charts.theme import SIMPLE, style
from app.compare.charts.styles import Drawn
from app.i18n import Translate
from app.numbers import percent_sign
from app.tasks.sentiment.charts.words import after

FEW = 24  # words that are written below the axis


@dataclass(frozen=True)
class Reading:
    """What one network thought after each place in the text."""

    look: Drawn
    places: Sequence[int]  # letters read so far
    words: Sequence[str]  # read last there
    told: Sequence[float]  # probability of the class


def readings_chart(
    readings: Sequence[Reading], ticks: Sequence[tuple[int, str]], t: Translate, label: str
) -> go.Figure:
    """Draw them over the letters read so far.

    Args:
        ticks: Where the words of the first network end, and the words.
        label: Name of the class.
    """
    figure = go.Figure()
    for one in readings:
        figure.add_scatter(
            x=list(one.places),
            y=[100 * value for value in one.told],
            mode="lines+markers" if len(one.places) < 40 else "lines",
            name=one.look.name,
            line=one.look.line,
            marker={"symbol": one.look.symbol, "size": 7},
            text=[escape(word) for word in one.words],
            hovertemplate=f"%{{text}}: %{{y:.0f}}{percent_sign()}",
        )
    figure.add_hline(y=50, line={"color": SIMPLE.color, "width": 1, "dash": "dot"})
    style(figure, height=320, x=t("compare.axis.letters"), y=t("chart.probability", label=label), legend=True)
    figure.update_yaxes(range=[0, 100])
    if len(ticks) <= FEW:
        figure.update_xaxes(
            title_text=after([word for _, word in ticks], t),
            tickvals=[place for place, _ in ticks],
            ticktext=[escape(word[:10]) for _, word in ticks],
        )
    return figure
