"""Quality against cost: a point per group, the Pareto front as a line."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from app.charts.logarithmic import log_axis
from app.charts.theme import SIMPLE, style
from app.compare.charts.styles import Drawn
from app.i18n import Translate
from app.numbers import figure as told
from app.numbers import percent
from core.compare.pareto import pareto_front
from core.compare.rows import Group
from core.compare.test_set import Measure

WIDE = 10  # from this ratio of the largest to the smallest cost on, the axis is logarithmic


@dataclass(frozen=True)
class CostPoint:
    """One group."""

    look: Drawn
    cost: float
    score: float
    deviation: float | None  # over seeds
    seeds: int
    front: bool  # nothing else is as good and cheaper, or as cheap and better


def cost_facts(
    groups: Sequence[Group], looks: Sequence[Drawn], cost: str, measure: Measure
) -> list[CostPoint]:
    """The groups of which cost and score are known."""
    known = [
        (group, look, price, score)
        for group, look in zip(groups, looks, strict=True)
        if (price := group.cost(cost)) is not None and (score := group.score(measure.name)) is not None
    ]
    front = pareto_front([one[2] for one in known], [one[3] for one in known], lower=measure.lower)
    return [
        CostPoint(look, price, score, group.deviation(measure.name), len(group.tested), place in front)
        for place, (group, look, price, score) in enumerate(known)
    ]


def cost_chart(points: Sequence[CostPoint], t: Translate, *, x: str, y: str, share: bool) -> go.Figure:
    """Draw them; what lies on the front has a ring and is joined by a line."""
    figure, scale = go.Figure(), 100 if share else 1
    front = sorted((p for p in points if p.front), key=lambda p: p.cost)
    figure.add_scatter(
        x=[p.cost for p in front],
        y=[scale * p.score for p in front],
        mode="lines+markers",
        name=t("compare.front"),
        line={"color": SIMPLE.color, "width": 1.4, "dash": "dot"},
        marker={"symbol": "circle-open", "size": 20, "color": SIMPLE.color},
        hoverinfo="skip",
    )
    for point in points:
        _point(figure, point, scale)
    style(figure, height=380, x=x, y=y, legend=True)
    figure.update_layout(hovermode="closest")
    costs = [p.cost for p in points]
    if min(costs) > 0 and max(costs) >= WIDE * min(costs):
        figure.update_xaxes(log_axis(min(costs), max(costs)))
    elif costs:
        figure.update_xaxes(rangemode="tozero")
    return figure


def _point(figure: go.Figure, point: CostPoint, scale: float) -> None:
    spread = point.deviation
    error = {"type": "data", "array": [scale * spread], "thickness": 1.4} if spread else None
    say = percent if scale > 1 else told
    text = f"{point.look.name}: {say(point.score)} · {told(point.cost)}"
    figure.add_scatter(
        x=[point.cost],
        y=[scale * point.score],
        error_y=error,
        mode="markers",
        name=point.look.name,
        marker={"color": point.look.color, "symbol": point.look.symbol, "size": 11},
        hovertemplate=f"{text}<extra></extra>",
    )
