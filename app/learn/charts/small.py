"""Small networks: losses while they learnt, what they answer after each step, and their states."""

from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go

from app.charts.theme import ACTUAL, mark, style
from app.i18n import Translate
from app.inside.charts.colours import diverging
from core.byhand.training import Trained

GUESS = float(np.log(2))  # cross-entropy of saying one half to everything


def losses_chart(found: Mapping[str, Trained], t: Translate) -> go.Figure:
    """Cross-entropy on sequences that were not trained on, by updates; dotted: whoever says one half."""
    chart = go.Figure()
    style(chart, height=260, x=t("learn.small.updates"), y=t("learn.small.loss"), legend=True)
    for cell, one in found.items():
        look = mark(cell)
        chart.add_scatter(
            x=[look.update for look in one.looks], y=[look.loss for look in one.looks], mode="lines",
            name=t(f"cell.{cell}"), line={"color": look.color, "dash": look.dash, "width": 2.2},
            hovertemplate="%{y:.3f}",
        )  # fmt: skip
    chart.add_hline(y=GUESS, line={"color": ACTUAL.color, "width": 1, "dash": "dot"}, opacity=0.6)
    chart.add_annotation(
        x=1, xref="paper", xanchor="right", y=GUESS, yanchor="bottom", showarrow=False,
        text=t("learn.small.guess"), font={"size": 11, "color": ACTUAL.color},
    )  # fmt: skip
    return chart.update_yaxes(rangemode="tozero")


def answers_chart(found: Trained, shown: int, t: Translate) -> go.Figure:
    """What is answered after each step: blue where yes is true, orange where no is; one is thick."""
    chart, steps = go.Figure(), list(range(1, len(found.answers) + 1))
    (_, no), _, (_, yes) = diverging()
    style(chart, height=210, x=t("chart.step"), y=t("learn.small.answer"))
    for place, (truth, line) in enumerate(zip(found.truth, found.answers.T, strict=True)):
        chosen = place == shown
        chart.add_scatter(
            x=steps, y=line, mode="lines", showlegend=False, opacity=1.0 if chosen else 0.35,
            line={"color": yes if truth else no, "width": 3 if chosen else 1.4},
            name=str(place + 1), hovertemplate="%{y:.2f}" if chosen else None,
            hoverinfo=None if chosen else "skip",
        )  # fmt: skip
    chart.add_hline(y=0.5, line={"color": ACTUAL.color, "width": 1, "dash": "dot"}, opacity=0.6)
    return chart.update_yaxes(range=[-0.04, 1.04])


def states_chart(found: Trained, shown: int, t: Translate) -> go.Figure:
    """What one sequence gave to read, above the hidden state that each unit had."""
    states, inputs = found.states[:, shown], found.inputs[shown, :, 0]
    steps = list(range(1, len(states) + 1))
    chart = go.Figure()
    style(chart, height=260, x=t("chart.step"), y=t("inside.chart.unit"))
    chart.add_bar(
        x=steps, y=inputs, yaxis="y2", marker={"color": ACTUAL.color}, showlegend=False,
        name=t("inside.chart.input"), hovertemplate="%{y:.2f}",
    )  # fmt: skip
    chart.add_heatmap(
        x=steps, y=list(range(1, states.shape[1] + 1)), z=states.T, zmin=-1, zmax=1, showscale=False,
        colorscale=diverging(), name=t("inside.chart.state"), hovertemplate="%{y}: %{z:.2f}",
    )  # fmt: skip
    chart.update_layout(
        yaxis={"domain": [0.0, 0.72], "showgrid": False, "autorange": "reversed", "nticks": 6},
        yaxis2={"domain": [0.78, 1.0], "anchor": "x", "showgrid": False, "nticks": 3, "zeroline": True},
    )
    return chart.update_xaxes(showgrid=False, range=[0.4, len(steps) + 0.6])
