"""Bits per character, perplexity of words or recall of items by method: cells in their colours, simple ones
grey, compressors hollow."""

import math
from dataclasses import dataclass

import plotly.graph_objects as go

from app.charts.theme import SIMPLE, is_cell, mark, style
from app.i18n import Translate
from app.numbers import figure as written
from core.tasks.generate.outcome import Teller, WritingOutcome

ROW = 30  # pixels


@dataclass(frozen=True)
class BitsRow:
    """One line of the chart."""

    name: str
    bits: float  # or perplexity
    spread: float | None  # over seeds
    compressor: bool


def bits_facts(outcome: WritingOutcome) -> list[BitsRow]:
    """All methods and, for scale, the compressors: the worst first, for Plotly draws the first one lowest."""
    rows = [BitsRow(one.name, told_by(one, outcome), _spread(one, outcome), False) for one in outcome.methods]
    rows += [BitsRow(name, bits, None, True) for name, bits in outcome.compressed.items()]
    sign = 1 if outcome.task.unit == "items" else -1  # of recall, much is good
    return sorted(rows, key=lambda row: sign * row.bits)


def told_by(one: Teller, outcome: WritingOutcome) -> float:
    """What is shown of a method: bits per character, perplexity of words, recall of items."""
    told = {"characters": one.bits, "words": one.perplexity, "items": one.recall}
    return told[outcome.task.unit]


def _spread(one: Teller, outcome: WritingOutcome) -> float | None:
    """Over seeds, of what is shown."""
    if one.deviation is None or outcome.task.unit != "words":
        return one.deviation
    return one.deviation * math.log(2) * one.perplexity  # as far as its slope goes


def bits_chart(rows: list[BitsRow], axis: str, t: Translate) -> go.Figure:
    """Draw them as bars from 0, the figure at the end of each.

    Args:
        axis: What the figures are.
    """
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
    style(figure, height=ROW * len(rows) + 70, x=axis)
    figure.update_layout(hovermode=False, bargap=0.3)
    figure.update_xaxes(range=[0, 1.2 * (max(row.bits for row in rows) or 1.0)])
    return figure
