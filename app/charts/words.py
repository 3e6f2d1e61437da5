"""A text word by word: tinted by what each word contributed, and the probability after each word."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import plotly.graph_objects as go

from app.i18n import Translate
from app.numbers import figure
from app.theme import ACTUAL, SIMPLE, mark, style

FOR, AGAINST = (0, 114, 178), (213, 94, 0)  # colours of contributions to the class that was told
LINE = 30  # pixels
LETTER, GAP = 8.2, 12  # pixels of a Latin letter, between words
WIDE = 0x2E80  # from here on a letter takes the room of two
WIDTH = 330  # pixels that a line of words takes: a third of a wide page, all of a narrow one


@dataclass(frozen=True)
class WordFacts:
    """One word of a text as one network read it."""

    text: str
    known: bool
    contribution: float
    occlusion: float


def words_chart(words: Sequence[WordFacts], t: Translate) -> go.Figure:
    """Draw the words in lines, each tinted by its contribution; unknown ones are struck through."""
    largest = max((abs(word.contribution) for word in words), default=0.0) or 1.0
    chart = go.Figure()
    x, y = 0.0, 0
    for word in words:
        width = LETTER * sum(2 if ord(letter) > WIDE else 1 for letter in word.text) + GAP
        if x + width > WIDTH and x > 0:
            x, y = 0.0, y + 1
        share = abs(word.contribution) / largest
        red, green, blue = FOR if word.contribution >= 0 else AGAINST
        shown = escape(word.text)
        chart.add_annotation(
            x=x,
            y=-y,
            text=shown if word.known else f"<s>{shown}</s>",
            showarrow=False,
            xanchor="left",
            bgcolor=f"rgba({red},{green},{blue},{0.5 * share:.3f})",
            borderpad=3,
            font={"size": 14, "color": ACTUAL.color},
            hovertext=t(
                "words.hover",
                word=shown,
                contribution=figure(word.contribution, 2),
                occlusion=figure(word.occlusion, 2),
            ),
        )
        x += width
    style(chart, height=LINE * (y + 1) + 16)
    chart.update_xaxes(visible=False, range=[-4, WIDTH], fixedrange=True)
    chart.update_yaxes(visible=False, range=[-y - 0.6, 0.6], fixedrange=True)
    chart.update_layout(margin={"l": 2, "r": 2, "t": 4, "b": 4})
    return chart


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
            hovertemplate="%{text}: %{y:.0f} %",
        )
    chart.add_hline(y=50, line={"color": SIMPLE.color, "width": 1, "dash": "dot"})
    style(chart, height=250, x=t("chart.after_word"), y=t("chart.probability", label=label), legend=True)
    chart.update_yaxes(range=[0, 100])
    if len(words) <= 24:
        chart.update_xaxes(
            tickvals=list(range(1, len(words) + 1)), ticktext=[escape(word[:10]) for word in words]
        )
    return chart
