"""How much of the loss' gradient reaches each step on the way back, on a log scale."""

from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from app.charts.logarithmic import log_axis
from app.charts.theme import SIMPLE, mark, style
from app.i18n import Translate
from core.arrays import Floats


@dataclass(frozen=True)
class NormFacts:
    """One line: norms by steps back from where the reading ended."""

    cell: str
    state: str  # h, c …
    norms: Floats  # the last step read comes first
    ghost: bool = False  # of the run's own start, where another one is tried

    @property
    def reaches(self) -> float | None:
        """The norm at the step read first, as a share of that at the step read last."""
        return float(self.norms[-1] / self.norms[0]) if self.norms[0] > 0 else None


def norm_facts(
    cell: str, state: str, norms: list[float], *, backwards: bool, ghost: bool = False
) -> NormFacts:
    """Turn a line by time into one by steps back."""
    values = np.array(norms, dtype=float)
    return NormFacts(cell, state, values if backwards else values[::-1], ghost)


def gradients_chart(lines: list[NormFacts], t: Translate, reach: tuple[float, float] | None) -> go.Figure:
    """Draw all lines; `reach` (powers of ten) keeps two charts equal. An exact zero has no place here."""
    chart, ghosts = go.Figure(), 0
    for line in lines:
        look, hidden = mark(line.cell), line.state == "h"
        color, width = (SIMPLE.color, 1.0) if line.ghost else (look.color, 2.2 if hidden else 1.3)
        name = t("inside.ghost") if line.ghost else f"{t(f'cell.{line.cell}')} · {line.state}"
        ghosts += line.ghost
        chart.add_scatter(
            x=list(range(len(line.norms))),
            y=[value if value > 0 else None for value in line.norms],
            mode="lines",
            name=name,
            showlegend=not line.ghost or ghosts == 1,  # one entry for all that are grey
            hoverinfo="skip" if line.ghost else None,
            line={"color": color, "dash": look.dash if hidden else "longdashdot", "width": width},
            hovertemplate=None if line.ghost else "%{y:.2e}",
        )
    style(chart, height=380, x=t("inside.chart.back"), y=t("inside.chart.norm"), legend=True)
    if reach:
        chart.update_yaxes(log_axis(10 ** reach[0], 10 ** reach[1]) | {"range": list(reach)})
    return chart


def reach_of(lines: list[NormFacts]) -> tuple[float, float] | None:
    """Powers of ten that hold all lines."""
    values = np.concatenate([line.norms for line in lines]) if lines else np.array([])
    values = values[values > 0]
    if not len(values):
        return None
    return float(np.floor(np.log10(values.min()))), float(np.ceil(np.log10(values.max())))
