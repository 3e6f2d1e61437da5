"""Forecasts fanned over what happened: earlier ones as thin lines, the newest with its bands."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from app.charts.gaps import with_dots
from app.charts.theme import ACTUAL, SIMPLE, mark, style
from app.charts.traces import EDGE, band, line
from app.i18n import Translate
from app.numbers import percent
from app.tasks.forecast.charts.forecast import AIR, LEAST_SHOWN, SHOWN_HORIZONS
from core.arrays import Floats
from core.tasks.forecast.new_rows.told import Told
from core.tasks.forecast.new_rows.track import LEVELS, came
from core.words.methods import method_word

MOST_FANS = 24  # earlier forecasts that are drawn, the latest ones


@dataclass(frozen=True)
class TrackFacts:
    """What is drawn, on the scale of the newest rows."""

    history: pd.Series  # NaN where nothing was measured
    since: object  # the first origin: what came later was not known in training
    earlier: list[tuple[pd.Index, Floats]]  # times and values of earlier forecasts, oldest first
    earlier_bands: list[tuple[Floats, Floats]]  # of these the 80 % intervals
    times: pd.Index  # of the newest: its origin, then what it tells
    newest: Floats
    bands: dict[float, tuple[Floats, Floats]]  # level -> low and high, the widest first
    sent: str
    zoom: tuple[object, object]
    tall: tuple[float, float]


def track_facts(told: Sequence[Told], trained: pd.Series) -> TrackFacts:
    """Gather every forecast of what is to be used.

    Args:
        told: Oldest first.
        trained: The target as it was trained on.
    """
    one, factor = told[-1], told[-1].factor
    actual = came(told)
    history = pd.concat([trained.dropna(), actual]).sort_index() * factor
    history = history[~history.index.duplicated()]
    last = float(history.loc[one.origin])
    times = pd.Index([one.origin]).append(one.times)
    newest = np.concatenate([[last], one.forecasts[one.sent] * factor])
    bands = {
        level: (np.concatenate([[last], low * factor]), np.concatenate([[last], high * factor]))
        for level in sorted(LEVELS, reverse=True)
        for low, high in [one.bounds(one.sent, level)]
    }
    shown = told[:-1][-MOST_FANS:]
    fans = [(each.times, each.forecasts[each.sent] * factor) for each in shown]
    ends = [each.bounds(each.sent, LEVELS[0]) for each in shown]
    spans = [(low * factor, high * factor) for low, high in ends]
    count = max(LEAST_SHOWN, SHOWN_HORIZONS * len(one.times), len(actual) + 2 * len(one.times))
    stretch = history.iloc[-count:]
    reach = [stretch.to_numpy(), newest, *(end for ends in bands.values() for end in ends)]
    low, high = min(float(np.min(r)) for r in reach), max(float(np.max(r)) for r in reach)
    air = AIR * (high - low or 1.0)
    zoom = stretch.index[0], times[-1] + (times[-1] - times[-2]) / 2
    return TrackFacts(
        history, told[0].origin, fans, spans, times, newest, bands, one.sent, zoom, (low - air, high + air)
    )  # fmt: skip


def track_chart(facts: TrackFacts, t: Translate, unit: str) -> go.Figure:
    """Draw what happened, the earlier forecasts and the newest fan."""
    figure, look = go.Figure(), mark(facts.sent)
    color = ACTUAL.color if look.color == SIMPLE.color else look.color
    for level, ends in facts.bands.items():
        band(figure, facts.times, *ends, look.faint(0.13 if level > 0.9 else 0.25), percent(level, 0))
    for (times, _), ends in zip(facts.earlier, facts.earlier_bands, strict=True):
        figure.add_scatter(x=times, y=ends[1], showlegend=False, **EDGE)
        figure.add_scatter(
            x=times, y=ends[0], fill="tonexty", fillcolor=look.faint(0.07), showlegend=False, **EDGE
        )
    dark = {"color": ACTUAL.color, "width": 1.5}
    figure.add_scatter(
        x=facts.history.index, y=facts.history, name=t("chart.actual"), line=dark, **with_dots(facts.history)
    )
    for place, (times, values) in enumerate(facts.earlier):
        line(
            figure, times, values, look, t("chart.earlier"), width=1.2, marks=4, color=color, opacity=0.55,
            legendgroup="earlier", showlegend=place == 0,
        )  # fmt: skip
    name = t("chart.newest", method=method_word(t, facts.sent))
    line(figure, facts.times, facts.newest, look, name, width=3, marks=7, color=color)
    for at in {facts.since, facts.times[0]}:
        figure.add_vline(x=at, line={"color": ACTUAL.color, "width": 1, "dash": "dot"}, opacity=0.6)
    style(figure, height=420, y=unit, legend=True)
    figure.update_xaxes(range=list(facts.zoom))
    figure.update_yaxes(range=list(facts.tall))
    return figure
