"""In which order rows are used: chosen, calibrated, refitted and scored; folds, gaps, short series."""

import numpy as np
import plotly.graph_objects as go

from app.charts.drawing import DARK, ODD, OURS, QUIET, framed, line, points, wave, word
from app.charts.theme import Mark
from app.i18n import Translate
from app.numbers import figure as number
from core.evaluate.known import filled_by_season, losses
from core.evaluate.metrics import mae
from core.tasks.forecast.cuts import cut
from core.tasks.forecast.reading_folds import FOLD_SHARE, FOLDS
from core.tasks.forecast.spec import ForecastSpec

ROWS, SHORT = 600, 150
TASK = ForecastSpec(target="", horizon=6, lookback=24)
SEASON = 12


def order(t: Translate) -> go.Figure:
    """Four steps, one row each: which rows are learned from, and which are forecast."""
    cuts, figure = cut(ROWS, TASK), go.Figure()
    for step, learned, told in (
        ("choose", cuts.train_end, (cuts.train_end, cuts.stop_end)),
        ("calibrate", cuts.train_end, cuts.forecast_rows("calibration")),
        ("refit", cuts.calibration_end, None),
        ("score", None, cuts.block("test")),
    ):
        name = t(f"judge.label.{step}")
        if learned:
            _stretch(figure, 0, learned, name, QUIET)
        if told:
            _stretch(figure, *told, name, OURS if step == "score" else ODD)
    for edge in (cuts.train_end, cuts.stop_end, cuts.calibration_end):
        figure.add_vline(x=edge, line={"color": DARK.color, "width": 1, "dash": "dot"})
    return _rows(figure, t)


def folds(t: Translate) -> go.Figure:
    """Forward folds: each learns from all rows before a stretch and forecasts that stretch."""
    cuts, figure = cut(ROWS, TASK), go.Figure()
    size = int(FOLD_SHARE * ROWS)
    for fold in range(FOLDS):
        start = cuts.stop_end - size * (FOLDS - fold)
        name = t("judge.label.fold", number=fold + 1)
        _stretch(figure, 0, start, name, QUIET)
        _stretch(figure, start, start + size, name, ODD)
    _stretch(figure, *cuts.block("test"), t("block.test"), OURS)
    return _rows(figure, t)


def short_series(t: Translate) -> go.Figure:
    """The test of 150 rows, in consecutive folds; everything is refitted before each."""
    cuts, figure = cut(SHORT, TASK), go.Figure()
    for fold, rows in enumerate(np.array_split(np.arange(*cuts.block("test")), cuts.folds)):
        name = t("judge.label.fold", number=fold + 1)
        _stretch(figure, 0, int(rows[0]), name, QUIET)
        _stretch(figure, int(rows[0]), int(rows[-1]) + 1, name, OURS)
    return _rows(figure, t)


def refit(t: Translate) -> go.Figure:
    """A series that moved on: learned from the training rows, and from all rows before the test."""
    cuts = cut(ROWS, TASK)
    level = np.interp(np.arange(ROWS), [0, 380, 520, ROWS], [0.0, 0.0, 2.2, 2.4])
    values = level + 0.35 * np.random.default_rng(15).standard_normal(ROWS)
    figure, test = go.Figure(), np.arange(*cuts.block("test"))
    line(figure, np.arange(300, ROWS), values[300:], DARK, width=1)
    for name, rows, look in (
        ("trained_first_error", values[: cuts.train_end], QUIET),
        ("refitted_error", values[: cuts.calibration_end], OURS),
    ):
        guess = np.full(len(test), rows[-100:].mean())
        told = t(f"judge.label.{name}", error=number(mae(values[test], guess), 2))
        line(figure, test, guess, look, told, width=3, dash="solid")
    for edge in (cuts.train_end, cuts.calibration_end):
        figure.add_vline(x=edge, line={"color": DARK.color, "width": 1, "dash": "dot"})
    word(figure, cuts.train_end, 3.6, t("judge.label.training_ends"), xanchor="right", xshift=-4)
    word(figure, cuts.calibration_end, 3.6, t("block.test"), xanchor="left", xshift=4)
    figure.update_yaxes(visible=False, range=[-1.2, 4.2])
    return framed(figure, t("judge.label.time"), legend=True)


def measured(t: Translate) -> go.Figure:
    """A gap, filled so that there is something to read; in the error only what was measured counts."""
    values = wave(48, noise=0.15)
    truth = values.copy()
    truth[[17, *range(26, 33)]] = np.nan
    figure, gap = go.Figure(), np.isnan(truth)
    line(figure, np.arange(48), truth, DARK, t("judge.label.measured"), width=1.6)
    points(figure, np.flatnonzero(gap), filled_by_season(truth, SEASON)[gap], ODD,
           t("judge.label.filled"), hollow=True)  # fmt: skip
    error = losses(truth[None] + 0.2, truth[None])
    told = t("judge.label.counted", count=int((~gap).sum()), all=48, error=number(float(error[0])))
    figure.update_yaxes(visible=False)
    return framed(figure, told, legend=True)


def _stretch(figure: go.Figure, start: int, end: int, name: str, look: Mark) -> None:
    line(figure, [start, end], [name, name], look, width=14, dash="solid")


def _rows(figure: go.Figure, t: Translate) -> go.Figure:
    """One step below the other, with what the colours mean."""
    for name, look in (("learned_from", QUIET), ("looked_at", ODD), ("judged", OURS)):
        used = {trace.line.color for trace in figure.data}
        if look.color in used:
            marker = {"color": look.color, "symbol": "square", "size": 11}
            figure.add_scatter(
                x=[None], y=[None], mode="markers", name=t(f"judge.label.{name}"), marker=marker
            )
    figure.update_yaxes(autorange="reversed", showgrid=False)
    return framed(figure, t("judge.label.time"), legend=True)
