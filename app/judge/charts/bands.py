"""Intervals: where their width comes from, whether they keep their promise, what they cost."""

import numpy as np
import plotly.graph_objects as go

from app.charts.drawing import (
    DARK,
    ODD,
    OTHER,
    OURS,
    QUIET,
    area,
    bars,
    framed,
    line,
    points,
    wave,
    word,
)
from app.i18n import Translate
from app.numbers import figure as number
from app.numbers import percent
from core.evaluate.adaptive import adaptive_widths
from core.evaluate.intervals import conformal_widths, interval_scores
from core.evaluate.metrics import interval_score

LEVEL = 0.8
HALF = 0.64  # width of the intervals in the picture of coverage
FIRST = 40  # misses that the fixed band is made of


def conformal(t: Translate) -> go.Figure:
    """Forty misses on the calibration rows in order of size; the width is the one that 80 % do not exceed."""
    misses = np.random.default_rng(8).standard_normal((40, 1))
    width = float(conformal_widths(misses, (LEVEL,))[LEVEL][0])
    ordered = np.sort(np.abs(misses[:, 0]))
    figure = go.Figure()
    bars(figure, list(range(1, 41)), ordered.tolist(), [OURS if miss <= width else ODD for miss in ordered])
    figure.add_hline(y=width, line={"color": DARK.color, "width": 1.4, "dash": "dot"})
    told = t("judge.label.half_width", width=number(width))
    word(figure, 1, width, told, DARK, xanchor="left", yshift=10)
    return framed(figure, t("judge.label.misses_in_order"), t("judge.label.miss"))


def coverage(t: Translate) -> go.Figure:
    """Forty intervals with the values that came; those outside are marked."""
    random, steps = np.random.default_rng(3), np.arange(40)
    centre = wave(40, noise=0.0)
    truth = centre + 0.5 * random.standard_normal(40)
    low, high = centre - HALF, centre + HALF
    inside = np.abs(truth - centre) <= HALF
    share = interval_scores(truth - centre, np.array(HALF), LEVEL).coverage
    figure = go.Figure()
    area(figure, steps, low, high, OURS)
    points(figure, steps[inside], truth[inside], DARK, t("judge.label.inside"), size=6)
    points(figure, steps[~inside], truth[~inside], ODD, t("judge.label.outside"), size=9)
    told = t("judge.label.covered", share=percent(share, 0), level=percent(LEVEL, 0))
    return framed(figure, told, legend=True)


def adaptive(t: Translate) -> go.Figure:
    """A calm stretch, then a wild one: a fixed band beside one that learns from the latest misses."""
    sizes = np.where(np.arange(140) < 70, 0.4, 1.5)
    misses = sizes * np.random.default_rng(4).standard_normal(140)
    steps, residuals = np.arange(FIRST, 140), misses[:, None]
    fixed = np.full(len(steps), conformal_widths(residuals[:FIRST], (LEVEL,))[LEVEL][0])
    moving = adaptive_widths(residuals, np.arange(140), FIRST, (LEVEL,))[LEVEL][:, 0]
    figure = go.Figure()
    points(figure, steps, misses[steps], DARK, size=4)
    for width, look, name in ((fixed, QUIET, "fixed"), (moving, OURS, "adaptive")):
        found = percent(float(np.mean(np.abs(misses[steps]) <= width)), 0)
        line(figure, steps, width, look, t(f"judge.label.{name}", share=found), dash="solid")
        line(figure, steps, -width, look, dash="solid")
    return framed(figure, t("judge.label.time"), t("judge.label.miss"), legend=True)


def score(t: Translate) -> go.Figure:
    """Three intervals around the same forecast for a value that lies 1.5 away: width plus fine."""
    truth, figure = np.array([1.5]), go.Figure()
    names, widths, scores = [], [], []
    for name, half in (("narrow", 1.0), ("fitting", 1.6), ("wide", 4.0)):
        names.append(t(f"judge.label.{name}"))
        widths.append(2 * half)
        scores.append(interval_score(truth, np.array([-half]), np.array([half]), LEVEL))
    fines = [score - width for score, width in zip(scores, widths, strict=True)]
    bars(figure, names, widths, [OURS] * 3, name=t("judge.label.width"))
    bars(figure, names, fines, [ODD] * 3, name=t("judge.label.fine"))
    figure.update_layout(barmode="stack")
    figure.update_yaxes(range=[0, 1.25 * max(scores)])
    for name, total in zip(names, scores, strict=True):
        word(figure, name, total, number(total), OTHER, yshift=10)
    return framed(figure, y=t("judge.label.interval_score"), legend=True)
