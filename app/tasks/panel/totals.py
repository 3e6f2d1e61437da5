"""Sums of what is sent, over all series and by group, each with intervals of its own."""

import pandas as pd
import streamlit as st

from app.charts.theme import CONFIG
from app.components.table import table
from app.i18n import Translate
from app.numbers import figure, percent, whole
from app.store import open_store
from app.tasks.panel.charts.one import BEFORE, FEWEST, OneFacts, one_chart
from app.tasks.panel.known import many_series
from core.data.panel.dataset import Panel
from core.data.panel.facts import time_of
from core.store.records import Experiment
from core.tasks.panel.ahead import times_ahead
from core.tasks.panel.outcome import PanelOutcome
from core.tasks.panel.spec import PanelSpec
from core.tasks.panel.totals import ALL, Total, groups_of, history_of, totals_of


def totals_tab(t: Translate, experiment: Experiment, outcome: PanelOutcome) -> None:
    """Draw the table, and the sum that is chosen."""
    data = many_series(open_store(), experiment.data)
    groups = groups_of(data)
    if not groups or experiment.spec.of(PanelSpec).aligned == "ends":
        st.info(t("panel.totals.none" if not groups else "panel.totals.ends"), icon=":material/info:")
        return
    told = totals_of(outcome, groups)
    table([_row(t, one) for one in told])
    st.caption(t("panel.totals.about"))
    names = [one.group for one in told]
    chosen = st.selectbox(
        t("panel.totals.group"), names, format_func=lambda name: group_name(t, name), key="panel.totals"
    )
    place = names.index(chosen)
    st.plotly_chart(
        one_chart(_facts(experiment, outcome, data, told[place]), data.column, t),
        key="panel.total", config=CONFIG, alt=t("panel.totals.alt", group=group_name(t, chosen)),
    )  # fmt: skip


def group_name(t: Translate, group: str) -> str:
    """What a group is called."""
    return group if group != ALL else t("panel.totals.all")


def total_rows(
    t: Translate, experiment: Experiment, outcome: PanelOutcome, data: Panel
) -> list[dict[str, str]]:
    """A row for each group, readable already; none where nothing can be added up."""
    if experiment.spec.of(PanelSpec).aligned == "ends":
        return []
    return [_row(t, one) for one in totals_of(outcome, groups_of(data))]


def totals_sheet(t: Translate, experiment: Experiment, outcome: PanelOutcome, data: Panel) -> pd.DataFrame:
    """A row for each group and time; none where series end at different times."""
    if experiment.spec.of(PanelSpec).aligned == "ends":
        return pd.DataFrame()
    rows, times = [], times_ahead(data, experiment.spec.of(PanelSpec))[0]
    for one in totals_of(outcome, groups_of(data)):
        name = one.group if one.group != ALL else t("panel.totals.all")
        for step, time in enumerate(times):
            row = {t("panel.totals.group"): name, t("panel.column.time"): time,
                   t("panel.column.forecast"): one.future[step]}  # fmt: skip
            for level, bounds in one.bounds.items():
                for side, values in zip(("low", "high"), bounds, strict=True):
                    row[t(f"panel.sheet.{side}", level=round(100 * level))] = values[step]
            rows.append(row)
    return pd.DataFrame(rows)


def _row(t: Translate, one: Total) -> dict[str, str]:
    return {
        t("panel.totals.group"): group_name(t, one.group),
        t("panel.figure.series"): whole(one.series),
        t("panel.column.sum"): figure(float(one.future.sum())),
        t("metric.wape"): percent(one.wape),
        t("panel.totals.held", level=80): percent(one.held[0.8], 0),
        t("panel.totals.held", level=95): percent(one.held[0.95], 0),
    }


def _facts(experiment: Experiment, outcome: PanelOutcome, data: Panel, one: Total) -> OneFacts:
    """What is drawn of a sum."""
    places = groups_of(data)[one.group]
    values = history_of(data, places)
    rows = max(FEWEST, BEFORE * len(one.future))
    since = max(0, len(values) - rows)
    told = outcome.told["sent"][places].sum(axis=0).ravel()[-rows:]
    times = [time_of(data.grid, place) for place in range(len(values))]
    ahead = times_ahead(data, experiment.spec.of(PanelSpec))[0]
    return OneFacts(
        times[since:], values[since:], times[len(times) - len(told) :], told, ahead, one.future, one.bounds,
        outcome.verdict.cell,
    )  # fmt: skip
