"""The series one by one: a table to sort and search, and the one that was clicked."""

from functools import lru_cache

import numpy as np
import pandas as pd
import streamlit as st

from app.charts.theme import CONFIG
from app.errors import literal
from app.i18n import Translate
from app.numbers import figure, percent
from app.store import open_store
from app.tasks.panel.charts.one import BEFORE, FEWEST, OneFacts, one_chart
from app.tasks.panel.known import many_series
from core.arrays import Floats, Ints
from core.data.panel.dataset import Panel
from core.data.panel.facts import time_of
from core.store.records import Experiment
from core.tasks.panel.ahead import times_ahead
from core.tasks.panel.outcome import PanelOutcome
from core.tasks.panel.spec import PanelSpec
from core.words.methods import method_word

LINE = 40  # points of a small line


def series_table(t: Translate, experiment: Experiment, outcome: PanelOutcome) -> None:
    """Draw the table; a row that is chosen is drawn below, else the first."""
    data = many_series(open_store(), experiment.data)
    table = series_rows(t, data, outcome)
    looks = {
        t("panel.column.past"): st.column_config.LineChartColumn(width="small"),
        t("panel.column.better"): st.column_config.CheckboxColumn(),
        t("panel.column.error"): st.column_config.NumberColumn(format="%.3f"),
        t("panel.column.sum"): st.column_config.NumberColumn(format="localized"),
    }
    chosen = st.dataframe(
        table, hide_index=True, width="stretch", height=360, key="panel.series", on_select="rerun",
        selection_mode="single-row", column_config=looks,
    )  # fmt: skip
    rows = chosen["selection"]["rows"]
    if not rows:
        st.caption(t("panel.click"))
    one_series(t, experiment, outcome, data, rows[0] if rows else 0)


def series_rows(t: Translate, data: Panel, outcome: PanelOutcome) -> pd.DataFrame:
    """A row for each series: the past as a line, what is sent, its sum, its error, whether it is better."""
    past = [_line(one[: data.measured[place]]) for place, one in enumerate(data.each())]
    errors = np.array([outcome.errors[name][place] for place, name in enumerate(outcome.chosen)])
    return pd.DataFrame(
        {
            t("panel.column.series"): list(data.ids),
            t("panel.column.past"): past,
            t("panel.column.method"): [method_word(t, name) for name in outcome.chosen],
            t("panel.column.sum"): _rounded(outcome.future.sum(axis=1)),
            t("panel.column.error"): errors,
            t("panel.column.better"): errors < outcome.errors[outcome.reference],
        }
    )


def one_series(t: Translate, experiment: Experiment, outcome: PanelOutcome, data: Panel, place: int) -> None:
    """Draw one series with the forecasts of its test and what is sent."""
    facts, method = one_facts(experiment, outcome, data, place), outcome.chosen[place]
    name = literal(data.ids[place])
    st.subheader(name)
    if not np.isfinite(facts.sent).any():
        st.info(t("panel.not_sent"), icon=":material/info:")
    error, theirs = (outcome.errors[one][place] for one in (method, outcome.reference))
    st.caption(
        t(
            "panel.one",
            method=literal(method_word(t, method)),
            measure=t(f"metric.{outcome.measure}"),
            error=figure(_known(error)),
            reference=t(f"method.{outcome.reference}"),
            theirs=figure(_known(theirs)),
            held=percent(outcome.coverage[0.8], 0),
        )  # fmt: skip
    )
    st.plotly_chart(
        one_chart(facts, data.column, t), key="panel.one", config=CONFIG,
        alt=t("panel.one.alt", series=name, method=method_word(t, method)),
    )  # fmt: skip


def one_facts(experiment: Experiment, outcome: PanelOutcome, data: Panel, place: int) -> OneFacts:
    """What is drawn of one series."""
    task, method = experiment.spec.of(PanelSpec), outcome.chosen[place]
    values = data.target[data.offsets[place] :][: data.measured[place]]
    rows = max(FEWEST, BEFORE * task.horizon)
    since, start = max(0, len(values) - rows), int(data.starts[place])
    times = [time_of(data.grid, start + row) for row in range(since, len(values))]
    ahead = times_ahead(data, task)[place]
    told = outcome.told[method][place].ravel()[-rows:]
    last = start + len(values) if task.aligned == "ends" else int((data.starts + data.measured).max())
    tested = [time_of(data.grid, last - len(told) + row) for row in range(len(told))]
    bounds = {level: (low[place], high[place]) for level, (low, high) in outcome.bounds.items()}
    return OneFacts(times, values[since:], tested, told, ahead, outcome.future[place], bounds, method)


def _line(values: np.ndarray) -> list[float]:
    known = values[np.isfinite(values)]
    found: list[float] = known[_points(len(known))].tolist()
    return found


@lru_cache(maxsize=256)
def _points(count: int) -> Ints:
    """The places of a small line's points among so many: of thousands of series most are as long."""
    return np.unique(np.linspace(0, count - 1, LINE).round().astype(np.int64))


def _rounded(sums: Floats) -> Floats:
    """To four digits of a usual one, so that all of a column end alike."""
    there = np.abs(sums[np.isfinite(sums) & (sums != 0)])
    return sums.round(max(0, 3 - int(np.floor(np.log10(np.median(there))))) if len(there) else 0)


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
