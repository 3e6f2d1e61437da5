"""Each seed of each side of a pair as a hollow point, the mean as a full one."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from app.charts.drawing import DARK, OURS, framed, in_lines, points
from app.i18n import Translate
from app.learn.pairs import Pair
from app.numbers import percent_sign

NARROW = 11  # letters of a line below a point, for four beside each other on a phone
SPREAD = 0.12  # of a category's width: seeds beside each other


def pair_chart(t: Translate, pair: Pair) -> go.Figure:
    """All sides beside each other."""
    names = [t(f"learn.pair.{pair.name}.{side}") for side in pair.sides]
    size = 100 if pair.share else 1
    values = [size * np.array(side) for side in pair.sides.values()]
    label = t("learn.pair.axis.right", sign=percent_sign().strip()) if pair.share else t("learn.pair.error")
    return seeds_beside(t, names, values, label)


def seeds_beside(t: Translate, names: Sequence[str], values: Sequence[np.ndarray], label: str) -> go.Figure:
    """A column of points for each name; seeds are not drawn where only their mean is known."""
    figure = go.Figure()
    for place, side in enumerate(values):
        if len(side) > 1:
            beside = place + np.linspace(-SPREAD, SPREAD, len(side))
            points(figure, beside, side, OURS, "" if place else t("learn.label.seed"), size=8, hollow=True)
        mean = float(side.mean())
        points(figure, [place], [mean], DARK, "" if place else t("learn.label.seeds_mean"), size=12)
    lines = ["<br>".join(in_lines(name, NARROW)) for name in names]
    figure.update_xaxes(tickvals=list(range(len(lines))), ticktext=lines, tickangle=0)
    figure.update_xaxes(range=[-0.5, len(lines) - 0.5])
    return framed(figure, y=label, legend=True)
