"""Learning curves: validation and training loss by weight updates, mean and band over seeds."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import plotly.graph_objects as go

from app.charts.theme import mark, style
from app.charts.traces import band, line
from app.i18n import Translate
from app.numbers import whole
from core.arrays import Floats
from core.store.records import Epoch, Run


@dataclass(frozen=True)
class CurveFacts:
    """One cell's curves; each array has one number per look that any seed has reached."""

    cell: str
    unit: str  # "updates", or "epochs" of runs that counted those
    at: list[int]
    epoch: float | None  # units that an epoch has
    validation: Floats
    low: Floats  # lowest seed
    high: Floats
    training: Floats
    best: list[int]  # of seeds that have ended
    best_losses: list[float]  # validation loss of each there


def axis_name(t: Translate, epoch: float | None) -> str:
    """What is counted along the axis; of updates, how many make an epoch."""
    return t("chart.updates", epoch=whole(epoch)) if epoch else t("chart.epoch")


def learning_facts(runs: Sequence[Run], epochs: Sequence[Epoch], cells: Sequence[str]) -> list[CurveFacts]:
    """Gather the backtests' curves."""
    return [
        _cell_facts(cell, [r for r in runs if r.kind == "backtest" and r.cell == cell], epochs)
        for cell in cells
    ]


def _cell_facts(cell: str, runs: Sequence[Run], epochs: Sequence[Epoch]) -> CurveFacts:
    ids = {run.id for run in runs}
    mine = [epoch for epoch in epochs if epoch.run in ids]
    reached = sorted({epoch.at for epoch in mine})
    validation = [[e.val_loss for e in mine if e.at == n and e.val_loss is not None] for n in reached]
    training = [np.mean([e.loss for e in mine if e.at == n]) for n in reached]
    done = [run.facts for run in runs if run.state == "done"]
    last = max(mine, key=lambda epoch: epoch.at, default=None)
    counted = last is None or last.updates is not None
    return CurveFacts(
        cell,
        "updates" if counted else "epochs",
        reached,
        last.at / last.epochs if last and last.epochs else None,
        np.array([np.mean(v) if v else np.nan for v in validation]),
        np.array([np.min(v) if v else np.nan for v in validation]),
        np.array([np.max(v) if v else np.nan for v in validation]),
        np.array(training, dtype=float),
        [int(facts["best_updates" if counted else "best_epoch"]) for facts in done],
        [facts["val_loss"] for facts in done],
    )


def learning_chart(facts: CurveFacts, t: Translate, top: float | None = None, *, task: str) -> go.Figure:
    """Draw one cell; `top` keeps the axes of several cells equal. Lines are named where they end."""
    drawn = mark(facts.cell)
    figure = go.Figure()
    if facts.at:
        band(figure, facts.at, facts.low, facts.high, drawn.faint(0.2))
        dotted, solid = replace(drawn, dash="dot"), replace(drawn, dash="solid")
        line(figure, facts.at, facts.training, dotted, t("chart.training"), width=1.4)
        line(figure, facts.at, facts.validation, solid, t("chart.validation"))
        figure.add_scatter(
            x=facts.best,
            y=facts.best_losses,
            mode="markers",
            name=t("chart.best"),
            marker={"color": drawn.color, "symbol": drawn.symbol, "size": 8},
            cliponaxis=False,
        )
    style(figure, height=220, x=axis_name(t, facts.epoch), y=t(f"chart.loss.{task}"))
    figure.update_xaxes(rangemode="tozero")
    figure.update_yaxes(range=[0, top] if top else None, rangemode="tozero")
    return figure
