"""From words to what a network reads: numbers, vectors, and what stands behind a short sentence."""

from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go

from app.charts.drawing import DARK, ODD, OURS, QUIET, framed, line, word
from app.charts.labels import SHARP
from app.i18n import Translate, current_language
from app.inside.charts.colours import diverging
from app.learn.charts.cells import row
from app.learn.shown import shown
from app.numbers import figure as written
from core.arrays import Bools, Floats
from core.cells import CELLS
from core.cells.steps import Weights, numpy_functions, steps_of
from core.text.vocabulary import PADDING, UNKNOWN
from core.words.locales import FIRST

UNITS, SEED = 8, 4
HEIGHT = 300


def sentences() -> list[dict[str, Any]]:
    """A long and a short one in the reader's language, else in English, as the shipped network reads them."""
    known: dict[str, list[dict[str, Any]]] = shown()["words"]
    return known.get(current_language(), known[FIRST])


def vector_facts(t: Translate) -> dict[str, Any]:
    """What the long sentence is, and the word of it that was never seen."""
    one = sentences()[0]
    unknown = one["words"][one["numbers"].index(UNKNOWN)]
    facts = {"text": one["text"], "count": len(one["words"]), "width": len(one["vectors"][0])}
    last = {"last": one["words"][-1], "number": one["numbers"][-1]}
    return facts | last | {"unknown": unknown}


def vectors(t: Translate) -> go.Figure:
    """A column for each word: the word, its number, and below them the vector that stands for the number."""
    one, figure = sentences()[0], go.Figure()
    values = np.array(one["vectors"]).T
    most = float(np.abs(values).max())
    figure.add_heatmap(
        z=values, zmin=-most, zmax=most, colorscale=diverging(), showscale=False, xgap=3, hoverinfo="skip"
    )
    framed(figure, y=t("learn.label.vector"))
    heads = zip(one["words"], one["numbers"], strict=True)
    ticks = [f"{name.translate(SHARP)}<br><b>{number}</b>" for name, number in heads]
    figure.update_xaxes(
        tickvals=list(range(len(ticks))), ticktext=ticks, side="top", tickangle=0, showgrid=False
    )
    figure.update_xaxes(tickfont={"size": 11, "color": DARK.color})
    figure.update_yaxes(autorange="reversed", showgrid=False, tickvals=[0, len(values) - 1])
    figure.update_yaxes(ticktext=["1", str(len(values))])
    return figure.update_layout(height=HEIGHT)


class Padded(NamedTuple):
    """What padding does to a state."""

    numbers: list[list[int]]  # of both sentences, the short one with zeros
    masked: Floats  # states of the short one, (steps, units)
    bare: Floats  # the same where padding is read like words
    end: int  # words of the short one


def padded() -> Padded:
    """Walk a plain cell through the short sentence and its padding, with a mask and without."""
    long, short = sentences()
    steps, end = len(long["words"]), len(short["words"])
    fill = steps - end
    read = np.array(short["vectors"] + [short["padding"]] * fill)
    mask = np.arange(steps) < end
    numbers = [long["numbers"], short["numbers"] + [PADDING] * fill]
    return Padded(numbers, walked(read, mask), walked(read, np.ones(steps, dtype=bool)), end)


def walked(read: Floats, mask: Bools) -> Floats:
    """States of a plain cell with drawn weights, (steps, units); where the mask is False it stands still."""
    cell, random = CELLS["rnn"], np.random.default_rng(SEED)
    weights = Weights(*(random.standard_normal(one) / 2 for one in cell.shapes(read.shape[1], UNITS)))
    state, found = np.zeros((1, UNITS)), []
    for vector, keep in zip(read, mask, strict=True):
        new = steps_of(cell).step(vector[None], {"h": state}, weights, numpy_functions("tanh"))["h"]
        state = np.where(keep, new, state)
        found.append(state[0])
    return np.array(found)


def moved(found: Padded) -> int:
    """The unit that padding moves most."""
    return int(np.abs(found.bare[-1] - found.masked[-1]).argmax())


def padding_facts(t: Translate) -> dict[str, Any]:
    """Where the state of that unit ends."""
    found = padded()
    unit = moved(found)
    held, bare = (written(float(one[-1, unit]), 2) for one in (found.masked, found.bare))
    return {"held": held, "bare": bare, "end": found.end, "steps": len(found.bare)}


def padding(t: Translate) -> go.Figure:
    """Numbers of both sentences above each other; below, one unit of the short one, with and without mask."""
    found, figure = padded(), go.Figure()
    unit, steps = moved(found), len(found.bare)
    for height, numbers in zip((2.9, 2.0), found.numbers, strict=True):
        looks = [QUIET if number == PADDING else OURS for number in numbers]
        row(figure, 0, height, [str(number) for number in numbers], looks, share=0.22)
    x = np.arange(steps)
    line(figure, x, found.bare[:, unit], ODD, t("learn.label.bare"), width=2, dash="dot")
    line(figure, x, found.masked[:, unit], OURS, t("learn.label.masked"), width=2.8)
    figure.add_vline(x=found.end - 0.5, line={"color": DARK.color, "dash": "dot", "width": 1.2})
    framed(figure, t("chart.step"), legend=True)
    short = sentences()[1]["words"]
    names = [*(one.translate(SHARP) for one in short), *["–"] * (steps - len(short))]
    figure.update_xaxes(tickvals=x.tolist(), ticktext=names, tickangle=0, range=[-0.5, steps - 0.5])
    figure.update_xaxes(showgrid=False)
    figure.update_yaxes(range=[-1.15, 3.5], tickvals=[-1, 0, 1])
    word(figure, 1, 1.15, t("learn.label.unit_state"), xanchor="right", xref="paper", yanchor="bottom")
    return figure.update_layout(height=HEIGHT)
