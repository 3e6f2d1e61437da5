"""Skill, and whether it is more than luck: reference, bootstrap, tests."""

from typing import TypeAlias

import numpy as np
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
    line,
    points,
    wave,
    word,
)
from app.charts.theme import CELL_MARKS
from app.i18n import Translate
from app.numbers import figure as number
from app.numbers import p_value, signed, whole
from core.arrays import Floats
from core.evaluate.metrics import mae
from core.evaluate.significance import (
    DRAWS,
    diebold_mariano,
    holm,
    non_overlapping,
    skill_interval,
)
from core.evaluate.significance import skill as share_gone
from core.evaluate.verdict import ALPHA

HORIZON = 5
ORIGINS = 60
Losses: TypeAlias = tuple[Floats, Floats]


def _losses(gain: float = 0.12, origins: int = 160, seed: int = 5) -> Losses:
    """Losses of a forecast and of its reference; neighbours share target steps and resemble each other."""
    random = np.random.default_rng(seed)
    errors = np.abs(random.standard_normal(origins + HORIZON - 1))
    reference = np.convolve(errors, np.full(HORIZON, 1 / HORIZON), "valid")
    noise = np.convolve(random.standard_normal(origins + HORIZON - 1), np.full(HORIZON, 1 / HORIZON), "valid")
    return (1 - gain) * reference + 0.25 * noise, reference


def skill(t: Translate) -> go.Figure:
    """Two errors, and the share that is gone."""
    ours, reference = 3.9, 5.2
    figure = go.Figure()
    names = [t("judge.label.reference"), "GRU"]
    bars(figure, names, [reference, ours], [QUIET, OTHER], [number(reference), number(ours)])
    figure.update_traces(textposition="inside")
    gone = share_gone(ours, reference)
    line(figure, [names[1]] * 2, [ours, reference], ODD, width=3)
    word(figure, names[1], reference, signed(gone), ODD, xshift=34, yshift=-14)
    return framed(figure, y="MAE")


def reference(t: Translate) -> go.Figure:
    """Chosen on few rows before the test, another method than the one that is hardest to beat in it."""
    values, figure = wave(150, noise=0.5, seed=7), go.Figure()
    values[100:] += 0.05 * np.arange(50)  # the series begins to climb
    for block, rows, pattern in (
        ("calibration_rows", np.arange(86, 100), "/"),
        ("test_rows", np.arange(100, 150), ""),
    ):
        guesses = {
            "last_value": values[rows - 1],
            "mean": np.full(len(rows), values[: rows[0]].mean()),
            "seasonal_naive": values[rows - 12],
        }
        errors = {name: mae(values[rows], guess) for name, guess in guesses.items()}
        lowest = min(errors, key=errors.__getitem__)
        look = OURS if block == "test_rows" else ODD
        bars(
            figure,
            [t(f"method.{name}") for name in errors],
            list(errors.values()),
            [look if name == lowest else QUIET for name in errors],
            [number(e, 2) for e in errors.values()],
            t(f"judge.label.{block}"),
        )
        figure.data[-1].marker.pattern.shape = pattern
    figure.update_layout(barmode="group")
    return framed(figure, y="MAE", legend=True)


def bootstrap(t: Translate) -> go.Figure:
    """Origins shaded by their time, and four resamples of blocks of neighbours that begin anywhere."""
    random, times = np.random.default_rng(6), np.arange(ORIGINS)
    starts = random.integers(0, ORIGINS - HORIZON + 1, (4, ORIGINS // HORIZON))
    drawn = [np.concatenate([times[start : start + HORIZON] for start in row]) for row in starts]
    ours, other = _losses(origins=ORIGINS)
    low, high = skill_interval(ours[None], other, block=HORIZON, seed=1)
    rows = [t("judge.label.origins"), *(t("judge.label.draw", number=n) for n in range(1, 5))]
    figure = go.Figure(
        go.Heatmap(z=[times, *drawn], y=rows, colorscale="Viridis", showscale=False, xgap=1, ygap=5)
    )
    figure.update_yaxes(autorange="reversed", showgrid=False)
    told = t("judge.label.skill_from_to", draws=whole(DRAWS), low=signed(low), high=signed(high))
    return framed(figure, told)


def diebold(t: Translate) -> go.Figure:
    """Differences of loss at neighbouring origins are alike as far as their target steps overlap."""
    ours, other = _losses(origins=600)
    found = autocorrelation(ours - other, 9)
    figure = go.Figure()
    looks = [ODD if lag < HORIZON else QUIET for lag in range(10)]
    bars(figure, list(range(10)), found.tolist(), looks)
    figure.add_vline(x=HORIZON - 0.5, line={"color": DARK.color, "width": 1, "dash": "dot"})
    word(figure, HORIZON - 0.4, 0.9, t("judge.label.no_overlap"), DARK, xanchor="left")
    p = diebold_mariano(*_losses(), horizon=HORIZON).p
    told = t("judge.label.origins_between_p", p=p_value(p))
    figure.update_xaxes(dtick=1)
    return framed(figure, told, t("judge.label.correlation"))


def apart(t: Translate) -> go.Figure:
    """Which of 16 origins can be kept so that no two share a target step."""
    figure, kept = go.Figure(), 0
    for origin in range(16):
        free = origin % HORIZON == 0
        line(
            figure,
            [origin + 1, origin + HORIZON],
            [origin] * 2,
            OURS if free else QUIET,
            width=5,
            dash="solid",
        )
        kept += free
    assert kept == non_overlapping(16, 1, HORIZON)
    word(figure, 16, 3, t("judge.label.kept_of", kept=kept, all=16), OURS)
    figure.update_yaxes(visible=False, autorange="reversed")
    return framed(figure, t("judge.label.time"))


def correction(t: Translate) -> go.Figure:
    """Three p-values, as found and after Holm, beside the limit."""
    found = {"gru": 0.012, "lstm": 0.03, "rnn": 0.2}
    adjusted = [p or 0.0 for p in holm(list(found.values()))]
    figure, names = go.Figure(), [name.upper() for name in found]
    bars(
        figure,
        names,
        list(found.values()),
        [QUIET] * 3,
        [number(p, 2) for p in found.values()],
        t("judge.label.alone"),
    )
    looks = [CELL_MARKS[name] for name in found]
    bars(figure, names, adjusted, looks, [number(p, 2) for p in adjusted], t("judge.label.after_holm"))
    figure.update_yaxes(range=[0, 0.25])
    figure.update_layout(barmode="group")
    figure.add_hline(y=ALPHA, line={"color": DARK.color, "width": 1.4, "dash": "dot"})
    return framed(figure, y="p", legend=True)


def ablation(t: Translate) -> go.Figure:
    """The same three cells without and with a further column, joined by lines."""
    figure = go.Figure()
    places = [t("judge.label.without"), t("judge.label.with")]
    for name, pair in (("rnn", (5.6, 5.5)), ("lstm", (5.2, 4.6)), ("gru", (5.0, 4.3))):
        look = CELL_MARKS[name]
        line(figure, places, pair, look, name.upper())
        points(figure, places, pair, look, size=9)
    return framed(figure, y="MAE", legend=True)
