"""The forecast from the last row: a fan on future dates, after the last stretch of history."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from app.i18n import Translate
from app.numbers import percent
from app.theme import ACTUAL, is_cell, mark, style
from core.arrays import Floats
from core.tasks.outcome import Outcome

SHOWN_HORIZONS = 5  # history shown at first, in horizons, so that the fan can be seen
LEAST_SHOWN = 12
AIR = 0.06  # of the value axis, above and below


@dataclass(frozen=True)
class ForecastFacts:
    """What is drawn. Every line starts at the last known value, so that nothing hangs in the air."""

    history: pd.Series  # NaN where nothing was measured: the line has a gap
    times: pd.Index  # last known time, then the future
    lines: dict[str, Floats]  # method -> values at `times`
    shown: str  # the cell whose intervals are drawn
    bands: dict[float, tuple[Floats, Floats]]  # level -> low and high, the widest first
    reference: str
    zoom: tuple[object, object]
    tall: tuple[float, float]  # range of the value axis that fits the zoom


def forecast_facts(outcome: Outcome) -> ForecastFacts:
    """Gather cells, the reference and the bands of the cell that is shown."""
    future, history = outcome.future, outcome.history
    last = float(history.iloc[-1])
    times = history.index[-1:].append(pd.Index(future.times))
    cells = list(future.intervals)
    names = [*cells, outcome.reference] if outcome.reference in future.forecasts else cells
    lines = {name: np.concatenate([[last], future.forecasts[name]]) for name in names}
    bands = {
        level: (np.concatenate([[last], low]), np.concatenate([[last], high]))
        for level, (low, high) in sorted(future.intervals[outcome.shown].items(), reverse=True)
    }
    stretch = history.iloc[-max(LEAST_SHOWN, SHOWN_HORIZONS * len(future.times)) :]
    reach = [stretch.to_numpy(), *lines.values(), *(edge for band in bands.values() for edge in band)]
    low, high = min(float(np.nanmin(r)) for r in reach), max(float(np.nanmax(r)) for r in reach)
    air = AIR * (high - low or 1.0)
    return ForecastFacts(
        history,
        times,
        lines,
        outcome.shown,
        bands,
        outcome.reference,
        (stretch.index[0], times[-1] + (times[-1] - times[-2]) / 2),
        (low - air, high + air),
    )


def forecast_chart(facts: ForecastFacts, t: Translate, unit: str) -> go.Figure:
    """Draw history, bands and lines."""
    figure = go.Figure()
    for level, band in facts.bands.items():
        _band(figure, facts, level, band)
    dark = {"color": ACTUAL.color, "width": 1.5}
    figure.add_scatter(
        x=facts.history.index, y=facts.history, mode="lines", name=t("chart.actual"), line=dark
    )
    for name, values in facts.lines.items():
        look, cell = mark(name), is_cell(name)
        figure.add_scatter(
            x=facts.times,
            y=values,
            mode="lines+markers" if cell else "lines",
            name=t(f"method.{name}"),
            line={"color": look.color, "width": 2 if cell else 1.5, "dash": look.dash},
            marker={"symbol": look.symbol, "size": 6},
        )
    figure.add_vline(x=facts.times[0], line={"color": ACTUAL.color, "width": 1, "dash": "dot"}, opacity=0.6)
    style(figure, height=400, y=unit, legend=True)
    figure.update_xaxes(range=list(facts.zoom))
    figure.update_yaxes(range=list(facts.tall))
    return figure


def _band(figure: go.Figure, facts: ForecastFacts, level: float, band: tuple[Floats, Floats]) -> None:
    """An interval as a filled area without edges, the wider one lighter."""
    low, high = band
    edge = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    fill = mark(facts.shown).faint(0.13 if level > 0.9 else 0.25)
    figure.add_scatter(x=facts.times, y=high, showlegend=False, **edge)
    figure.add_scatter(x=facts.times, y=low, fill="tonexty", fillcolor=fill, name=percent(level, 0), **edge)
