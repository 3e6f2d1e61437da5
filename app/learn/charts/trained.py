"""Figures that were trained once for Learn: how layers stand, and what dropout does."""

import numpy as np
import plotly.graph_objects as go

from app.charts.drawing import DARK, HEIGHT, ODD, OURS, framed, in_lines, line, points
from app.i18n import Translate
from app.learn.measured import measured
from app.numbers import percent_sign

NARROW = 11  # letters of a line below a point, for three beside each other on a phone
LEGEND = 70  # pixels: four long names stand below each other on a phone
SPREAD = 0.12  # of a category's width: seeds beside each other


def layers(t: Translate) -> go.Figure:
    """Each seed's accuracy as a hollow point, the mean as a full one."""
    found, figure = measured()["layers"], go.Figure()
    for place, one in enumerate(found.values()):
        right = 100 * np.array(one["accuracy"])
        beside = place + np.linspace(-SPREAD, SPREAD, len(right))
        points(figure, beside, right, OURS, "" if place else t("learn.label.seed"), size=8, hollow=True)
        mean = float(right.mean())
        points(figure, [place], [mean], DARK, "" if place else t("learn.label.seeds_mean"), size=12)
    names = ["<br>".join(in_lines(t(f"learn.label.{name}"), NARROW)) for name in found]
    figure.update_xaxes(tickvals=list(range(len(names))), ticktext=names, tickangle=0)
    figure.update_xaxes(range=[-0.5, len(names) - 0.5])
    return framed(figure, y=t("learn.label.accuracy", sign=percent_sign().strip()), legend=True)


def dropout(t: Translate) -> go.Figure:
    """Losses on the way, means over seeds: those of training dotted, those of validation solid."""
    figure = go.Figure()
    for (share, one), look in zip(measured()["dropout"].items(), (ODD, OURS), strict=True):
        for what, dash, width in (("training", "dot", 1.6), ("validation", "solid", 2.4)):
            at = one.get("updates") or np.arange(1, len(one[what]) + 1)
            name = t(f"learn.label.dropout.{what}", share=share)
            line(figure, at, one[what], look, name, dash=dash, width=width)
    figure.update_yaxes(rangemode="tozero")
    framed(
        figure,
        t("compare.axis.updates" if "updates" in one else "chart.epoch"),
        t("chart.loss.forecast"),
        legend=True,
    )
    return figure.update_layout(height=HEIGHT + LEGEND)
