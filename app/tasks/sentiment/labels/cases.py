"""The least believed labels, a page of them at a time: each text, and which class is right."""

import math

import streamlit as st

from app.changes import require_mine
from app.components.saving import csv_button
from app.data_words import class_names
from app.errors import literal
from app.exports.names import file_stem
from app.i18n import Translate
from app.names import experiment_name
from app.numbers import NONE, percent, whole
from app.store import open_store
from app.tasks.sentiment.mistakes import LONGEST
from core.store.records import Experiment
from core.tasks.sentiment.labels.checking import Checked, Doubted
from core.tasks.sentiment.labels.correcting import Decided, decide, decided
from core.tasks.sentiment.labels.told import doubted_table
from core.text.facts import TextFacts

SHOWN = 10  # labels at once


def cases(t: Translate, experiment: Experiment, facts: TextFacts, checked: Checked, *, mine: bool) -> None:
    """Draw a page of them."""
    pages = max(1, math.ceil(len(checked.doubted) / SHOWN))
    page = int(
        st.number_input(t("labels.page", pages=pages), 1, pages, key=f"labels.page.{experiment.id[:8]}")
    )
    shown = checked.doubted[SHOWN * (page - 1) : SHOWN * page]
    store, classes = open_store(), class_names(t, facts)
    said, texts = decided(store, experiment.id), store.texts_of(experiment.data, [one.row for one in shown])
    for one, text in zip(shown, texts, strict=True):
        with st.container(border=True):
            _case(t, experiment, classes, one, text, said if mine else None)
    name = f"{file_stem(experiment_name(t, experiment), t('tab.labels'))}.csv"
    csv_button(
        t, t("labels.csv", count=whole(len(checked.doubted))),
        lambda: doubted_table(open_store(), experiment, checked.doubted), name, key="labels.csv",
        help=t("labels.csv.help"),
    )  # fmt: skip


def _case(
    t: Translate, experiment: Experiment, classes: tuple[str, ...], one: Doubted, text: str,
    said: Decided | None,
) -> None:  # fmt: skip
    st.markdown(literal(text[:LONGEST] + "…" * (len(text) > LONGEST)))
    row = NONE if one.file_row is None else whole(one.file_row)
    st.caption(
        t("labels.case", row=row, given=literal(classes[one.given]), told=literal(classes[one.told]),
          probability=percent(one.probability), believed=percent(one.believed))
    )  # fmt: skip
    if said is None:
        return
    before = said.labels.get(one.row)
    chosen = st.segmented_control(
        t("labels.right"), range(len(classes)), default=before, format_func=lambda place: classes[place],
        key=f"labels.right.{experiment.id[:8]}.{one.row}",
    )  # fmt: skip
    if chosen != before:
        require_mine(experiment.id)
        decide(open_store(), experiment.id, one.row, one.given, chosen)
