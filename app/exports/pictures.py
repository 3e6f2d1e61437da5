"""Charts as they are taken out of the product: dark lines on white, whatever the visitor's theme."""

from collections.abc import Callable, Mapping
from html import escape
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go
import plotly.io as pio

from app.charts.theme import ACTUAL, CELL_MARKS, MUTED, SIMPLE, SPARE_MARKS

Figures = Mapping[str, Callable[[], go.Figure]]  # by name; each is drawn when it is asked for
FORMATS = ("svg", "png")
WIDTH, HEIGHT = 1200, 600  # pixels of a saved picture, at twice the density as PNG
HEADROOM, LINE = 84, 22  # pixels for the title above the chart, and for each further line of it
BUTTON = 44  # pixels above the title, where the page has the button that saves
LETTERS = 100  # of a line; nothing of a title is cut, for its end says which column it is
# Buttons are listed one by one: Plotly's usual ones include "Share chart...", which uploads the data.
LOCAL = {
    "displaylogo": False,
    "displayNotifier": False,
    "plotlyServerURL": "",
    "responsive": True,
    "showSendToCloud": False,
}
REPORT = {**LOCAL, "modeBarButtons": [["toImage", "resetScale2d"]]}


def saving_config(name: str, format: str) -> dict[str, Any]:
    """The configuration of a chart whose one button saves it from the browser.

    Args:
        name: Of the file, without its ending.
        format: One of FORMATS.
    """
    size = {"width": WIDTH, "height": HEIGHT, "scale": 2 if format == "png" else 1}
    saved = {"format": format, "filename": name, **size}
    return {
        **LOCAL,
        "displayModeBar": True,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": saved,
    }


def titled(figure: go.Figure, heading: str) -> go.Figure:
    """The same chart on white, under a title that says what it holds."""
    drawn, lines = on_white(figure), wrap(heading, LETTERS)
    drawn.update_layout(
        title={
            "text": "<br>".join(map(escape, lines)),
            "x": 0,
            "xref": "paper",
            "yref": "container",
            "y": 1,
            "yanchor": "top",
            "pad": {"t": BUTTON},
        },
        legend={"yref": "container", "y": 0, "yanchor": "bottom"},  # of many lines on a phone
        margin={"l": 16, "r": 16, "t": HEADROOM + LINE * (len(lines) - 1), "b": 16},
        modebar={"bgcolor": "#fff", "color": "#3f4653", "activecolor": "#3f4653"},
        paper_bgcolor="#fff",
        plot_bgcolor="#fff",
        font={"family": 'system-ui, "Noto Sans", "Noto Sans CJK SC", sans-serif'},
    )
    return drawn


def on_white(figure: go.Figure) -> go.Figure:
    """The chart with the tints of a light page.

    Importing Streamlit sets placeholder colours as Plotly's default, so the template is named here.
    """
    drawn = pio.from_json(_light(figure.to_json()))
    drawn.update_layout(template="plotly_white", autosize=True, width=None)
    return drawn


def _light(drawn: str) -> str:
    for look in (*CELL_MARKS.values(), *SPARE_MARKS, SIMPLE, ACTUAL, MUTED):
        for dark, light in ((look.dark, look.light), (_channels(look.dark), _channels(look.light))):
            drawn = drawn.replace(dark, light)
    return drawn


def _channels(color: str) -> str:
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},"
