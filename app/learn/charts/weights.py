"""What one set of weights at every step is worth, and how far back training follows it."""

from typing import Any

import numpy as np
import plotly.graph_objects as go

from app.charts.drawing import DARK, ODD, OTHER, OURS, framed, line, points
from app.charts.logarithmic import log_axis
from app.charts.theme import mark
from app.i18n import Translate
from app.learn.charts.use import INPUTS, UNITS
from app.numbers import percent, whole
from core.arrays import Floats
from core.byhand.cell import course, reach, weights_of
from core.cells import CELLS

LOOKBACKS = np.arange(1, 121)
SHOWN, TOLD = ("rnn", "lstm", "gru"), 60
WINDOWS, FORGET, STEPS = (8, 32, 128), 0.97, 128
LOOKS = ((OURS, 0.6), (OTHER, 0.4), (ODD, 0.25))  # by window: colour, and how full


def side_by_side(lookback: int) -> int:
    """Weights of a layer of as many units that reads all steps at once: a column and a bias for each unit."""
    return UNITS * (INPUTS * lookback + 1)


def sharing_facts(t: Translate) -> dict[str, Any]:
    """Weights of both at one lookback, and from which on the plain cell has fewer."""
    shared = {name: CELLS[name].weights(INPUTS, UNITS) for name in SHOWN}
    fewer = next(one for one in LOOKBACKS.tolist() if side_by_side(one) > shared["rnn"])
    facts = {"mlp": whole(side_by_side(TOLD)), "lookback": TOLD, "fewer": fewer}
    return facts | {name: whole(count) for name, count in shared.items()}


def sharing(t: Translate) -> go.Figure:
    """Weights by lookback: a line that rises, and three that do not."""
    figure, counts = go.Figure(), [side_by_side(int(one)) for one in LOOKBACKS]
    line(figure, LOOKBACKS, counts, DARK, t("learn.label.mlp"), width=2.6)
    for name in SHOWN:
        flat = np.full(len(LOOKBACKS), CELLS[name].weights(INPUTS, UNITS))
        line(figure, LOOKBACKS, flat, mark(name), t(f"cell.{name}"), width=2.2)
    figure.update_yaxes(log_axis(min(counts), max(counts)))
    return framed(figure, t("spec.lookback"), t("memory.table.weights"), legend=True)


def arriving() -> Floats:
    """What of a gradient of 1 on an LSTM's memory arrives 0, 1, … steps back, (steps,)."""
    cell = CELLS["lstm"]
    weights = weights_of(cell, 1, {"W.g.1": 1.0}, {"i": 0.3, "f": FORGET, "o": 0.5})
    walked = course(cell, weights, np.sin(np.arange(STEPS) / 3))
    return reach(walked)[::-1]


def followed(window: int) -> float:
    """Share of what would arrive in 128 steps that training in windows follows, mean over a window's losses.

    A loss at a window's first step reaches back no step further, one at its last the whole window.
    """
    sums = np.cumsum(arriving())
    return float(sums[:window].mean() / sums[-1])


def truncated_facts(t: Translate) -> dict[str, Any]:
    """Of each window what it follows."""
    facts = {f"share_{window}": percent(followed(window), 0) for window in WINDOWS}
    return facts | {"forget": FORGET, "steps": STEPS}


def truncated(t: Translate) -> go.Figure:
    """One gradient on its way back; below it what windows of three lengths follow, the longest behind."""
    figure, values = go.Figure(), arriving()
    steps = np.arange(STEPS)
    for window, (look, share) in reversed(tuple(zip(WINDOWS, LOOKS, strict=True))):
        figure.add_scatter(
            x=steps[:window], y=values[:window], mode="lines", fill="tozeroy", fillcolor=look.faint(share),
            line={"width": 0}, name=t("learn.label.window", steps=window),
        )  # fmt: skip
    line(figure, steps, values, DARK, width=1.8)
    ends = np.array(WINDOWS) - 1
    points(figure, ends, values[ends], DARK, size=7)
    figure.update_yaxes(range=[0, 1.05])
    return framed(figure, t("learn.live.steps"), t("learn.label.arrives"), legend=True)
