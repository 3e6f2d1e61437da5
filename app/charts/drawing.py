"""What the small pictures share: their frame, their colours, lines, points, bars and words."""

import re
from collections.abc import Sequence
from html import escape
from typing import Any
from unicodedata import east_asian_width

import numpy as np
import plotly.graph_objects as go

from app.charts.theme import ACTUAL, CELL_MARKS, SIMPLE, Mark, style
from app.charts.traces import band
from core.arrays import Floats

OURS, OTHER, ODD = CELL_MARKS["lstm"], CELL_MARKS["gru"], CELL_MARKS["rnn"]
QUIET, DARK = SIMPLE, ACTUAL
HEIGHT = 220
WIDEST = 40  # letters of a line under a picture
CLOSING = "，。；：！？、）”"  # begin no line
TALLER = 1.18  # of an axis above its highest bar, for the words there


def framed(figure: go.Figure, x: str = "", y: str = "", *, legend: bool = False) -> go.Figure:
    """The common frame: one height, nothing that moves under the pointer."""
    style(figure, height=HEIGHT, x=x, y=y, legend=legend)
    still = {"fixedrange": True}
    figure.update_layout(hovermode=False, dragmode=False, bargap=0.35, xaxis=still, yaxis=still)
    if x:
        figure.update_xaxes(title_text="<br>".join(map(escape, in_lines(x))))
    return figure


def in_lines(text: str, widest: int = WIDEST) -> list[str]:
    """A text in lines that fit under a picture on a phone; Chinese signs are twice as wide as letters."""
    lines = [""]
    for part in re.findall(r"[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+\s*|\s+", text):
        if width(lines[-1] + part.rstrip()) > widest and part not in CLOSING:
            lines.append("")
        lines[-1] += part
    return [line.strip() for line in lines if line.strip()]


def width(text: str) -> int:
    """How wide a text is, in letters."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def line(
    figure: go.Figure,
    x: Any,
    y: Any,
    look: Mark,
    name: str = "",
    *,
    width: float = 2,
    dash: str | None = None,
) -> None:
    """A line without points."""
    drawn = {"color": look.color, "width": width, "dash": dash or look.dash}
    figure.add_scatter(x=x, y=y, mode="lines", name=name, showlegend=bool(name), line=drawn)


def points(
    figure: go.Figure,
    x: Any,
    y: Any,
    look: Mark,
    name: str = "",
    *,
    size: int = 7,
    hollow: bool = False,
) -> None:
    """Points without a line."""
    drawn = {"color": look.color, "size": size, "symbol": look.symbol + ("-open" if hollow else "")}
    figure.add_scatter(x=x, y=y, mode="markers", name=name, showlegend=bool(name), marker=drawn)


def bars(
    figure: go.Figure,
    names: Sequence[Any],
    values: Sequence[float],
    looks: Sequence[Mark],
    words: Sequence[str] = (),
    name: str = "",
) -> None:
    """Bars with words above them; the axis leaves room for the words."""
    figure.add_bar(
        x=list(names),
        y=list(values),
        name=name,
        showlegend=bool(name),
        text=list(words) or None,
        textposition="outside",
        textfont={"color": DARK.color},
        cliponaxis=False,
        marker={"color": [look.faint(0.75) for look in looks]},
    )
    if words and min(values) >= 0:
        figure.update_yaxes(range=[0, TALLER * max(values)])


def word(figure: go.Figure, x: Any, y: Any, text: str, look: Mark = DARK, **more: Any) -> None:
    """A few words beside what they mean."""
    place = {"showarrow": False, "font": {"color": look.color, "size": 12}} | more
    figure.add_annotation(x=x, y=y, text=text, **place)


def area(figure: go.Figure, x: Any, low: Any, high: Any, look: Mark, share: float = 0.2) -> None:
    """A band without edges."""
    band(figure, x, low, high, look.faint(share))


def wave(count: int, noise: float = 0.25, seed: int = 3) -> Floats:
    """A series with a season of 12 and a little trend."""
    steps = np.arange(count)
    season = np.sin(steps * 2 * np.pi / 12) + 0.015 * steps
    return season + noise * np.random.default_rng(seed).standard_normal(count)


def autocorrelation(values: Floats, lags: int) -> Floats:
    """Correlation of a series with itself, 0 to `lags` steps later."""
    centred = values - values.mean()
    return np.array([centred[lag:] @ centred[: len(centred) - lag] for lag in range(lags + 1)]) / (
        centred @ centred
    )
