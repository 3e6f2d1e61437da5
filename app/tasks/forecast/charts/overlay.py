"""Forecasts of several groups from one origin: what was known, what came, what each said."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from app.charts.theme import style
from app.charts.traces import line
from app.compare.charts.styles import Drawn
from app.i18n import Translate
from app.tasks.forecast.charts.origin import known_and_actual, known_before
from core.arrays import Floats


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
    known = known_before(history.iloc[: origin + 1], ahead)
    lines = [(look, np.concatenate([[last], values])) for look, values in forecasts]
    return OverlayFacts(known, history.iloc[origin : origin + ahead + 1], lines)


def overlay_chart(facts: OverlayFacts, t: Translate, unit: str) -> go.Figure:
    """Draw them."""
    figure, times = go.Figure(), facts.actual.index
    known_and_actual(figure, facts.known, times, facts.actual, t)
    for look, values in facts.lines:
        line(figure, times[: len(values)], values, look, look.name, width=look.width, marks=6)
    return style(figure, height=400, y=unit, legend=True)
