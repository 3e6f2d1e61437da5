"""From a sequence to gates: order, one unit, the unrolled network, gradients, and two gated memories."""

import numpy as np
import plotly.graph_objects as go

from app.charts.drawing import DARK, ODD, OTHER, OURS, QUIET, bars, framed, line, points, wave, word
from app.charts.logarithmic import log_axis
from app.i18n import Translate
from core.arrays import Floats

STEPS = 40
UNITS = 64
HEAD = 0.3  # of a dashed arrow, the share that its head is drawn on
AT = (4, 20)  # steps at which an impulse comes in
OWN = 3.2  # width of the line that a person sets
GAINS = (0.8, 1.0, 1.25)  # how much a step stretches the state on average


def sequence(t: Translate) -> go.Figure:
    """A series, and the same values in another order: equal mean, equal spread, another story."""
    values, figure = wave(60), go.Figure()
    shuffled = np.random.default_rng(4).permutation(values)
    line(figure, np.arange(60), values + 5, OURS, t("learn.label.ordered"), width=2.2)
    line(figure, np.arange(60), shuffled, ODD, t("learn.label.shuffled"), width=1.4)
    figure.update_yaxes(visible=False)
    return framed(figure, t("chart.step"), legend=True)


def remembered(weight: float, inputs: Floats) -> Floats:
    """One plain unit: h(t) = tanh(0.9 x(t) + w h(t-1)), from h = 0."""
    state, found = 0.0, []
    for value in inputs:
        state = float(np.tanh(0.9 * value + weight * state))
        found.append(state)
    return np.array(found)


def impulses() -> Floats:
    """Two, and silence, (STEPS,)."""
    inputs = np.zeros(STEPS)
    inputs[list(AT)] = 1.0
    return inputs


def recurrence(t: Translate, own: float | None = None) -> go.Figure:
    """Two impulses and what one unit still knows of them, with a weak and a strong weight on itself.

    Args:
        own: A weight of one's own, drawn beside them.
    """
    inputs, figure = impulses(), go.Figure()
    bars(figure, np.arange(STEPS).tolist(), inputs.tolist(), [QUIET] * STEPS, name=t("learn.label.input"))
    for weight, look in ((0.5, ODD), (0.95, OURS)):
        name = t("learn.label.state", weight=weight)
        line(figure, np.arange(STEPS), remembered(weight, inputs), look, name, width=2.2)
    if own is not None:
        name = t("learn.label.own", value=f"{own:.2f}")
        line(figure, np.arange(STEPS), remembered(own, inputs), DARK, name, width=OWN)
    return framed(figure, t("chart.step"), "h", legend=True)


def unrolling(t: Translate) -> go.Figure:
    """The same cell drawn once per step, a loss at each: forwards in ink, gradients back in dashes."""
    figure, steps = go.Figure(), range(1, 6)
    for step in steps:
        word(figure, step, 1, f"h<sub>{step}</sub>", DARK, font={"size": 16, "color": DARK.color})
        word(figure, step, 0, f"x<sub>{step}</sub>", QUIET)
        word(figure, step, 2, f"L<sub>{step}</sub>", ODD, font={"size": 16, "color": ODD.color})
        _arrow(figure, (step, 0.16), (step, 0.8), QUIET.color)
        _arrow(figure, (step - 0.08, 1.2), (step - 0.08, 1.82), DARK.color)
        _arrow(figure, (step + 0.08, 1.82), (step + 0.08, 1.2), ODD.color, dash=True)
        if step < steps[-1]:
            _arrow(figure, (step + 0.16, 1.08), (step + 0.84, 1.08), DARK.color)
            _arrow(figure, (step + 0.84, 0.9), (step + 0.16, 0.9), ODD.color, dash=True)
    word(figure, 3.5, 1.28, "U", DARK)
    word(figure, 3.5, 0.66, "∂L/∂h", ODD)
    points(figure, list(steps), [1] * 5, DARK, size=34, hollow=True)
    figure.update_xaxes(visible=False, range=[0.5, 5.6])
    figure.update_yaxes(visible=False, range=[-0.3, 2.3])
    return framed(figure)


def reached(gain: float, steps: int = STEPS) -> Floats:
    """Norm of a gradient after 0 … `steps` steps back through random weights of the given gain."""
    random = np.random.default_rng(1)
    weights = gain * random.standard_normal((UNITS, UNITS)) / np.sqrt(UNITS)
    slope = random.standard_normal(UNITS)
    slope /= np.linalg.norm(slope)
    found = [1.0]
    for _ in range(steps):
        slope = weights.T @ slope
        found.append(float(np.linalg.norm(slope)))
    return np.array(found)


