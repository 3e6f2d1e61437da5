"""One group against each other one, as points with intervals."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from app.charts.forest import ForestRow, forest_chart
from app.compare.charts.styles import Drawn
from core.compare.test_set import Difference


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
    """Draw points with intervals, in percentage points."""
    drawn = [ForestRow(row.look.name, row.look, row.gain, row.low, row.high, row.gain) for row in rows]
    return forest_chart(drawn, axis, in_points=True)
