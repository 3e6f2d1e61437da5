"""Forecasts of several groups from one origin: what was known, what came, what each said."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from app.charts.gaps import with_dots
from app.charts.theme import ACTUAL, style
from app.compare.charts.styles import Drawn
from app.i18n import Translate
from core.arrays import Floats

LEAST_SHOWN = 12  # known steps


@dataclass(frozen=True)
class OverlayFacts:
    """What is drawn; every line starts at the last known value, and what was not measured is a gap."""

    known: pd.Series
    actual: pd.Series  # from the origin on, as far as the longest forecast reaches
    lines: list[tuple[Drawn, Floats]]


def overlay_facts(history: pd.Series, origin: int, forecasts: Sequence[tuple[Drawn, Floats]]) -> OverlayFacts:
    """Gather one origin.

    Args:
        history: The target, NaN where it was not measured.
        origin: Row of the last known step in it.
        forecasts: What each group said, one number per step ahead.
    """
    ahead = max(len(values) for _, values in forecasts)
    last = float(history.iloc[: origin + 1].dropna().iloc[-1])
    known = history.iloc[max(0, origin + 1 - max(LEAST_SHOWN, 3 * ahead)) : origin + 1]
    lines = [(look, np.concatenate([[last], values])) for look, values in forecasts]
    return OverlayFacts(known, history.iloc[origin : origin + ahead + 1], lines)


def overlay_chart(facts: OverlayFacts, t: Translate, unit: str) -> go.Figure:
    """Draw them."""
    figure, dark = go.Figure(), {"color": ACTUAL.color}
    known, actual = facts.known, facts.actual
    figure.add_scatter(
        x=known.index, y=known, **with_dots(known), name=t("chart.known"), line={**dark, "width": 1.5}
    )
    figure.add_scatter(
        x=actual.index, y=actual, mode="lines+markers", name=t("chart.actual"), line={**dark, "width": 2.4}
    )
    for look, values in facts.lines:
        figure.add_scatter(
            x=actual.index[: len(values)],
            y=values,
            mode="lines+markers",
            name=look.name,
            line=look.line,
            marker={"symbol": look.symbol, "size": 6},
        )
    return style(figure, height=400, y=unit, legend=True)
