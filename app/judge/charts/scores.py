"""The scores of forecasts: what each makes of the same misses."""

import numpy as np
import plotly.graph_objects as go

from app.charts.drawing import DARK, ODD, OTHER, OURS, QUIET, bars, framed, line, points, wave, word
from app.i18n import Translate
from app.numbers import figure as number
from app.numbers import percent
from core.evaluate import metrics
from core.evaluate.direction import wilson

TRUTH = np.array([20.0, 23.0, 21.0, 25.0, 24.0, 27.0])
GUESS = np.array([22.0, 22.0, 22.0, 23.0, 26.0, 26.0])


def mae(t: Translate) -> go.Figure:
    """Each miss as a line between forecast and actual value; their mean is the score."""
    figure, steps = go.Figure(), np.arange(1, 7)
    for step, actual, guess in zip(steps, TRUTH, GUESS, strict=True):
        line(figure, [step, step], [actual, guess], ODD, width=3, dash="solid")
        word(figure, step, (actual + guess) / 2, number(abs(actual - guess)), ODD, xshift=12)
    points(figure, steps, TRUTH, DARK, t("chart.actual"), size=9)
    points(figure, steps, GUESS, OTHER, t("judge.label.forecast"), size=9)
    return framed(figure, f"MAE = {number(metrics.mae(TRUTH, GUESS))}", legend=True)


def rmse(t: Translate) -> go.Figure:
    """Two forecasts with the same MAE: one large miss raises the RMSE only."""
    even, uneven = np.full(6, 2.0), np.array([0.0, 0.0, 0.0, 0.0, 0.0, 12.0])
    figure = go.Figure()
    for name, misses, look in (("even", even, OTHER), ("one_large", uneven, ODD)):
        found = [metrics.mae(misses, np.zeros(6)), metrics.rmse(misses, np.zeros(6))]
        words = [number(value) for value in found]
        bars(figure, ["MAE", "RMSE"], found, [look] * 2, words, t(f"judge.label.{name}"))
    figure.update_yaxes(range=[0, 6])
    figure.update_layout(barmode="group")
    return framed(figure, legend=True)


def smape(t: Translate) -> go.Figure:
    """The same miss of 10, where the actual value is 1,000, 100 and 10."""
    actual = [1000.0, 100.0, 10.0]
    found = [metrics.smape(np.array([value]), np.array([value + 10])) for value in actual]
    figure = go.Figure()
    bars(figure, ["1,000", "100", "10"], found, [OURS] * 3, [percent(value / 100) for value in found])
    figure.update_xaxes(type="category")
    return framed(figure, t("judge.label.actual_value"), "sMAPE, %")


def mase(t: Translate) -> go.Figure:
    """Errors in units of what repeating the last season missed by in training."""
    values = wave(96, noise=0.3)
    scale = metrics.mase_scale(values[:72], 12)
    season = np.sin(np.arange(72, 96) * 2 * np.pi / 12) + 0.015 * np.arange(72, 96)
    guesses = {
        "last_value": np.full(24, values[71]),
        "seasonal_naive": np.tile(values[60:72], 2),
        "gru": season,
    }
    found = [metrics.mase(values[72:], guess, scale) or 0.0 for guess in guesses.values()]
    figure, names = go.Figure(), [t(f"method.{name}") for name in guesses]
    bars(figure, names, found, [QUIET, QUIET, OTHER], [number(value) for value in found])
    figure.update_traces(textposition="inside")
    figure.add_hline(y=1, line={"color": DARK.color, "width": 1.4, "dash": "dot"})
    return framed(figure, y="MASE")


def by_step(t: Translate) -> go.Figure:
    """On simulated random walks the last value misses by more with every step."""
    walks = np.random.default_rng(4).standard_normal((2000, 12)).cumsum(axis=1)
    found = np.abs(walks).mean(axis=0)
    figure = go.Figure()
    line(figure, np.arange(1, 13), found, QUIET, t("method.last_value"), dash="solid")
    points(figure, np.arange(1, 13), found, OURS, size=6)
    figure.update_yaxes(rangemode="tozero")
    return framed(figure, t("chart.steps_ahead"), "MAE")


def direction(t: Translate) -> go.Figure:
    """55 % right, of 20, 100 and 1,000 changes: the fewer, the wider the interval."""
    figure, counts = go.Figure(), (20, 100, 1000)
    for count in counts:
        low, high = (share or 0.0 for share in wilson(round(0.55 * count), count))
        figure.add_scatter(
            x=[f"{count:,}"],
            y=[55],
            mode="markers",
            showlegend=False,
            marker={"color": OURS.color, "size": 10},
            error_y={
                "type": "data",
                "symmetric": False,
                "array": [100 * high - 55],
                "arrayminus": [55 - 100 * low],
                "thickness": 2,
            },
        )
    figure.add_hline(y=50, line={"color": QUIET.color, "width": 1.4, "dash": "dot"})
    word(figure, 1, 50, t("judge.label.coin"), QUIET, xref="paper", xanchor="right", yshift=-10)
    figure.update_xaxes(type="category")
    return framed(figure, t("judge.label.changes"), t("judge.label.hits"))
