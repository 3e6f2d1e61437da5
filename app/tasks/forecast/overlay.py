"""Forecasts of different experiments from one origin, a slider over the origins that they share."""

from collections.abc import Iterator
from functools import reduce
from typing import Any

import numpy as np
import streamlit as st

from app.charts.theme import CONFIG
from app.compare.download import figures_button
from app.compare.view import View
from app.components.about import links
from app.components.table import table
from app.errors import explained
from app.experiments.origin_slider import origin_slider
from app.i18n import Translate
from app.numbers import NONE, figure, moments
from app.store import dataset, open_store
from app.tasks.forecast.charts.overlay import OverlayFacts, overlay_chart, overlay_facts
from app.tasks.forecast.result import unit_of
from core.compare.rows import Group
from core.store.records import Experiment
from core.tasks.forecast.blanks import rows_of
from core.tasks.forecast.spec import ForecastSpec


def overlay_part(view: View) -> None:
    """The chart with its slider and its table; a sentence for who is not drawn."""
    t, places = view.t, same_series(view)
    if not places:
        st.info(t("compare.overlay.none"), icon=":material/hourglass_empty:")
        return
    groups = [view.groups[place] for place in places]
    origins = shared_origins(view, groups)
    left = [name for place, name in enumerate(view.names) if place not in places]
    if left:
        st.caption(t("compare.overlay.left_out", names=t("words.comma").join(left)))
    if not len(origins):
        st.info(t("compare.overlay.no_origin"), icon=":material/link_off:")
        return
    with explained(t):
        _draw(view, places, groups, origins)


def same_series(view: View) -> list[int]:
    """The tested groups that forecast the same column of the same data as the first of them."""
    able = [n for n, one in enumerate(view.groups) if one.tested and _home(one).id in view.test_sets]
    return [n for n in able if _series(view, n) == _series(view, able[0])]


def shared_origins(view: View, groups: list[Group]) -> "np.ndarray":
    """Rows from which all of them made a forecast on their tests."""
    each = [view.test_sets[_home(group).id].arrays["test_origins"] for group in groups]
    return np.asarray(reduce(np.intersect1d, each))


def overlay_rows(facts: OverlayFacts, t: Translate) -> list[dict[str, str]]:
    """One row per step ahead."""
    rows, told = [], moments(facts.actual.index)
    for step, time in enumerate(facts.actual.index[1:], 1):
        row = {t("column.time"): told(time), t("chart.actual"): figure(facts.actual.iloc[step], 5)}
        for look, values in facts.lines:
            row[look.name] = figure(values[step], 5) if step < len(values) else NONE
        rows.append(row)
    return rows


def _figures(facts: OverlayFacts) -> Iterator[dict[str, Any]]:
    for step, time in enumerate(facts.actual.index[1:], 1):
        told = {look.name: values[step] for look, values in facts.lines if step < len(values)}
        yield {"time": str(time), "actual": facts.actual.iloc[step]} | told


def _draw(view: View, places: list[int], groups: list[Group], origins: "np.ndarray") -> None:
    t, first = view.t, _home(groups[0])
    data = dataset(open_store(), first.data, first.source_name)
    history = rows_of(data, first.spec.of(ForecastSpec), view.test_sets[first.id].facts).values
    times, told = history.index[origins], moments(history.index)
    place = origin_slider(t("backtest.origin"), times, told, key=f"compare.origin.{first.data[:8]}")
    row = int(origins[place])
    forecasts = [(view.looks[n], _told(view, group, row)) for n, group in zip(places, groups, strict=True)]
    facts, time = overlay_facts(history, row, forecasts), told(history.index[row])
    st.plotly_chart(
        overlay_chart(facts, t, unit_of(data, first.spec.of(ForecastSpec).target)),
        key="compare.overlay",
        config=CONFIG,
        alt=t("compare.alt.overlay", time=time, count=len(groups)),
    )
    st.caption(t("compare.overlay.about", time=time))
    st.caption(links(t, "origins", "ensemble"))
    with st.expander(t("result.as_table")):
        table(overlay_rows(facts, t))
        figures_button(t, "origin", lambda: list(_figures(facts)))


def _told(view: View, group: Group, row: int) -> "np.ndarray":
    """The mean of the seeds' forecasts from one origin, shape (horizon,)."""
    origins = view.test_sets[_home(group).id].arrays["test_origins"]
    place = int(np.flatnonzero(origins == row)[0])
    found: np.ndarray = np.mean([view.answers(one.run)["test"][place] for one in group.tested], axis=0)
    return found


def _home(group: Group) -> Experiment:
    return group.rows[0].experiment


def _series(view: View, place: int) -> tuple[str, str, int]:
    """Data, target and rows: blanks were counted among these once."""
    home = _home(view.groups[place])
    return home.data, home.spec.of(ForecastSpec).target, view.test_sets[home.id].facts["cuts"]["rows"]
