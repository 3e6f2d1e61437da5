"""Figures that were trained once for Learn: how layers stand, and what dropout does."""

import numpy as np
import plotly.graph_objects as go

from app.charts.drawing import HEIGHT, ODD, OURS, framed, line
from app.i18n import Translate
from app.learn.charts.pairs import seeds_beside
from app.learn.measured import measured
from app.numbers import percent_sign

LEGEND = 70  # pixels: four long names stand below each other on a phone


def layers(t: Translate) -> go.Figure:
    """Each seed's accuracy as a hollow point, the mean as a full one."""
    found = measured()["layers"]
    values = [100 * np.array(one["accuracy"]) for one in found.values()]
    names = [t(f"learn.label.{name}") for name in found]
    return seeds_beside(t, names, values, t("learn.label.accuracy", sign=percent_sign().strip()))


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
