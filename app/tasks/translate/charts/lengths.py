"""BLEU by the length of the sentence: cells in their colours, simple methods grey."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from app.charts.theme import SIMPLE_DASHES, is_cell, mark, style
from app.compare.charts.styles import Drawn
from app.i18n import Translate
from core.tasks.translate.outcome import LengthBin, TranslationOutcome


@dataclass(frozen=True)
class LengthLine:
    """One method over the lengths."""

    name: str
    color: str
    dash: str
    symbol: str
    bins: Sequence[str]  # from how many pieces to how many
    bleu: Sequence[float]  # in hundredths


def length_facts(outcome: TranslationOutcome, t: Translate) -> list[LengthLine]:
    """A line for each method of an experiment, the best first."""
    found, dashes = [], iter(SIMPLE_DASHES)
    for one in outcome.methods:
        look = mark(one.name)
        dash = look.dash if is_cell(one.name) else next(dashes)
        found.append(_line(t(f"method.{one.name}"), look.color, dash, look.symbol, one.name, outcome.lengths))
    return found


def group_lines(looks: Mapping[str, Drawn], bins: Sequence[LengthBin]) -> list[LengthLine]:
    """A line for each group of runs that are compared."""
    return [_line(one.name, one.color, one.dash, one.symbol, key, bins) for key, one in looks.items()]


def _line(name: str, color: str, dash: str, symbol: str, key: str, parts: Sequence[LengthBin]) -> LengthLine:
    bins = [
        str(one.longest) if one.shortest == one.longest else f"{one.shortest}–{one.longest}" for one in parts
    ]
    return LengthLine(name, color, dash, symbol, bins, [100 * one.bleu[key] for one in parts])


def length_chart(lines: Sequence[LengthLine], t: Translate) -> go.Figure:
    """Draw them."""
    figure = go.Figure()
    for one in lines:
        figure.add_scatter(
            x=one.bins, y=one.bleu, mode="lines+markers", name=one.name,
            line={"color": one.color, "dash": one.dash, "width": 2},
            marker={"symbol": one.symbol, "size": 8, "color": one.color},
            hovertemplate="%{y:.1f}",
        )  # fmt: skip
    style(figure, height=320, x=t("translate.chart.length"), y="BLEU", legend=True)
    figure.update_xaxes(type="category")
    figure.update_yaxes(rangemode="tozero")
    return figure
