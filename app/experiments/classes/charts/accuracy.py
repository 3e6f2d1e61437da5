"""Share of the validation texts that are told right, by weight updates: a line per cell, mean over seeds."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from app.charts.theme import mark, style
from app.charts.traces import line
from app.i18n import Translate
from core.store.records import Epoch, Run

Curves = dict[str, tuple[list[int], list[float]]]  # by cell: updates, accuracies


def accuracy_facts(runs: Sequence[Run], epochs: Sequence[Epoch], cells: Sequence[str]) -> Curves:
    """Gather the curves; empty where answers are no classes."""
    found: Curves = {}
    for cell in cells:
        ids = {run.id for run in runs if run.cell == cell}
        mine = [epoch for epoch in epochs if epoch.run in ids and epoch.val_accuracy is not None]
        reached = sorted({epoch.at for epoch in mine})
        if reached:
            means = [np.mean([e.val_accuracy for e in mine if e.at == n]) for n in reached]
            found[cell] = (reached, [float(mean) for mean in means])
    return found


def accuracy_chart(facts: Curves, t: Translate) -> go.Figure:
    """Draw all cells on one pair of axes, in percent."""
    figure = go.Figure()
    for cell, (at, accuracies) in facts.items():
        line(figure, at, [100 * value for value in accuracies], mark(cell), t(f"cell.{cell}"), marks=6)
    style(figure, height=240, x=t("compare.axis.updates"), y=t("chart.validation_accuracy"), legend=True)
    figure.update_xaxes(rangemode="tozero")
    return figure
