"""One colour, dash and marker per cell everywhere, told apart without colour too; baselines are grey."""

from dataclasses import dataclass, replace

import plotly.graph_objects as go
import streamlit as st

from app.charts.dates import date_axis
from app.charts.labels import title
from core.cells import CELLS
from core.evaluate.baselines import BASELINES
from core.words.methods import alone


@dataclass(frozen=True)
class Mark:
    """How a method is drawn."""

    light: str
    dark: str
    dash: str
    symbol: str

    @property
    def color(self) -> str:
        """The tint for the visitor's theme."""
        return self.dark if is_dark() else self.light

    def faint(self, share: float) -> str:
        """The same colour, mostly transparent."""
        red, green, blue = (int(self.color[i : i + 2], 16) for i in (1, 3, 5))
        return f"rgba({red},{green},{blue},{share})"


CELL_MARKS = {
    "lstm": Mark("#0072B2", "#5AB4E5", "solid", "circle"),
    "gru": Mark("#009E73", "#3FCBA0", "dash", "diamond"),
    "rnn": Mark("#D55E00", "#FF9A57", "dot", "square"),
    "mgu": Mark("#A65FA0", "#DE9BD8", "dashdot", "triangle-up"),
}
SPARE_MARKS = (  # for cells that are added to the table
    Mark("#8C6D00", "#E3C04A", "longdash", "cross"),
    Mark("#7A4A21", "#C79A6B", "10px,3px,3px,3px", "pentagon"),
)
SIMPLE = Mark("#8A919E", "#8A919E", "longdashdot", "line-ns-open")
ACTUAL = Mark("#3B414D", "#C3C9D4", "solid", "circle")
MUTED = Mark("#59606c", "#a9b0bc", "solid", "circle")  # words of axes: Plotly's own grey is too pale to read
# Would flatten all other lines: drawn when its name in the legend is clicked.
FAR_OFF = tuple(name for name, row in BASELINES.items() if row.level)
SIMPLE_DASHES = (  # by place in the table of baselines, the same in every chart; the last are spare ones
    "dot",
    "8px,3px,2px,3px,2px,3px",
    "dashdot",
    "longdash",
    "dash",
    "solid",
    "6px,2px,2px,2px,2px,2px",
    "12px,4px,2px,4px",
    "2px,6px",
    "longdashdot",
    "14px,3px",
    "10px,2px,4px,2px",
    "4px,4px,1px,4px",
    "16px,3px,4px,3px,4px,3px",
)
GATE_DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
# Without a toolbar: it would lie on the legend, and on phones stay there. Nothing can be uploaded.
CONFIG = {"displayModeBar": False, "showSendToCloud": False, "plotlyServerURL": ""}


def is_dark() -> bool:
    """Whether the visitor sees dark pages."""
    return getattr(st.context.theme, "type", None) == "dark"


def is_cell(method: str) -> bool:
    """Whether a method is a recurrent cell, which is drawn in colour."""
    return method in CELLS


def is_mixed(method: str) -> bool:
    """Whether a method is the mean of a cell and a baseline: the cell's colour, an open marker."""
    return alone(method) in CELLS and method not in CELLS


def mark(method: str) -> Mark:
    """A cell's mark, a spare one where it was added later, or the grey of the baselines."""
    if is_mixed(method):
        whole = mark(alone(method))
        return replace(whole, dash="longdashdot", symbol=f"{whole.symbol}-open")
    if method in CELL_MARKS:
        return CELL_MARKS[method]
    if method in BASELINES:
        place = list(BASELINES).index(method)
        return replace(SIMPLE, dash=SIMPLE_DASHES[place % len(SIMPLE_DASHES)])
    if method not in CELLS:
        return SIMPLE
    later = [name for name in CELLS if name not in CELL_MARKS]
    return SPARE_MARKS[later.index(method) % len(SPARE_MARKS)]


def style(figure: go.Figure, *, height: int, x: str = "", y: str = "", legend: bool = False) -> go.Figure:
    """Give a figure the common frame: little margin, quiet grid, axis titles with units."""
    grid = "rgba(128,136,150,0.22)"
    words = {"color": MUTED.color}
    axis = {"gridcolor": grid, "zeroline": False, "automargin": True, "tickfont": words}
    dates = date_axis(figure)
    figure.update_layout(  # in one call: each costs milliseconds, whatever it sets
        height=height,
        margin={"l": 8, "r": 8, "t": 28 if legend else 10, "b": 8},
        showlegend=legend,
        legend={
            "orientation": "h",
            "y": 1.02,
            "yanchor": "bottom",
            "x": 0,
            "font": {"size": 12},
            "traceorder": "normal",
        },
        hovermode="x unified",
        modebar={"bgcolor": "rgba(0,0,0,0)"},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        xaxis={"title": {"text": title(x), "font": words}} | axis | dates,
        yaxis={"title": {"text": title(y), "font": words}} | axis,
    )
    return figure
