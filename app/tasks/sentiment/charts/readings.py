"""The probability of a class along one text, by networks that may cut it into different words."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import plotly.graph_objects as go

from app.compare.charts.styles import Drawn
from app.i18n import Translate
from app.tasks.sentiment.charts.words import after, belief, framed

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
        belief(figure, list(one.places), one.told, one.words, one.look, one.look.name, one.look.width)
    framed(figure, t("compare.axis.letters"), t, label, height=320)
    if len(ticks) <= FEW:
        figure.update_xaxes(
            title_text=after([word for _, word in ticks], t),
            tickvals=[place for place, _ in ticks],
            ticktext=[escape(word[:10]) for _, word in ticks],
        )
    return figure
