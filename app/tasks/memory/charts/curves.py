"""Who learns: the loss on fresh examples by weight updates, each seed a line, against chance."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import plotly.graph_objects as go

from app.charts.logarithmic import log_axis
from app.charts.theme import SIMPLE, mark, style
from app.charts.traces import line
from app.i18n import Translate
from core.arrays import Floats, Ints
from core.store.records import Epoch, Run
from core.tasks.memory.problems import Problem

MOSTLY = 0.8  # share of a curve's losses that lies inside the range
LINES = {"chance": SIMPLE.dash, "solved": "dot"}


@dataclass(frozen=True)
class SeedCurve:
    """One run's losses."""

    cell: str
    seed: int
    updates: Ints  # weight updates so far, one number per epoch
    losses: Floats  # on validation examples


def curve_facts(runs: Sequence[Run], epochs: Sequence[Epoch], updates: int) -> list[SeedCurve]:
    """Gather what was learnt so far; `updates` is the number of weight updates in an epoch."""
    found = []
    for run in runs:
        mine = [epoch for epoch in epochs if epoch.run == run.id and epoch.val_loss is not None]
        if mine:
            losses = np.array([epoch.val_loss for epoch in mine], dtype=float)
            found.append(SeedCurve(run.cell, run.seed, np.array([e.epoch for e in mine]) * updates, losses))
    return found


def curves_chart(curves: Sequence[SeedCurve], problem: Problem, t: Translate) -> go.Figure:
    """Draw every seed; the legend names each cell once."""
    figure, named = go.Figure(), set()
    for one in curves:
        look = mark(one.cell)
        line(
            figure, one.updates, one.losses, look, t(f"cell.{one.cell}"), legendgroup=one.cell,
            showlegend=one.cell not in named,
            hovertemplate=t("memory.curves.hover", seed=one.seed, loss="%{y:.3g}"),
        )  # fmt: skip
        figure.add_scatter(
            x=one.updates[-1:],
            y=one.losses[-1:],
            legendgroup=one.cell,
            showlegend=False,
            mode="markers",
            marker={"color": look.color, "symbol": look.symbol, "size": 8},
            hoverinfo="skip",
        )
        named.add(one.cell)
    end = max([int(one.updates[-1]) for one in curves], default=1)
    for name, value in (("chance", problem.chance), ("solved", problem.solved)):
        look, word = replace(SIMPLE, dash=LINES[name]), t(f"memory.curves.{name}")
        line(figure, [0, end], [value, value], look, word, width=1.6, hoverinfo="skip")
    style(figure, height=330, x=t("memory.curves.x"), y=t(f"memory.loss.{_kind(problem)}"), legend=True)
    shown = _range(curves, problem)
    figure.update_yaxes(log_axis(10 ** shown[0], 10 ** shown[1]) | {"range": shown})
    figure.update_xaxes(rangemode="tozero")
    return figure


def _range(curves: Sequence[SeedCurve], problem: Problem) -> list[float]:
    """Powers of ten that hold every curve, up to ten times chance: beyond, a loss has blown up.

    Of a curve that stays up there the larger part is drawn all the same.
    """
    losses = np.concatenate([one.losses for one in curves] or [np.array([problem.chance])])
    low = min(problem.solved / 4, float(losses.min()) / 1.3)
    usual = max((float(np.quantile(one.losses, MOSTLY)) for one in curves), default=0.0)
    top = max(10 * problem.chance, 1.3 * usual)
    high = min(top, max(2 * problem.chance, 1.3 * float(losses.max())))
    return [float(np.log10(low)), float(np.log10(high))]


def _kind(problem: Problem) -> str:
    return "entropy" if problem.classes else "squared"
