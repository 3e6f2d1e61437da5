"""From cells to use: cost, two directions, shapes, too much freedom, random numbers, and the limits."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from app.charts.drawing import DARK, HEIGHT, ODD, OTHER, OURS, QUIET, bars, framed, line, points, word
from app.charts.logarithmic import log_axis
from app.charts.theme import CELL_MARKS
from app.i18n import Translate
from app.numbers import whole
from core.arrays import Floats
from core.cells import CELLS

INPUTS, UNITS = 8, 32
LENGTHS = np.array([10, 50, 100, 200, 400])


def which(t: Translate) -> go.Figure:
    """What a layer costs: trainable weights of each cell at equal units."""
    figure, counts = go.Figure(), [cell.weights(INPUTS, UNITS) for cell in CELLS.values()]
    names = [t(f"cell.{name}") for name in CELLS]
    bars(figure, names, counts, [CELL_MARKS[name] for name in CELLS], [whole(count) for count in counts])
    return framed(figure, y=t("memory.table.weights"))


def stacked(t: Translate) -> go.Figure:
    """At one step: what a layer forwards knows, and what a layer backwards adds."""
    figure, steps, now = go.Figure(), np.arange(1, 11), 6
    rows = ((2, steps <= now, OURS, "forwards"), (1, steps >= now, OTHER, "backwards"))
    for height, known, look, name in rows:
        points(figure, steps[known], np.full(known.sum(), height), look, t(f"learn.label.{name}"), size=16)
        points(figure, steps[~known], np.full((~known).sum(), height), DARK, size=12, hollow=True)
    figure.add_vline(x=now, line={"color": DARK.color, "dash": "dot", "width": 1.4})
    figure.update_yaxes(visible=False, range=[0.4, 2.6])
    figure.update_xaxes(dtick=1)
    return framed(figure, t("chart.step"), legend=True)


def shapes(t: Translate) -> go.Figure:
    """Three ways to read and to answer: squares are read, circles are told."""
    figure = go.Figure()
    plan: dict[str, tuple[int, Sequence[int], Sequence[int]]] = {
        "many_to_one": (3, range(1, 7), [6]),
        "many_to_many": (2, range(1, 7), range(1, 7)),
        "encoder_decoder": (1, range(1, 7), range(7, 11)),
    }
    for name, (height, reads, tells) in plan.items():
        last = name == "encoder_decoder"  # the legend names each once
        for steps, rise, look, label in ((reads, -0.14, ODD, "read"), (tells, 0.14, OURS, "told")):
            named = t(f"learn.label.{label}") if last else ""
            points(figure, list(steps), [height + rise] * len(steps), look, named, size=13)
        word(figure, 0.6, height + 0.5, t(f"learn.label.{name}"), xanchor="left")
    figure.update_yaxes(visible=False, range=[0.6, 3.8])
    figure.update_xaxes(dtick=1)
    framed(figure, t("chart.step"), legend=True)
    return figure.update_layout(height=HEIGHT + 80)  # three rows with a name above each


def regularisation(t: Translate) -> go.Figure:
    """Error on rows that are learnt from and on others, by the penalty on weights: too little, too much."""
    penalties = np.logspace(-6, 3, 28)
    errors = np.array([penalised(float(penalty)) for penalty in penalties])
    figure = go.Figure()
    line(figure, penalties, errors[:, 0], QUIET, t("learn.label.training"), dash="dot")
    line(figure, penalties, errors[:, 1], OURS, t("learn.label.fresh"), width=2.4)
    best = int(errors[:, 1].argmin())
    points(figure, penalties[[best]], errors[[best], 1], OURS, size=10)
    figure.update_xaxes(log_axis(penalties[0], penalties[-1]))
    return framed(figure, t("learn.label.penalty"), t("memory.loss.squared"), legend=True)


def penalised(penalty: float, rows: int = 40, columns: int = 30) -> tuple[float, float]:
    """Mean squared errors of ridge regression on its rows and on fresh ones; three columns matter."""
    random = np.random.default_rng(8)
    x, truth = random.standard_normal((rows + 500, columns)), np.zeros(columns)
    truth[:3] = 1.0
    y = x @ truth + 0.8 * random.standard_normal(len(x))
    weights = np.linalg.solve(x[:rows].T @ x[:rows] + penalty * np.eye(columns), x[:rows].T @ y[:rows])
    errors = (y - x @ weights) ** 2
    return float(errors[:rows].mean()), float(errors[rows:].mean())


def memorised(freedom: int, rows: int = 80) -> tuple[float, float]:
    """Squared errors of a least-squares fit of random numbers by random numbers: its rows, fresh ones."""
    random = np.random.default_rng(2)
    x, y = random.random((rows + 500, 70)) - 0.5, random.random(rows + 500) - 0.5
    weights, *_ = np.linalg.lstsq(x[:rows, :freedom], y[:rows], rcond=None)
    errors = (y - x[:, :freedom] @ weights) ** 2
    return float(errors[:rows].mean()), float(errors[rows:].mean())


def noise(t: Translate) -> go.Figure:
    """Random numbers in and out: the more weights, the smaller the error on what was learnt by heart."""
    counts = np.arange(1, 61, 3)
    errors = np.array([memorised(int(count)) for count in counts])
    figure = go.Figure()
    line(figure, counts, errors[:, 0], QUIET, t("learn.label.training"), dash="dot")
    line(figure, counts, errors[:, 1], ODD, t("learn.label.fresh"), width=2.4, dash="solid")
    figure.add_hline(y=1 / 12, line={"color": DARK.color, "width": 1.2, "dash": "dash"})
    word(figure, counts[-1], 1 / 12, t("learn.label.mean"), xanchor="right", yanchor="top")
    return framed(figure, t("memory.table.weights"), t("memory.loss.squared"), legend=True)


def limits(t: Translate) -> go.Figure:
    """How many steps lie between the first word and the last: a chain, or one look (Vaswani et al. 2017)."""
    figure = go.Figure()
    line(figure, LENGTHS, path(LENGTHS), ODD, t("learn.label.recurrent"), width=2.4)
    line(figure, LENGTHS, np.ones(len(LENGTHS)), OTHER, t("learn.label.attention"), width=2.4)
    figure.update_yaxes(log_axis(1.0, path(LENGTHS)[-1]))
    return framed(figure, t("spec.length"), t("learn.label.path"), legend=True)


def path(lengths: Floats) -> Floats:
    """Steps that a signal takes from the first state to the last."""
    return np.asarray(lengths) - 1.0
