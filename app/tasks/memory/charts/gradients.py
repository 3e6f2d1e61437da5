"""How far back the gradient reaches: its norm at every step, log scale, before and after training."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go

from app.charts.logarithmic import log_axis
from app.charts.theme import mark, style
from app.charts.traces import line
from app.i18n import Translate
from core.arrays import Floats
from core.tasks.memory.outcome import Learner

SMALLEST = 1e-300  # what is smaller is nothing in double precision
LOOKS: dict[str, dict[str, Any]] = {
    "before": {"width": 1.3, "opacity": 0.8},
    "after": {"width": 2.6, "opacity": 1.0},
}


@dataclass(frozen=True)
class NormFacts:
    """One line of the picture."""

    cell: str
    when: str  # before | after
    norms: Floats  # (steps,), from the first step to the last


def norm_facts(learners: Sequence[Learner], state: str, times: Sequence[str]) -> list[NormFacts]:
    """The chosen lines: the `state` is "hidden" or "cell", which only some cells have."""
    found = []
    for one in learners:
        for when in times:
            norms = one.gradients(f"{when}_{state}")
            if norms is not None:
                found.append(NormFacts(one.cell, when, norms))
    return found


def norms_chart(lines: Sequence[NormFacts], state: str, t: Translate) -> go.Figure:
    """Steps back go from left to right, as on the page Inside; before training thin, after it bold."""
    figure = go.Figure()
    for one in lines:
        back, norms = np.arange(len(one.norms))[::-1], np.where(one.norms > SMALLEST, one.norms, np.nan)
        name = t(f"memory.norms.{one.when}", cell=t(f"cell.{one.cell}"))
        line(figure, back, norms, mark(one.cell), name, **LOOKS[one.when], hovertemplate="%{y:.2e}")
    style(figure, height=330, x=t("memory.norms.x"), y=t(f"memory.norms.y.{state}"), legend=True)
    norms = np.concatenate([one.norms for one in lines] or [np.ones(1)])
    norms = norms[norms > SMALLEST]
    if len(norms):
        figure.update_yaxes(log_axis(norms.min(), norms.max()))
    return figure


def gradient_ratio(norms: Floats) -> float | None:
    """The norm at the first step over that at the last; not defined where nothing is left at the last."""
    first, last = float(norms[0]), float(norms[-1])
    return first / last if last > SMALLEST else None
