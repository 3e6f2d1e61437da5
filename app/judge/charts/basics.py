"""The rules of a fair comparison: cuts, origins, simple methods, seeds, budgets, the kept epoch."""

from functools import partial

import numpy as np
import plotly.graph_objects as go

from app.charts.drawing import (
    DARK,
    ODD,
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
from app.charts.theme import CELL_MARKS
from app.i18n import Translate
from app.numbers import figure as number
from app.numbers import whole
from core.cells import CELLS, network_weights, units_for_budget
from core.evaluate.metrics import mae

UNITS = 32


def simple(t: Translate) -> go.Figure:
    """Four simple forecasts of the same series."""
    values, ahead = wave(60) + 0.03 * np.arange(60), np.arange(12)  # a trend, so that no two lines are one
    past, times = values[:48], np.arange(48, 60)
    figure = go.Figure()
    line(figure, np.arange(24, 60), values[24:], DARK, t("chart.actual"), width=1.4)
    drift = (past[-1] - past[0]) / (len(past) - 1)
    for name, guess, dash in (
        ("last_value", np.full(12, past[-1]), "solid"),
        ("mean", np.full(12, past.mean()), "dot"),
        ("drift", past[-1] + drift * (ahead + 1), "dash"),
        ("seasonal_naive", past[-12:], "dashdot"),
    ):
        line(
            figure, times, guess, OURS if name == "seasonal_naive" else QUIET, t(f"method.{name}"), dash=dash
        )
    figure.add_vline(x=47.5, line={"color": QUIET.color, "width": 1, "dash": "dot"})
    return framed(figure, t("judge.label.time"), legend=True)


def seeds(t: Translate) -> go.Figure:
    """Five seeds of each cell, their mean and deviation: the best single run proves nothing."""
    figure, random = go.Figure(), np.random.default_rng(7)
    for name, centre in (("rnn", 1.0), ("lstm", 0.93), ("gru", 0.9)):
        errors = centre + 0.08 * random.standard_normal(5)
        points(figure, [name.upper()] * 5, errors, CELL_MARKS[name], hollow=True)
        figure.add_scatter(
            x=[name.upper()],
            y=[errors.mean()],
            mode="markers",
            showlegend=False,
            marker={"color": CELL_MARKS[name].color, "symbol": "line-ew-open", "size": 26},
            error_y={"type": "constant", "value": float(errors.std(ddof=1)), "thickness": 1.4},
        )
    return framed(figure, y="MAE")


def ensemble(t: Translate) -> go.Figure:
    """Five forecasts and their mean, with the error of each."""
    truth, random = wave(24, noise=0.0), np.random.default_rng(2)
    each = truth + 0.5 * random.standard_normal((5, 1)) + 0.35 * random.standard_normal((5, 24))
    figure, steps = go.Figure(), np.arange(24)
    for guess in each:
        line(figure, steps, guess, QUIET, width=1)
    line(figure, steps, truth, DARK, t("chart.actual"), width=1.6)
    line(figure, steps, each.mean(axis=0), OURS, t("judge.label.mean_of_five"), width=2.4)
    alone, together = np.mean([mae(truth, guess) for guess in each]), mae(truth, each.mean(axis=0))
    told = t("judge.label.alone_together", alone=number(float(alone)), together=number(together))
    return framed(figure, told, legend=True)


def budgets(t: Translate) -> go.Figure:
    """Weights of all cells with equal units, and with units chosen for equal weights."""

    def weights(name: str, units: int) -> int:
        return network_weights(CELLS[name], inputs=1, units=units, layers=1, outputs=5)

    figure, names = go.Figure(), list(CELLS)
    budget = weights("lstm", UNITS)
    units = {name: units_for_budget(partial(weights, name), budget) for name in names}
    for what, chosen in (("units", dict.fromkeys(names, UNITS)), ("parameters", units)):
        sizes = [weights(name, chosen[name]) for name in names]
        looks = [CELL_MARKS[name] if what == "parameters" else QUIET for name in names]
        words = [f"{whole(size)}<br>({chosen[name]})" for name, size in zip(names, sizes, strict=True)]
        bars(figure, [name.upper() for name in names], sizes, looks, words, t(f"option.match.{what}"))
    figure.update_yaxes(range=[0, 1.45 * budget])
    figure.update_layout(barmode="group")
    figure.update_traces(textangle=0, textfont_size=10)
    framed(figure, t("judge.label.cell_units"), t("column.weights"), legend=True)
    return figure.update_layout(bargap=0.12)  # else numbers meet on a phone


def stopping(t: Translate) -> go.Figure:
    """Training loss falls on; validation loss turns; the best state is kept, the first one is a candidate."""
    updates = np.arange(0, 1550, 50)
    steps, random = updates / 50, np.random.default_rng(1)
    training = 0.1 + 0.9 * np.exp(-steps / 6) + 0.01 * random.standard_normal(31)
    validation = (
        0.32 + 0.75 * np.exp(-steps / 5) + 0.0007 * (steps - 8) ** 2 + 0.015 * random.standard_normal(31)
    )
    best = int(validation.argmin())
    figure = go.Figure()
    line(figure, updates, training, OURS, t("chart.training"), width=1.5, dash="dot")
    line(figure, updates, validation, OURS, t("chart.validation"))
    points(figure, [0], [validation[0]], QUIET, size=9)
    points(figure, [updates[best]], [validation[best]], ODD, t("judge.label.kept"), size=11)
    word(figure, 0, validation[0], t("judge.label.before_learning"), QUIET, xanchor="left", xshift=10)
    return framed(figure, t("judge.label.updates"), t("judge.label.loss"), legend=True)


def final(t: Translate) -> go.Figure:
    """After the test the networks learn from all rows, and look ahead; the band is what they missed by."""
    values, steps = wave(84, noise=0.2), np.arange(96)
    season = wave(96, noise=0.0)
    figure = go.Figure()
    figure.add_vrect(x0=0, x1=60, fillcolor=QUIET.faint(0.16), line_width=0)
    figure.add_vrect(x0=60, x1=83, fillcolor=OURS.faint(0.14), line_width=0)
    word(figure, 30, 3.1, t("judge.label.trained_first"))
    word(figure, 72, 3.1, t("block.test"))
    width = np.quantile(np.abs(values[60:] - season[60:84]), 0.95)
    line(figure, steps[:84], values, DARK, width=1.4)
    area(figure, steps[84:], season[84:] - width, season[84:] + width, OURS, 0.25)
    line(figure, steps[84:], season[84:], OURS, width=2.4)
    figure.update_yaxes(visible=False, range=[-1.6, 3.6])
    return framed(figure, t("judge.label.time"))
