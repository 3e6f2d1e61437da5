"""Quality against what it costs: weights, training time, scoring time."""

from typing import Any

import streamlit as st

from app.charts.theme import CONFIG
from app.compare.charts.cost import CostPoint, cost_chart, cost_facts
from app.compare.download import figures_button
from app.compare.view import View
from app.components.about import links
from app.components.table import table
from app.numbers import figure, percent
from core.compare.comparison import LOSS
from core.words.sentences import spaced


def cost_part(view: View) -> None:
    """A chart of the groups with its switches and its table."""
    t = view.t
    measures = [one.name for one in view.task.measures] + [LOSS.name]
    with st.container(horizontal=True):
        name = st.selectbox(
            t("compare.measure"), measures, format_func=lambda one: t(f"metric.{one}"),
            key=f"compare.measure.{view.task.name}", persist_state="session", width=260,
        )  # fmt: skip
        cost = st.segmented_control(
            t("compare.cost"), view.task.costs, default="weights", required=True,
            key=f"compare.cost.{view.task.name}", persist_state="session",
            format_func=lambda one: t(f"compare.column.{one}"),
        )  # fmt: skip
    cost, measure = cost or "weights", view.task.measure(name or measures[0])
    points = cost_facts(view.groups, view.looks, cost, measure)
    if not points:
        st.info(t(f"compare.cost.none.{cost}"), icon=":material/hourglass_empty:")
        return
    title = t(f"metric.{measure.name}") + (" (%)" if measure.share else "")
    st.plotly_chart(
        cost_chart(
            points, t, x=t(f"compare.cost.axis.{cost}.{view.task.name}"), y=title, share=measure.share
        ),
        key="compare.cost.chart",
        config=CONFIG,
        alt=_alt(view, points),
    )
    st.caption(spaced(t, t("compare.cost.about"), *_unknown(view, points, cost), *_machines(view, cost)))
    st.caption(links(t, "budgets", "seeds"))
    with st.expander(t("result.as_table")):
        table(_rows(view, points, cost, measure.name), names=1)
        figures_button(t, "cost", lambda: [_figures(one, cost, measure.name) for one in points])


def _rows(view: View, points: list[CostPoint], cost: str, measure: str) -> list[dict[str, str]]:
    t, tell = view.t, percent if view.task.measure(measure).share else figure
    return [
        {
            t("compare.column.group"): point.look.name,
            t(f"compare.column.{cost}"): figure(point.cost),
            t(f"metric.{measure}"): tell(point.score)
            + (f" ± {tell(point.deviation)}" if point.deviation else ""),
            t("compare.front"): t("yes") if point.front else "",
        }
        for point in points
    ]


def _figures(point: CostPoint, cost: str, measure: str) -> dict[str, Any]:
    told = {"group": point.look.name, cost: point.cost, measure: point.score}
    return told | {"deviation": point.deviation, "front": point.front}


def _unknown(view: View, points: list[CostPoint], cost: str) -> list[str]:
    """Groups that are not drawn, and why."""
    drawn = {point.look.name for point in points}
    left = [name for name in view.names if name not in drawn]
    return [view.t(f"compare.cost.unknown.{cost}", names=view.t("words.comma").join(left))] if left else []


def _machines(view: View, cost: str) -> list[str]:
    """Times of different devices do not compare cells."""
    if cost == "weights":
        return []
    devices = sorted({row.run.device for row in view.rows if row.run.device})
    several = (
        [view.t("compare.cost.devices", devices=view.t("words.comma").join(devices))]
        if len(devices) > 1
        else []
    )
    return [view.t("compare.cost.times"), *several]


def _alt(view: View, points: list[CostPoint]) -> str:
    front = view.t("words.comma").join(point.look.name for point in points if point.front)
    return view.t("compare.alt.cost", count=len(points), front=front)
