"""Three small pictures for the first page: a sequence, a cell's memory, three cells compared."""

import numpy as np
import plotly.graph_objects as go

from app.charts.theme import ACTUAL, CELL_MARKS, style

STEPS = 40


def sequence_chart() -> go.Figure:
    """A sequence: the shaded stretch is what the network sees, the points are what it is asked for."""
    steps = np.arange(STEPS)
    values = np.sin(steps / 3.2) + 0.25 * np.sin(steps / 1.3)
    seen, asked = slice(12, 32), slice(31, 38)
    figure = go.Figure()
    figure.add_scatter(x=steps[:32], y=values[:32], mode="lines", line={"color": ACTUAL.color, "width": 1.6})
    figure.add_vrect(x0=12, x1=31, fillcolor=CELL_MARKS["lstm"].faint(0.12), line_width=0)
    figure.add_scatter(
        x=steps[asked],
        y=values[asked],
        mode="lines+markers",
        line={"color": CELL_MARKS["gru"].color, "dash": "dash"},
        marker={"symbol": "diamond", "size": 6},
    )
    figure.add_scatter(
        x=steps[seen], y=values[seen], mode="lines", line={"color": CELL_MARKS["lstm"].color, "width": 2.4}
    )
    return _small(figure)


def memory_chart() -> go.Figure:
    """What remains of one input after so many steps: a plain cell multiplies it away, a gate may keep it."""
    steps = np.arange(STEPS)
    figure = go.Figure()
    for name, keeps in (("rnn", 0.80), ("gru", 0.965), ("lstm", 0.985)):
        look = CELL_MARKS[name]
        figure.add_scatter(
            x=steps, y=keeps**steps, mode="lines", line={"color": look.color, "dash": look.dash, "width": 2.2}
        )
        figure.add_annotation(
            x=steps[-1],
            y=keeps ** steps[-1],
            text=name.upper(),
            showarrow=False,
            xanchor="left",
            font={"color": look.color, "size": 12},
        )
    figure.update_layout(margin={"r": 44})
    return _small(figure, right=44)


def compare_chart() -> go.Figure:
    """Three cells against the best baseline: points with intervals around zero."""
    figure = go.Figure()
    for name, skill, spread in (("rnn", -4, 5), ("lstm", 2, 4), ("gru", 7, 4)):
        look = CELL_MARKS[name]
        figure.add_scatter(
            x=[skill],
            y=[name.upper()],
            mode="markers",
            error_x={"type": "constant", "value": spread},
            marker={"color": look.color, "symbol": look.symbol, "size": 11},
        )
    figure.add_vline(x=0, line={"color": "#8A919E", "width": 1.2})
    _small(figure)
    figure.update_yaxes(visible=True, showgrid=False)
    return figure


def _small(figure: go.Figure, right: int = 8) -> go.Figure:
    style(figure, height=150)
    figure.update_layout(hovermode=False, margin={"l": 4, "r": right, "t": 4, "b": 4}, dragmode=False)
    figure.update_xaxes(visible=False, fixedrange=True)
    figure.update_yaxes(visible=False, fixedrange=True)
    return figure
