"""The audits: what each looks for, on a series where there is something to find."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from app.charts.drawing import (
    DARK,
    ODD,
    OTHER,
    OURS,
    QUIET,
    autocorrelation,
    bars,
    framed,
    in_lines,
    line,
    wave,
    word,
)
from app.i18n import Translate
from app.numbers import figure as number
from app.numbers import percent, signed, whole
from core.evaluate.audits import corrupt_after
from core.evaluate.follows import follows_yesterday

LABEL = 10  # letters of a line under a bar
TRAIN_END = 84


def leakage(t: Translate) -> go.Figure:
    """The future is replaced; a mean that was fitted on training rows stays, one fitted on all rows moves."""
    frame = pd.DataFrame({"y": wave(120)})
    after = corrupt_after(frame, TRAIN_END, seed=1)["y"].to_numpy()
    values, figure = frame["y"].to_numpy(), go.Figure()
    line(figure, np.arange(120), values, DARK, t("judge.label.as_it_was"), width=1.4)
    line(figure, np.arange(TRAIN_END, 120), after[TRAIN_END:], ODD, t("judge.label.replaced"), dash="solid")
    figure.add_vline(x=TRAIN_END, line={"color": QUIET.color, "width": 1, "dash": "dot"})
    told = t(
        "judge.label.means",
        train=number(values[:TRAIN_END].mean()),
        train_after=number(after[:TRAIN_END].mean()),
        all=number(values.mean()),
        all_after=number(after.mean()),
    )
    return framed(figure, told, legend=True)


def look_ahead(t: Translate) -> go.Figure:
    """A column that holds tomorrow's target: it explains the future far better than the past."""
    target = np.random.default_rng(9).standard_normal(400)
    column = np.roll(target, -1) + 0.3 * np.random.default_rng(10).standard_normal(400)
    shifts = range(-5, 6)
    found = [abs(float(np.corrcoef(column[20:380], target[20 + s : 380 + s])[0, 1])) for s in shifts]
    figure = go.Figure()
    bars(figure, list(shifts), found, [ODD if shift > 0 else QUIET for shift in shifts])
    word(figure, -3, 0.9, t("judge.label.past"), QUIET)
    word(figure, 3.4, 0.9, t("judge.label.future"), ODD)
    figure.update_yaxes(range=[0, 1.05])
    figure.update_xaxes(dtick=1)
    return framed(figure, t("judge.label.steps_from_now"), t("judge.label.correlation"))


def follows(t: Translate) -> go.Figure:
    """A forecast that repeats the last value looks right, one step late."""
    values = np.random.default_rng(11).standard_normal(60).cumsum()
    forecast = values[:-1] + 0.05 * np.random.default_rng(12).standard_normal(59)
    found = follows_yesterday(forecast[:, None], values[:-1], values[1:, None])
    figure, steps = go.Figure(), np.arange(25)
    line(figure, steps, values[1:26], DARK, t("chart.actual"))
    line(figure, steps, forecast[:25], OTHER, t("judge.label.forecast"))
    told = t("judge.label.moves_little", moves=percent(found.moves, 0), skill=signed(found.skill))
    return framed(figure, told, legend=True)


def residuals(t: Translate) -> go.Figure:
    """What a forecast without season leaves over still has the season in it."""
    misses = wave(240, noise=0.6)
    misses = misses - 0.015 * np.arange(240)
    found = autocorrelation(misses, 24)[1:]
    band = 1.96 / np.sqrt(240)
    figure = go.Figure()
    looks = [ODD if lag % 12 == 0 else QUIET for lag in range(1, 25)]
    bars(figure, list(range(1, 25)), found.tolist(), looks)
    figure.add_hrect(y0=-band, y1=band, fillcolor=OURS.faint(0.2), line_width=0)
    return framed(figure, t("judge.label.steps_between"), t("judge.label.correlation"))


def windows(t: Translate) -> go.Figure:
    """Training windows beside weights, on a short series and on a long one."""
    weights, figure = 4_616, go.Figure()
    names = [t(f"judge.label.{name}") for name in ("weights", "short_series", "long_series")]
    names = ["<br>".join(in_lines(name, LABEL)) for name in names]
    counts = [weights, 110, 24_000]
    told = [whole(count) for count in counts]
    bars(figure, names, counts, [QUIET, ODD, OURS], told)
    figure.update_xaxes(tickangle=0)
    figure.update_yaxes(type="log", range=[1.5, 5], dtick=1)
    return framed(figure, y=t("judge.label.log_count"))
