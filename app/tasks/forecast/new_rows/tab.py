"""The tab: bring new rows, see the new forecast over what happened, and how all forecasts did."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from app.charts.theme import CONFIG
from app.components.saving import csv_button
from app.components.table import table
from app.errors import explained, noted
from app.experiments.take_home import MIME
from app.exports.names import file_stem
from app.i18n import Translate
from app.names import experiment_name
from app.navigation import page_link
from app.numbers import figure, moments
from app.people import may_change
from app.store import open_store
from app.tasks.forecast.charts.track import track_chart, track_facts
from app.tasks.forecast.new_rows.bring import bring_rows, new_rows
from app.tasks.forecast.new_rows.export import rows_workbook
from app.tasks.forecast.new_rows.tables import record_table, told_rows, told_table, track_rows
from core.data.frame import Dataset
from core.store.forecasts import kept_forecasts
from core.store.records import Experiment, Run
from core.tasks.forecast.new_rows.predicting import Live, live_of
from core.tasks.forecast.new_rows.summary import track_of
from core.tasks.forecast.new_rows.told import from_text
from core.tasks.forecast.new_rows.track_words import track_sentence
from core.tasks.forecast.outcome import Outcome

NOTES = "new_rows.notes"  # in the session: of which experiment, and what was noticed with its latest rows
LOOKS = {"worse": st.warning, "as_promised": st.success}


def new_rows_tab(
    t: Translate, experiment: Experiment, runs: list[Run], data: Dataset, outcome: Outcome, unit: str
) -> None:
    """Draw it."""
    st.caption(t("rows.about"))
    with explained(t):
        known = live_of(open_store(), experiment, runs, outcome)
        if may_change(experiment.owner):
            with explained(t):
                known = _brought(t, known, data) or known
        _notes(t, experiment)
        _told(t, known, unit)


def newer_note(t: Translate, experiment: Experiment, outcome: Outcome) -> None:
    """Say where the newest forecast is, once rows have come that the one above does not know."""
    kept = kept_forecasts(open_store().engine, experiment.id)
    if len(kept) > 1:
        one = from_text(kept[-1])
        origin = moments(outcome.history.index.append(one.times))(one.origin)
        st.info(t("rows.newer", origin=origin, tab=t("tab.new_rows")), icon=":material/update:")


def record_of(experiment: Experiment, runs: list[Run], outcome: Outcome) -> Callable[[], pd.DataFrame] | None:
    """What makes the table of all forecasts so far; None as long as there is only the first."""
    if len(kept_forecasts(open_store().engine, experiment.id)) < 2:
        return None
    return lambda: record_table(live_of(open_store(), experiment, runs, outcome))


def _brought(t: Translate, known: Live, data: Dataset) -> Live | None:
    asked = new_rows(t, known, data)
    if asked is None:
        return None
    with st.spinner(t("rows.working")):
        found = bring_rows(known, asked)
    if found is None:
        return None
    st.session_state[NOTES] = found.live.experiment.id, found.notes
    return found.live


def _notes(t: Translate, experiment: Experiment) -> None:
    of, notes = st.session_state.get(NOTES, ("", ()))
    for note in notes if of == experiment.id else ():
        st.info(noted(t, note), icon=":material/info:")


def _told(t: Translate, known: Live, unit: str) -> None:
    """The sentence, the picture, the tables, the files."""
    found, one = track_of(known), known.told[-1]
    index = known.outcome.history.index
    shown = moments(index.append(one.times))
    LOOKS.get(found.finding, st.info)(track_sentence(t, found, figure, shown))
    if len(known.told) == 1:
        st.caption(t("rows.none_yet", last=shown(one.origin)))
        return
    st.subheader(t("rows.title", origin=shown(one.origin)))
    facts = track_facts(known.told, known.outcome.history)
    alt = t("alt.track", told=len(known.told), last=shown(one.origin), first=shown(facts.since))
    st.plotly_chart(track_chart(facts, t, unit), key="new_rows.chart", config=CONFIG, alt=alt)
    table(told_rows(t, one, index.append(one.times)))
    if found.methods:
        st.markdown(f"**{t('rows.track')}**")
        table(track_rows(t, found))
        st.caption(t("rows.track.about"))
    _files(t, known)
    page_link("track", t("track_page.open"), ":material/query_stats:")


def _files(t: Translate, known: Live) -> None:
    stem = file_stem(experiment_name(t, known.experiment), t("tab.new_rows"))
    left, middle, right = st.columns(3)
    with left:
        csv_button(
            t, t("rows.csv.forecast"), lambda: told_table(known.told[-1]), f"{stem}-forecast.csv",
            key="new_rows.csv", width="stretch",
        )  # fmt: skip
    with middle:
        csv_button(
            t, t("rows.csv.record"), lambda: record_table(known), f"{stem}-record.csv",
            key="new_rows.record", width="stretch",
        )  # fmt: skip
    right.download_button(
        t("take_home.workbook"), lambda: rows_workbook(t, known), file_name=f"{stem}.xlsx",
        mime=MIME["xlsx"], key="new_rows.workbook", on_click="ignore", icon=":material/download:",
        width="stretch",
    )  # fmt: skip
