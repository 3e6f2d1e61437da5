"""Use the networks: a file of series, or pasted ones, and the class that each cell tells of each."""

from dataclasses import replace
from functools import partial

import streamlit as st

from app.components.saving import csv_button
from app.errors import explained
from app.exports.names import file_stem
from app.i18n import Translate
from app.numbers import whole
from app.people import owner
from app.store import open_store
from app.tasks.classify.brought import brought_series, file_or_pasted
from app.tasks.classify.told import show_told
from core.data.labelled.facts import LabelledFacts
from core.data.labelled.unlabelled import Unlabelled
from core.store.records import Experiment
from core.tasks.classified.outcome import ClassOutcome
from core.tasks.classify.telling import Told, tell, told_table

KEY = "classify.use"  # begins the keys of the widgets


def use_part(t: Translate, experiment: Experiment, shown: ClassOutcome, facts: LabelledFacts) -> None:
    """Choose series, follow the progress, take the result."""
    st.subheader(t("classify.use"))
    kind = file_or_pasted(t, KEY)
    with explained(t):
        brought = brought_series(t, facts, kind, KEY)
        if brought is None:
            st.caption(t("classify.use.about"))
            return
        key = f"{KEY}.{experiment.id[:8]}.{brought.read}"
        if st.button(t("classify.use.go"), icon=":material/category:", type="primary", key="classify.use.go"):
            st.session_state[key] = _asked(t, experiment, brought.series)
        told: Told | None = st.session_state.get(key)
        if told is not None:
            show_told(t, replace(told, classes=shown.classes), facts, shown)
            name = f"{file_stem(brought.name.rsplit('.', 1)[0])}-classes.csv"
            csv_button(t, t("scoring.download"), partial(told_table, told), name, key="classify.use.csv")


def _asked(t: Translate, experiment: Experiment, series: Unlabelled) -> Told:
    def on_part(done: int) -> None:
        bar.progress(
            done / len(series.ids), t("classify.use.done", done=whole(done), all=whole(len(series.ids)))
        )

    bar = st.progress(0.0, text=t("scoring.asking"))
    found = tell(open_store(), experiment.id, series, on_part, owner())
    bar.empty()
    return found
