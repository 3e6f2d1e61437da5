"""One origin of the backtest: what was known, what came, and what each method said."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from app.charts.theme import is_cell, mark, style
from app.charts.traces import band, line
from app.i18n import Translate
from app.numbers import percent
from app.tasks.forecast.charts.drawn import line_word
from app.tasks.forecast.charts.origin import known_and_actual, known_before
from core.arrays import Floats
from core.tasks.forecast.outcome import Outcome


@dataclass(frozen=True)
class BacktestFacts:
    """What is drawn for one origin."""

    known: pd.Series  # gaps where nothing was measured, as in the truth
    times: pd.Index  # the origin, then its steps
    truth: Floats
    lines: dict[str, Floats]  # method -> value at the origin, then its forecasts
    band: tuple[Floats, Floats] | None  # 95 % of what is sent; None where nothing is
    sent: str | None


def backtest_facts(outcome: Outcome, place: int, methods: Collection[str]) -> BacktestFacts:
    """Gather what some methods said at one origin; `place` counts the origins from 0."""
    backtest = outcome.backtest
    origin, ahead = backtest.times[place], backtest.target_times[place]
    last = backtest.last[place : place + 1]
    known = known_before(outcome.history.loc[:origin], len(ahead))
    lines = {
        name: np.concatenate([last, values[place]])
        for name, values in backtest.forecasts.items()
        if name in methods
    }
    sent, band = outcome.chosen.name if outcome.chosen else None, None
    if sent is not None:
        low, high = (np.concatenate([last, ends[place]]) for ends in backtest.bounds(sent, 0.95))
        band = (low, high)
    truth = np.concatenate([known.to_numpy()[-1:], backtest.truth[place]])
    return BacktestFacts(known, pd.Index([origin]).append(ahead), truth, lines, band, sent)


def backtest_chart(facts: BacktestFacts, t: Translate, unit: str) -> go.Figure:
    """Draw the origin with the methods overlaid."""
    figure = go.Figure()
    if facts.band is not None and facts.sent is not None:
        band(figure, facts.times, *facts.band, mark(facts.sent).faint(0.15), percent(0.95, 0))
    known_and_actual(figure, facts.known, facts.times, facts.truth, t)
    for name, values in facts.lines.items():
        cell = is_cell(name)
        line(
            figure, facts.times, values, mark(name), line_word(t, name, facts.sent),
            width=2 if cell or name == facts.sent else 1.1, marks=6 if cell else 0,
        )  # fmt: skip
    return style(figure, height=380, y=unit, legend=True)
