"""A point with its interval a line, against what 0 stands for; figures stand right-aligned beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import plotly.graph_objects as go

from app.charts.theme import SIMPLE, style
from app.numbers import percent_sign, signed

ROW, LOW_ROW = 38, 30  # pixels; the lower one where there are many
MANY = 10  # rows


class Look(Protocol):
    """How a point is drawn."""

    @property
    def color(self) -> str: ...
    @property
    def symbol(self) -> str: ...


@dataclass(frozen=True)
class ForestRow:
    """One line. All numbers are shares."""

    label: str
    look: Look
    value: float  # where the point is
    low: float | None
    high: float | None
    figure: float | None  # what stands beside it
    size: int = 10  # pixels
    edge: int = 0  # of the point
    ink: str | None = None  # of the figure


def forest_chart(rows: Sequence[ForestRow], axis: str, *, in_points: bool = False) -> go.Figure:
    """Draw them in percent, the first one lowest.

    Args:
        in_points: They are differences of percentages: the axis says so, and no figure says per cent.
    """
    figure = go.Figure()
    for row in rows:
        look = row.look
        figure.add_scatter(
            x=[100 * row.value],
            y=[row.label],
            error_x=_interval(row),
            mode="markers",
            marker={
                "color": look.color, "symbol": look.symbol, "size": row.size,
                "line": {"color": look.color, "width": row.edge},
            },
        )  # fmt: skip
        figure.add_annotation(
            x=1, xref="paper", xanchor="right", xshift=62, y=row.label, showarrow=False,
            text=signed(row.figure).removesuffix(percent_sign() if in_points else ""),
            font={"size": 13, "color": row.ink},
        )  # fmt: skip
    figure.add_vline(x=0, line={"color": SIMPLE.color, "width": 1.4})
    tall = ROW if len(rows) <= MANY else LOW_ROW
    style(figure, height=tall * len(rows) + 90, x=axis)
    figure.update_layout(margin={"r": 66}, hovermode=False)
    return figure


def _interval(row: ForestRow) -> dict[str, Any] | None:
    if row.low is None or row.high is None:
        return None
    ahead, behind = 100 * (row.high - row.value), 100 * (row.value - row.low)
    return {"type": "data", "symmetric": False, "array": [ahead], "arrayminus": [behind], "thickness": 2}
