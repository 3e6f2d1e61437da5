"""The forecast from the last row: a fan on future dates, after the last stretch of history."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from app.charts.gaps import with_dots
from app.charts.theme import ACTUAL, SIMPLE, is_cell, mark, style
from app.charts.traces import band, line
from app.i18n import Translate
from app.numbers import percent
from app.tasks.forecast.charts.drawn import line_word
from core.arrays import Floats
from core.tasks.forecast.outcome import Outcome

SHOWN_HORIZONS = 5  # history shown at first, in horizons, so that the fan can be seen
LEAST_SHOWN = 12
AIR = 0.06  # of the value axis, above and below


@dataclass(frozen=True)
class ForecastFacts:
    """What is drawn. Every line starts at the last known value, so that nothing hangs in the air."""

    history: pd.Series  # NaN where nothing was measured: the line has a gap
    times: pd.Index  # last known time, then the future
    lines: dict[str, Floats]  # method -> values at `times`
    sent: str  # the method whose intervals are drawn, and whose line is drawn first
    bands: dict[float, tuple[Floats, Floats]]  # level -> low and high, the widest first
    reference: str
    zoom: tuple[object, object]
    tall: tuple[float, float]  # range of the value axis that fits the zoom


def forecast_facts(outcome: Outcome) -> ForecastFacts:
    """Gather what is sent with its bands, the cells and the reference."""
    future, history = outcome.future, outcome.history
    last = float(history.iloc[-1])
    times = history.index[-1:].append(pd.Index(future.times))
    sent = outcome.sent.name
    names = list(dict.fromkeys([sent, *filter(is_cell, future.forecasts), outcome.reference]))
    names = [name for name in names if name in future.forecasts]
    lines = {name: np.concatenate([[last], future.forecasts[name]]) for name in names}
    bands = {
        level: (np.concatenate([[last], low]), np.concatenate([[last], high]))
        for level, (low, high) in sorted(future.intervals[sent].items(), reverse=True)
    }
    stretch = history.iloc[-max(LEAST_SHOWN, SHOWN_HORIZONS * len(future.times)) :]
    reach = [stretch.to_numpy(), *lines.values(), *(edge for band in bands.values() for edge in band)]
    low, high = min(float(np.nanmin(r)) for r in reach), max(float(np.nanmax(r)) for r in reach)
    air = AIR * (high - low or 1.0)
    return ForecastFacts(
        history,
        times,
        lines,
        sent,
        bands,
        outcome.reference,
        (stretch.index[0], times[-1] + (times[-1] - times[-2]) / 2),
        (low - air, high + air),
    )


def forecast_chart(facts: ForecastFacts, t: Translate, unit: str) -> go.Figure:
    """Draw history, bands and lines."""
    figure = go.Figure()
    for level, ends in facts.bands.items():
        fill = mark(facts.sent).faint(0.13 if level > 0.9 else 0.25)  # the wider one lighter
        band(figure, facts.times, *ends, fill, percent(level, 0))
    dark = {"color": ACTUAL.color, "width": 1.5}
    shape = with_dots(facts.history)
    figure.add_scatter(x=facts.history.index, y=facts.history, name=t("chart.actual"), line=dark, **shape)
    for name, values in facts.lines.items():
        look, cell, sent = mark(name), is_cell(name), name == facts.sent
        pale = sent and look.color == SIMPLE.color  # the one that matters most must not be the palest
        line(
            figure, facts.times, values, look, line_word(t, name, facts.sent), width=3 if sent else 1.5,
            marks=(7 if sent else 5) if cell else 0, color=ACTUAL.color if pale else None,
            zorder=1 if sent else 0,
        )  # fmt: skip
    figure.add_vline(x=facts.times[0], line={"color": ACTUAL.color, "width": 1, "dash": "dot"}, opacity=0.6)
    style(figure, height=400, y=unit, legend=True)
    figure.update_xaxes(range=list(facts.zoom))
    figure.update_yaxes(range=list(facts.tall))
    return figure
