"""Test texts of one kind, with the row of the file, what was told of them, and a way to why."""

from urllib.parse import urlencode

import streamlit as st

from app.components.about import legend
from app.i18n import Translate, current_language
from app.numbers import NONE, percent, whole
from app.store import open_store
from app.tasks.sentiment import explains
from app.tasks.sentiment.mistakes import LONGEST
from core.arrays import Ints
from core.store.records import Experiment
from core.tasks.classified.outcome import ClassOutcome

MOST = 50  # texts that are shown


def cases_table(
    t: Translate, outcome: ClassOutcome, experiment: Experiment, method: str, places: Ints, key: str
) -> None:
    """Draw the texts at some places of the test; a cell's have a link that says why it answered so."""
    shown = [int(place) for place in places[:MOST]]
    if len(places) > MOST:
        st.caption(t("text_cases.shown", shown=MOST, all=whole(len(places))))
    rows = case_rows(t, outcome, experiment, method, shown)
    why = st.column_config.LinkColumn(
        t("text_cases.why"), display_text=t("text_cases.why.open"), width="small"
    )
    config = {t("text_cases.why"): why, t("column.row"): st.column_config.TextColumn(width="small")}
    st.dataframe(
        rows, hide_index=True, width="stretch", height="content", row_height=52, column_config=config, key=key
    )
    st.caption(legend(t, rows, explains.MISTAKES))


def case_rows(
    t: Translate, outcome: ClassOutcome, experiment: Experiment, method: str, places: list[int]
) -> list[dict[str, str]]:
    """A row per text."""
    store, names = open_store(), outcome.classes
    rows = [int(outcome.rows[place]) for place in places]
    texts, in_file = store.texts_of(experiment.data, rows), store.file_rows(experiment.data, rows)
    found = []
    for place, row, text, number in zip(places, rows, texts, in_file, strict=True):
        told = outcome.probabilities[method][place]
        best, second, *_ = (int(one) for one in (-told).argsort(kind="stable"))
        one = {
            t("column.row"): NONE if number is None else str(number),
            t("column.text"): text[:LONGEST],
            t("column.truth"): names[int(outcome.truth[place])],
            t("column.told"): names[best],
            t("column.confidence"): percent(told[best]),
            t("column.second"): f"{names[second]} · {percent(told[second])}",
        }
        if method in outcome.calibration:
            one[t("text_cases.why")] = _why(experiment, row, best)
        found.append(one)
    return found


def _why(experiment: Experiment, row: int, label: int) -> str:
    """Where Inside says what the answer rests on; relative, so that it also holds behind a proxy."""
    asked = {"experiment": experiment.id, "view": "attribution", "row": row, "output": label + 1}
    return f"inside?{urlencode(asked | {'lang': current_language()})}"