def vanishing(t: Translate, own: float | None = None, steps: int = STEPS, clip: float = 0.0) -> go.Figure:
    """The gradient on its way back, for weights that shrink, keep and stretch.

    Args:
        own: A gain of one's own, drawn beside them.
        steps: That the gradient goes back.
        clip: Where gradients are clipped, as a line; 0 for none.
    """
    figure, looks = go.Figure(), (ODD, QUIET, OURS)
    norms = [reached(gain, steps) for gain in GAINS]
    for gain, look, values in zip(GAINS, looks, norms, strict=True):
        line(figure, np.arange(steps + 1), values, look, t("learn.label.gain", gain=gain), width=2.2)
    if own is not None:
        norms.append(reached(own, steps))
        name = t("learn.label.own", value=f"{own:.2f}")
        line(figure, np.arange(steps + 1), norms[-1], DARK, name, width=OWN)
    if clip:
        figure.add_hline(y=clip, line={"color": DARK.color, "width": 1.2, "dash": "dot"})
    figure.update_yaxes(log_axis(np.min(norms), np.max(norms)))
    return framed(figure, t("memory.norms.x"), t("learn.label.norm"), legend=True)


def gated(opens: Floats, keeps: Floats, values: Floats) -> Floats:
    """An LSTM's memory for given gates: c(t) = f(t) c(t-1) + i(t) g(t), from c = 0."""
    memory, found = 0.0, []
    for i, f, g in zip(opens, keeps, values, strict=True):
        memory = f * memory + i * g
        found.append(memory)
    return np.array(found)


def lstm(t: Translate) -> go.Figure:
    """Write at step 5, keep, forget at step 28: three curves that say what a memory cell is."""
    steps, figure = np.arange(STEPS), go.Figure()
    opens, keeps = (steps == 5).astype(float), np.where(steps == 28, 0.05, 0.995)
    values = np.tanh(wave(STEPS, noise=0.4))
    values[5] = 0.8
    line(figure, steps, opens, OTHER, t("learn.label.input_gate"))
    line(figure, steps, keeps, QUIET, t("learn.label.forget_gate"))
    line(figure, steps, gated(opens, keeps, values), OURS, t("learn.label.cell_state"), width=2.8)
    figure.update_yaxes(range=[-0.05, 1.1])
    return framed(figure, t("chart.step"), legend=True)


def blended(gates: Floats, candidates: Floats) -> Floats:
    """A GRU's state for given update gates: h(t) = z h(t-1) + (1 - z) n(t), from h = 0."""
    state, found = 0.0, []
    for z, n in zip(gates, candidates, strict=True):
        state = z * state + (1 - z) * n
        found.append(state)
    return np.array(found)


def gru(t: Translate) -> go.Figure:
    """One gate moves the state between holding still and following the candidate."""
    steps, figure = np.arange(STEPS), go.Figure()
    gates = np.where((steps >= 14) & (steps < 30), 0.98, 0.2)
    candidates = np.tanh(wave(STEPS, noise=0.3))
    line(figure, steps, candidates, QUIET, t("learn.label.candidate"), width=1.3)
    line(figure, steps, gates, ODD, t("learn.label.update_gate"))
    line(figure, steps, blended(gates, candidates), OTHER, t("learn.label.hidden"), width=2.8, dash="solid")
    return framed(figure, t("chart.step"), legend=True)


def _arrow(
    figure: go.Figure, start: tuple[float, float], end: tuple[float, float], color: str, *, dash: bool = False
) -> None:
    if dash:  # an arrow cannot be dashed itself: a line up to where its head begins
        look = {"color": color, "width": 1.4, "dash": "dash"}
        figure.add_shape(type="line", x0=start[0], y0=start[1], x1=end[0], y1=end[1], line=look)
        start = (end[0] + HEAD * (start[0] - end[0]), end[1] + HEAD * (start[1] - end[1]))
    figure.add_annotation(
        x=end[0],
        y=end[1],
        ax=start[0],
        ay=start[1],
        xref="x",
        yref="y",
        axref="x",
        ayref="y",
        text="",
        showarrow=True,
        arrowhead=2,
        arrowwidth=1.6,
        arrowcolor=color,
    )
