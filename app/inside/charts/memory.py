"""What one step kept of the memory and what it wrote, unit by unit."""

from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from app.charts.theme import ACTUAL, mark, style
from app.i18n import Translate
from core.arrays import Floats, Ints

MOST_UNITS = 24


@dataclass(frozen=True)
class MemoryFacts:
    """The units that changed most, in their own order."""

    cell: str
    units: Ints  # numbers, from 1
    before: Floats
    kept: Floats
    written: Floats
    all: int  # units there are

    @property
    def after(self) -> Floats:
        """The new memory."""
        return self.kept + self.written


def memory_facts(cell: str, before: list[float], kept: list[float], written: list[float]) -> MemoryFacts:
    """Choose the units where most was forgotten or written."""
    old, left, new = np.array(before), np.array(kept), np.array(written)
    moved = np.abs(old - left) + np.abs(new)
    rows = np.sort(np.argsort(-moved, kind="stable")[:MOST_UNITS])
    return MemoryFacts(cell, rows + 1, old[rows], left[rows], new[rows], len(old))


def memory_chart(facts: MemoryFacts, t: Translate) -> go.Figure:
    """Draw kept and written as bars that add up, the memory before and after as marks."""
    look, x = mark(facts.cell), [str(unit) for unit in facts.units]
    chart = go.Figure()
    chart.add_bar(x=x, y=facts.kept, name=t("inside.kept"), marker={"color": ACTUAL.faint(0.35)})
    chart.add_bar(x=x, y=facts.written, name=t("inside.written"), marker={"color": look.faint(0.7)})
    for name, values, symbol in (("before", facts.before, "circle-open"), ("after", facts.after, "diamond")):
        chart.add_scatter(
            x=x, y=values, mode="markers", name=t(f"inside.{name}"),
            marker={"symbol": symbol, "size": 8, "color": ACTUAL.color},
        )  # fmt: skip
    style(chart, height=300, x=t("inside.chart.unit"), y=t("inside.chart.memory"), legend=True)
    chart.update_layout(barmode="relative")
    chart.update_xaxes(type="category")
    return chart
