"""Learning curves: validation and training loss by epoch, mean and band over seeds."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from app.i18n import Translate
from app.theme import mark, style
from core.arrays import Floats
from core.runs.records import Epoch, Run


@dataclass(frozen=True)
class CurveFacts:
    """One cell's curves; each array has one number per epoch that any seed has reached."""

    cell: str
    epochs: list[int]
    validation: Floats
    low: Floats  # lowest seed
    high: Floats
    training: Floats
    best_epochs: list[int]  # of seeds that have ended


def learning_facts(runs: Sequence[Run], epochs: Sequence[Epoch], cells: Sequence[str]) -> list[CurveFacts]:
    """Gather the backtests' curves."""
    return [
        _cell_facts(cell, [r for r in runs if r.kind == "backtest" and r.cell == cell], epochs)
        for cell in cells
    ]


def _cell_facts(cell: str, runs: Sequence[Run], epochs: Sequence[Epoch]) -> CurveFacts:
    ids = {run.id for run in runs}
    mine = [epoch for epoch in epochs if epoch.run in ids]
    reached = sorted({epoch.epoch for epoch in mine})
    validation = [[e.val_loss for e in mine if e.epoch == n and e.val_loss is not None] for n in reached]
    training = [np.mean([e.loss for e in mine if e.epoch == n]) for n in reached]
    best = [int(run.facts["best_epoch"]) for run in runs if run.state == "done"]
    return CurveFacts(
        cell,
        reached,
        np.array([np.mean(v) if v else np.nan for v in validation]),
        np.array([np.min(v) if v else np.nan for v in validation]),
        np.array([np.max(v) if v else np.nan for v in validation]),
        np.array(training, dtype=float),
        best,
    )


def learning_chart(facts: CurveFacts, t: Translate, top: float | None = None) -> go.Figure:
    """Draw one cell; `top` keeps the axes of several cells equal."""
    drawn = mark(facts.cell)
    figure = go.Figure()
    if len(facts.epochs) > 0:
        band = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip", "showlegend": False}
        figure.add_scatter(x=facts.epochs, y=facts.high, **band)
        figure.add_scatter(x=facts.epochs, y=facts.low, fill="tonexty", fillcolor=drawn.faint(0.18), **band)
        figure.add_scatter(
            x=facts.epochs,
            y=facts.training,
            mode="lines",
            name=t("chart.training"),
            line={"color": drawn.color, "width": 1.2, "dash": "dot"},
        )
        figure.add_scatter(
            x=facts.epochs,
            y=facts.validation,
            mode="lines+markers",
            name=t("chart.validation"),
            line={"color": drawn.color, "width": 2},
            marker={"symbol": drawn.symbol, "size": 5},
        )
    style(figure, height=230, x=t("chart.epoch"), y=t("chart.loss"), legend=True)
    figure.update_xaxes(rangemode="tozero")
    figure.update_yaxes(range=[0, top] if top else None, rangemode="tozero")
    return figure
