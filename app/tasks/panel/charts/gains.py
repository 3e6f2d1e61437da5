"""On how many series one method is better than another, and by how much."""

from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from app.charts.theme import SIMPLE, mark, style
from app.i18n import Translate
from core.arrays import Floats

FARTHEST = 1.0  # gains beyond it are drawn at the edge
BARS = 40


@dataclass(frozen=True, eq=False)
class GainFacts:
    """Shares of the reference's error that are gone, by series."""

    cell: str
    gains: Floats

    @property
    def better(self) -> float:
        """Share of the series on which it is better."""
        return float((self.gains > 0).mean()) if len(self.gains) else 0.0


def gain_facts(cell: str, errors: Floats, reference: Floats) -> GainFacts:
    """Of the series that have both."""
    kept = np.isfinite(errors) & np.isfinite(reference) & (reference > 0)
    return GainFacts(cell, 1 - errors[kept] / reference[kept])


def gains_chart(facts: GainFacts, t: Translate) -> go.Figure:
    """How many series lie at each gain; those left of zero are worse."""
    edges = np.linspace(-FARTHEST, FARTHEST, BARS + 1)
    counts, _ = np.histogram(np.clip(facts.gains, -FARTHEST, FARTHEST), edges)
    middle, look = 50 * (edges[:-1] + edges[1:]), mark(facts.cell)
    colors = [look.color if at > 0 else SIMPLE.color for at in middle]
    figure = go.Figure(
        go.Bar(x=middle, y=counts, marker={"color": colors}, width=100 * FARTHEST / BARS * 1.8)
    )
    figure.add_vline(x=0, line={"color": SIMPLE.color, "width": 1})
    return style(figure, height=260, x=t("panel.gain.axis"), y=t("panel.series.axis"))
