"""One group against each other one, as points with intervals."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from app.charts.theme import SIMPLE, style
from app.compare.charts.styles import Drawn
from app.numbers import percent_sign, signed
from core.compare.test_set import Difference

ROW = 38  # pixels


@dataclass(frozen=True)
class PairRow:
    """How one group does against the one that all are drawn against; above 0 is better."""

    look: Drawn
    gain: float
    low: float | None
    high: float | None


def pair_facts(differences: Sequence[Difference], looks: Sequence[Drawn], against: int) -> list[PairRow]:
    """Every other group against one, the best last, since Plotly draws from below.

    A gain of a pair that was tested the other way round changes its sign.
    """
    rows = []
    for one in differences:
        if against not in (one.first, one.second) or one.gain is None:
            continue
        if one.second == against:
            rows.append(PairRow(looks[one.first], one.gain, one.low, one.high))
        else:
            low = None if one.high is None else -one.high
            high = None if one.low is None else -one.low
            rows.append(PairRow(looks[one.second], -one.gain, low, high))
    return sorted(rows, key=lambda row: row.gain)


def pairs_chart(rows: Sequence[PairRow], axis: str) -> go.Figure:
    """Draw points with intervals, in percent; figures stand right-aligned beside them."""
    figure = go.Figure()
    for row in rows:
        interval = None
        if row.low is not None and row.high is not None:
            ahead, behind = 100 * (row.high - row.gain), 100 * (row.gain - row.low)
            interval = {"type": "data", "symmetric": False, "array": [ahead], "arrayminus": [behind]}
        figure.add_scatter(
            x=[100 * row.gain],
            y=[row.look.name],
            error_x=interval,
            mode="markers",
            marker={"color": row.look.color, "symbol": row.look.symbol, "size": 10},
        )
        points = signed(row.gain).removesuffix(percent_sign())  # the axis says what they are
        figure.add_annotation(
            x=1, xref="paper", xanchor="right", xshift=62, y=row.look.name, text=points,
            showarrow=False, font={"size": 13},
        )  # fmt: skip
    figure.add_vline(x=0, line={"color": SIMPLE.color, "width": 1.4})
    style(figure, height=ROW * len(rows) + 90, x=axis)
    figure.update_layout(margin={"r": 66}, hovermode=False)
    return figure
