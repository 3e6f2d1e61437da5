"""Parallel coordinates (Inselberg 1985): every tried setting is a line through its values to its loss."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go

from app.charts.theme import is_dark

MOST_TICKS = 6
HEIGHT = 360
MOST_LEVEL, TILT = 3, -18  # with more axes their titles would run into each other on a phone; degrees
# From good to bad; both ends are seen on their ground, and told apart without colour by brightness.
SCALES = {
    True: [[0, "#FDE725"], [0.35, "#5EC962"], [0.7, "#21918C"], [1, "#9A9FF0"]],
    False: [[0, "#0B3C6F"], [0.35, "#21918C"], [0.7, "#7A9A1F"], [1, "#C77F0A"]],
}
AXIS = {"color": "rgba(138, 148, 166, 0.6)", "width": 1}
GROUND = {True: "#0f1218", False: "#ffffff"}  # as in the theme: Plotly draws a halo of it around figures


@dataclass(frozen=True)
class Axis:
    """One axis: a value per setting, and how some of them are written."""

    title: str
    values: list[float]
    write: Callable[[float], str] | None = None  # without it the chart chooses ticks by itself
    log: bool = False
    each: bool = False  # every value that comes up has a tick


def parallel_chart(axes: list[Axis], losses: list[float]) -> go.Figure:
    """Draw settings as lines; a drag along an axis keeps those that pass there.

    Args:
        axes: Those of the settings, then that of the loss.
        losses: Of each setting, lower is better; they colour the lines, which end on their axis.
    """
    ink, quiet = ("#E6E9EF", "#AEB6C4") if is_dark() else ("#1F2530", "#4C5566")
    line: dict[str, Any] = {"color": losses, "colorscale": SCALES[is_dark()]}
    figure = go.Figure(
        go.Parcoords(
            line=line, dimensions=[_dimension(axis) for axis in axes],
            labelangle=TILT if len(axes) > MOST_LEVEL else 0,
            labelfont={"color": ink, "size": 13}, tickfont={"color": quiet, "size": 12},
            rangefont={"color": "rgba(0,0,0,0)", "size": 1}, unselected={"line": {"opacity": 0.08}},
        )
    )  # fmt: skip
    figure.update_layout(
        height=HEIGHT, margin={"l": 48, "r": 48, "t": 72, "b": 20},
        paper_bgcolor=GROUND[is_dark()],
    )  # fmt: skip
    for place in range(len(axes)):  # Plotly draws the axes themselves in a quarter of black
        x = place / max(len(axes) - 1, 1)
        figure.add_shape(type="line", xref="paper", yref="paper", x0=x, x1=x, y0=0, y1=1, line=AXIS)
    return figure


def _dimension(axis: Axis) -> dict[str, Any]:
    values = np.log10(axis.values) if axis.log else np.array(axis.values, dtype=float)
    low, high = float(values.min()), float(values.max())
    room = 0.02 * (high - low) or 0.5
    drawn = {"label": axis.title, "values": values, "range": [low - room, high + room]}
    if axis.write is None:
        return drawn
    ticks = _ticks(axis)
    places = np.log10(ticks) if axis.log else ticks
    return drawn | {"tickvals": places, "ticktext": [axis.write(value) for value in ticks]}


def _ticks(axis: Axis) -> list[float]:
    """Every value where they are few, else some at equal distances."""
    known = sorted(set(axis.values))
    if axis.each or len(known) <= MOST_TICKS:
        return known
    make = np.geomspace if axis.log else np.linspace
    return [float(value) for value in make(known[0], known[-1], MOST_TICKS - 1)]
