"""Parallel coordinates (Inselberg 1985): every tried setting is a line through its values to its loss."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go

from app.theme import is_dark

MOST_TICKS = 6
HEIGHT = 340
# From good to bad; both ends are seen on their ground, and told apart without colour by brightness.
SCALES = {
    True: [[0, "#FDE725"], [0.35, "#5EC962"], [0.7, "#21918C"], [1, "#5A5FA8"]],
    False: [[0, "#0B3C6F"], [0.35, "#21918C"], [0.7, "#86BF6A"], [1, "#D9C94A"]],
}


@dataclass(frozen=True)
class Axis:
    """One axis: a value per setting, and how some of them are written."""

    title: str
    values: list[float]
    write: Callable[[float], str]
    log: bool = False
    each: bool = False  # every value that comes up has a tick


def parallel_chart(axes: list[Axis], losses: list[float], loss: str) -> go.Figure:
    """Draw settings as lines; a drag along an axis keeps those that pass there.

    Args:
        axes: Those of the settings, then that of the loss.
        losses: Of each setting, lower is better; colours the lines.
        loss: What the colour stands for.
    """
    ink, quiet = ("#E6E9EF", "#AEB6C4") if is_dark() else ("#1F2530", "#4C5566")
    line: dict[str, Any] = {"color": losses, "colorscale": SCALES[is_dark()]}
    line["colorbar"] = {
        "title": {"text": loss, "side": "right", "font": {"color": quiet, "size": 12}},
        "tickfont": {"color": quiet, "size": 11}, "thickness": 10, "outlinewidth": 0,
    }  # fmt: skip
    line["showscale"] = len(set(losses)) > 1
    figure = go.Figure(
        go.Parcoords(
            line=line, dimensions=[_dimension(axis) for axis in axes],
            labelfont={"color": ink, "size": 13}, tickfont={"color": quiet, "size": 12},
            rangefont={"color": "rgba(0,0,0,0)", "size": 1}, unselected={"line": {"opacity": 0.08}},
        )
    )  # fmt: skip
    figure.update_layout(
        height=HEIGHT, margin={"l": 44, "r": 24, "t": 52, "b": 24},
        paper_bgcolor="rgba(0,0,0,0)", plot_bgcolor="rgba(0,0,0,0)",
    )  # fmt: skip
    return figure


def _dimension(axis: Axis) -> dict[str, Any]:
    values = np.log10(axis.values) if axis.log else np.array(axis.values, dtype=float)
    ticks = _ticks(axis)
    low, high = float(values.min()), float(values.max())
    room = 0.02 * (high - low) or 0.5
    return {
        "label": axis.title,
        "values": values,
        "range": [low - room, high + room],
        "tickvals": np.log10(ticks) if axis.log else ticks,
        "ticktext": [axis.write(value) for value in ticks],
    }


def _ticks(axis: Axis) -> list[float]:
    """Every value where they are few, else some at equal distances."""
    known = sorted(set(axis.values))
    if axis.each or len(known) <= MOST_TICKS:
        return known
    make = np.geomspace if axis.log else np.linspace
    return [float(value) for value in make(known[0], known[-1], MOST_TICKS - 1)]
