"""One origin of the backtest: what was known, what came, and what each method said."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from app.charts.gaps import with_dots
from app.i18n import Translate
from app.numbers import percent
from app.theme import ACTUAL, FAR_OFF, is_cell, mark, style
from core.arrays import Floats
from core.method_words import method_word
from core.tasks.outcome import Outcome

LEAST_SHOWN = 12  # known steps


@dataclass(frozen=True)
class BacktestFacts:
    """What is drawn for one origin."""

    known: pd.Series  # gaps where nothing was measured, as in the truth
    times: pd.Index  # the origin, then its steps
    truth: Floats
    lines: dict[str, Floats]
    band: tuple[Floats, Floats]  # 95 % of what is sent
    sent: str


def backtest_facts(outcome: Outcome, place: int) -> BacktestFacts:
    """Gather one origin; `place` counts the origins from 0."""
    backtest = outcome.backtest
    origin, ahead = backtest.times[place], backtest.target_times[place]
    last = backtest.last[place : place + 1]
    known = outcome.history.loc[:origin].iloc[-max(LEAST_SHOWN, 3 * len(ahead)) :]
    lines = {name: np.concatenate([last, values[place]]) for name, values in backtest.forecasts.items()}
    low, high = (ends[place] for ends in backtest.bounds(outcome.sent.name, 0.95))
    band = (np.concatenate([last, low]), np.concatenate([last, high]))
    truth = np.concatenate([known.to_numpy()[-1:], backtest.truth[place]])
    return BacktestFacts(known, pd.Index([origin]).append(ahead), truth, lines, band, outcome.sent.name)


def backtest_chart(facts: BacktestFacts, t: Translate, unit: str) -> go.Figure:
    """Draw the origin with all methods overlaid."""
    figure = go.Figure()
    low, high = facts.band
    edge = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    figure.add_scatter(x=facts.times, y=high, showlegend=False, **edge)
    figure.add_scatter(
        x=facts.times,
        y=low,
        fill="tonexty",
        fillcolor=mark(facts.sent).faint(0.15),
        name=percent(0.95, 0),
        **edge,
    )
    dark = {"color": ACTUAL.color}
    figure.add_scatter(
        x=facts.known.index,
        y=facts.known,
        **with_dots(facts.known),
        name=t("chart.known"),
        line={**dark, "width": 1.5},
    )
    figure.add_scatter(
        x=facts.times,
        y=facts.truth,
        mode="lines+markers",
        name=t("chart.actual"),
        line={**dark, "width": 2.4},
    )
    for name, values in facts.lines.items():
        look = mark(name)
        cell = is_cell(name)
        figure.add_scatter(
            x=facts.times,
            y=values,
            mode="lines+markers" if cell else "lines",
            name=method_word(t, name),
            visible="legendonly" if name in FAR_OFF and name != facts.sent else True,
            line={
                "color": look.color,
                "width": 2 if cell else 1.1,
                "dash": look.dash,
            },
            marker={"symbol": look.symbol, "size": 6},
        )
    return style(figure, height=380, y=unit, legend=True)
