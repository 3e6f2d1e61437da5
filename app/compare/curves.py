"""Learning curves of all groups, by updates or by seconds."""

from collections.abc import Iterator
from typing import Any

import streamlit as st

from app.charts.theme import CONFIG
from app.compare.charts.curves import curves_chart
from app.compare.download import figures_button
from app.compare.view import View
from app.components.about import links
from app.i18n import Translate
from app.numbers import figure
from app.store import open_store
from core.compare.curves import AXES, Curve, curve
from core.store.across import epochs_of
from core.words.sentences import spaced

SCALES = ("data", "target", "transform", "loss", "label_smoothing")  # on which the size of a loss depends
TABLE_ROWS = 200


def curves_part(view: View) -> None:
    """The chart with its switches, and its data as a table."""
    t = view.t
    with st.container(horizontal=True):
        axis = st.segmented_control(
            t("compare.curves.axis"), AXES, default="updates", required=True, key="compare.axis",
            format_func=lambda one: t(f"compare.axis.{one}"), persist_state="session",
        )  # fmt: skip
        value = st.segmented_control(
            t("compare.curves.value"), view.task.curves, default=view.task.curves[0], required=True,
            key=f"compare.value.{view.task.name}", format_func=lambda one: t(f"compare.value.{one}"),
            persist_state="session",
        )  # fmt: skip
    axis, value = axis or "updates", value or view.task.curves[0]
    epochs = epochs_of(open_store().engine, [row.run.id for row in view.rows])
    found = [curve([epochs[row.run.id] for row in group.rows], value, axis) for group in view.groups]
    if not any(one.at.size for one in found):
        st.info(t("compare.curves.none"), icon=":material/hourglass_empty:")
        return
    label = t("chart.validation_accuracy") if value == "val_accuracy" else t(f"chart.loss.{view.task.name}")
    st.plotly_chart(
        curves_chart(found, view.looks, t, axis=axis, value=value, label=label),
        key="compare.curves",
        config=CONFIG,
        alt=_alt(view, found, axis, value),
    )
    st.caption(spaced(t, t("compare.curves.about"), *_scales(view, value)))
    st.caption(links(t, "stopping", "seeds"))
    with st.expander(t("result.as_table")):
        st.dataframe(
            curve_rows(view, found, t, axis)[:TABLE_ROWS], hide_index=True, width="stretch", height=300
        )
        figures_button(t, "curves", lambda: list(_figures(view, found, axis)))


def curve_rows(view: View, found: list[Curve], t: Translate, axis: str) -> list[dict[str, str]]:
    """One row per group and point."""
    return [
        {
            t("compare.column.group"): name,
            t(f"compare.axis.{axis}"): figure(at),
            t("compare.column.mean"): figure(mean),
            t("compare.column.low"): figure(low),
            t("compare.column.high"): figure(high),
        }
        for one, name in zip(found, view.names, strict=True)
        for at, mean, low, high in zip(one.at, one.mean, one.low, one.high, strict=True)
    ]


def _figures(view: View, found: list[Curve], axis: str) -> Iterator[dict[str, Any]]:
    for one, name in zip(found, view.names, strict=True):
        for at, mean, low, high in zip(one.at, one.mean, one.low, one.high, strict=True):
            yield {"group": name, axis: at, "mean": mean, "low": low, "high": high}


def _scales(view: View, value: str) -> list[str]:
    """Say so where the heights of the curves cannot be compared."""
    if value == "val_accuracy":
        return []
    kinds = {
        (one.data, *(getattr(part, n, "") for part in (one.spec.task, one.spec.training) for n in SCALES))
        for one in view.experiments
    }
    return [view.t("compare.curves.scales")] if len(kinds) > 1 else []


def _alt(view: View, found: list[Curve], axis: str, value: str) -> str:
    best = max if value == "val_accuracy" else min
    told = [
        f"{name}: {figure(float(best(one.mean)))}"
        for one, name in zip(found, view.names, strict=True)
        if one.at.size
    ]
    t = view.t
    what, along = t(f"compare.value.{value}"), t(f"compare.axis.{axis}")
    return t("compare.alt.curves", what=what, along=along, best=t("words.pause").join(told))
