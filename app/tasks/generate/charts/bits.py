"""Bits per character of every method: cells in their colours, n-grams grey, compressors hollow."""

from dataclasses import dataclass

import plotly.graph_objects as go

from app.charts.theme import SIMPLE, is_cell, mark, style
from app.i18n import Translate
from app.numbers import figure as written
from core.tasks.generate.outcome import WritingOutcome

ROW = 30  # pixels


@dataclass(frozen=True)
class BitsRow:
    """One line of the chart."""

    name: str
    bits: float
    spread: float | None  # over seeds
    compressor: bool


def bits_facts(outcome: WritingOutcome) -> list[BitsRow]:
    """All methods and, for scale, the compressors: most bits first, for Plotly draws the first one lowest."""
    rows = [BitsRow(one.name, one.bits, one.deviation, False) for one in outcome.methods]
    rows += [BitsRow(name, bits, None, True) for name, bits in outcome.compressed.items()]
    return sorted(rows, key=lambda row: -row.bits)


def bits_chart(rows: list[BitsRow], t: Translate) -> go.Figure:
    """Draw them as bars from 0, the figure at the end of each."""
    figure = go.Figure()
    for row in rows:
        look = mark(row.name) if is_cell(row.name) else SIMPLE
        figure.add_bar(
            x=[row.bits],
            y=[t(f"method.{row.name}")],
            orientation="h",
            text=[written(row.bits) + (f" ± {written(row.spread, 2)}" if row.spread else "")],
            textposition="outside",
            cliponaxis=False,
            marker={
                "color": "rgba(0,0,0,0)" if row.compressor else look.color,
                "line": {"color": look.color, "width": 1.5},
            },
        )
    style(figure, height=ROW * len(rows) + 70, x=t("chart.bits"))
    figure.update_layout(hovermode=False, bargap=0.3)
    figure.update_xaxes(range=[0, 1.2 * max(row.bits for row in rows)])
    return figure
