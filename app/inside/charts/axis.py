"""The axis of steps: words slanted, dates and numbers flat and few; and the cursor on it."""

from collections.abc import Sequence
from html import escape
from typing import Any

import numpy as np
import plotly.graph_objects as go

from app.charts.labels import short
from app.charts.theme import ACTUAL

MOST_WORDS, MOST_DATES = 26, 3
APART = 0.06  # of all steps: so near to a mark no other step is named
DATE = 8  # letters from which on a label counts as a date, if all are as long


def step_ticks(steps: list[int], labels: list[str], marks: Sequence[int] = ()) -> dict[str, Any]:
    """Settings of an x axis whose steps are called by words or dates; steps that matter are named first."""
    few = len(labels) > MOST_DATES and (min(map(len, labels)) >= DATE or all(map(str.isdigit, labels)))
    if few:
        places = np.linspace(0.12, 0.88, MOST_DATES) * (len(labels) - 1)
        chosen = [int(place) for place in places.round()]
    else:
        chosen = list(range(0, len(labels), -(-len(labels) // MOST_WORDS)))
    if marks:
        named = [steps.index(step) for step in marks if step in steps]
        apart = len(steps) * APART
        chosen = named + [place for place in chosen if all(abs(place - one) > apart for one in named)]
    return {
        "tickvals": [steps[place] for place in chosen],
        "ticktext": [escape(short(labels[place], 16 if few else 10)) for place in chosen],
        "tickangle": 0 if few else -60,
    }


def cursor(chart: go.Figure, step: int) -> None:
    """A line through all panels."""
    here = {"x0": step, "x1": step, "y0": 0, "y1": 1, "yref": "paper"}
    chart.add_shape(type="line", line={"color": ACTUAL.color, "width": 1.5}, opacity=0.7, **here)


def marked(chart: go.Figure, marks: Sequence[int]) -> None:
    """Dotted lines through all panels, at the steps that matter."""
    for step in marks:
        here = {"x0": step, "x1": step, "y0": 0, "y1": 1, "yref": "paper"}
        look = {"color": ACTUAL.color, "width": 1.2, "dash": "dot"}
        chart.add_shape(type="line", line=look, opacity=0.55, **here)
