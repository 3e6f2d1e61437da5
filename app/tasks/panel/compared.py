"""One of many series as the groups of a comparison forecast it, all origins of the test in a row."""

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from app.charts.theme import ACTUAL, CONFIG, style
from app.charts.traces import line
from app.compare.view import View
from app.components.table import table
from app.errors import explained
from app.numbers import figure
from app.store import open_store
from app.tasks.panel.known import many_series
from core.arrays import Floats
from core.compare.rows import Group
from core.data.panel.facts import time_of
from core.evaluate.many_series import Units, mase
from core.tasks.panel.compare import mean_of
from core.tasks.panel.cuts import NONE

MOST_ORIGINS = 6  # that are drawn, the last ones: more would lie too close


def one_of_many_part(view: View) -> None:
    """Choose a series; what came, what each group that is on the same test forecast, and their errors."""
    t = view.t
    if not view.tested:
        st.info(t("compare.overlay.none"), icon=":material/hourglass_empty:")
        return
    home = view.tested[0].rows[0].experiment
    with explained(t):
        data = many_series(open_store(), home.data)
        names = list(data.ids)
        chosen = st.selectbox(t("panel.inside.series"), names, key=f"compare.series.{home.data[:8]}")
        place = names.index(chosen)
        arrays = view.test_sets[home.id].arrays
        truth, rows = arrays["test_truth"][place], arrays["test_origins"][place]
        kept = np.flatnonzero(rows != NONE)[-MOST_ORIGINS:]
        if not len(kept):
            st.info(t("panel.compare.untested"), icon=":material/info:")
            return
        told = {at: _told(view, view.groups[at], place) for at in view.shared.places}
        drawn = go.Figure()
        spots = (rows[kept][:, None] + np.arange(1, truth.shape[1] + 1) + data.starts[place]).ravel()
        times = [time_of(data.grid, int(spot)) for spot in spots if spot < len(data.grid)]
        size = len(times)
        drawn.add_scatter(
            x=times, y=truth[kept].ravel()[:size], mode="lines", name=data.column,
            line={"color": ACTUAL.color, "width": 1.6},
        )  # fmt: skip
        for at, values in told.items():
            look = view.looks[at]
            line(drawn, times, values[kept].ravel()[:size], look, look.name, width=look.width)
        st.plotly_chart(
            style(drawn, height=400, y=data.column, legend=True), key="compare.one_of_many", config=CONFIG,
            alt=t("panel.compare.alt", series=chosen, count=len(told)),
        )  # fmt: skip
        st.caption(t("panel.compare.about"))
        unit = Units(arrays["unit_test"][[place]], arrays["unit_squared_test"][[place]])
        table(
            [
                {t("compare.column.group"): view.names[at], t("metric.mase"): _error(truth, values, unit)}
                for at, values in told.items()
            ]
        )


def _told(view: View, group: Group, place: int) -> Floats:
    """The mean of its seeds' forecasts of a series, (origins, horizon)."""
    found: Floats = mean_of([view.answers(row.run) for row in group.tested])["test"][place]
    return found


def _error(truth: Floats, told: Floats, unit: Units) -> str:
    value = float(np.nanmean(mase(truth[None], told[None], unit)))
    return figure(value if np.isfinite(value) else None)
