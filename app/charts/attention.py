"""Attention as a matrix: words that were read from left to right, words that were written downwards."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from app.charts.labels import SHARP
from app.charts.theme import ACTUAL, style
from app.i18n import Translate

CELL, AROUND = 26, 84  # pixels of a row, and above and below all
TALLEST = 900


@dataclass(frozen=True)
class AttentionFacts:
    """What is drawn."""

    read: list[str]
    written: list[str]  # the end behind the words
    weights: Sequence[Sequence[float]]  # (written, read)


def attention_facts(
    words: Sequence[str], written: Sequence[str], weights: Sequence[Sequence[float]], t: Translate
) -> AttentionFacts:
    """Words as one can see them; where a translation was broken off there is no end."""
    told = [*written, t("translate.end")][: len(weights)]
    return AttentionFacts([visible(one) for one in words], [visible(one) for one in told], weights)


def attention_chart(facts: AttentionFacts, t: Translate) -> go.Figure:
    """Draw it: each row sums to one, the darker the more."""
    figure = go.Figure()
    figure.add_heatmap(
        z=facts.weights, zmin=0, zmax=1, showscale=False, xgap=1, ygap=1,
        colorscale=[[0, ACTUAL.faint(0.02)], [1, ACTUAL.faint(0.95)]],
        customdata=[[(row, column) for column in facts.read] for row in facts.written],
        hovertemplate="%{customdata[1]} → %{customdata[0]}: %{z:.2f}<extra></extra>",
    )  # fmt: skip
    height = min(CELL * len(facts.written) + AROUND, TALLEST)
    style(figure, height=height, x=t("translate.chart.read"), y=t("translate.chart.written"))
    for axis, names in (("xaxis", facts.read), ("yaxis", facts.written)):
        figure.update_layout(
            {axis: {"tickmode": "array", "tickvals": list(range(len(names))), "ticktext": names,
                    "showgrid": False}}
        )  # fmt: skip
    figure.update_yaxes(autorange="reversed")
    figure.update_layout(hovermode="closest")
    return figure


def visible(word: str) -> str:
    """A word as one can see it, and Plotly takes for no markup."""
    return {" ": "␣", "\t": "⇥"}.get(word, word).translate(SHARP)
