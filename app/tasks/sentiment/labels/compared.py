"""An experiment and the one on corrected labels, on the same texts; and the way from one to the other."""

from collections.abc import Sequence

import streamlit as st

from app.components.table import table
from app.errors import in_words
from app.experiments.to_compare import comparable_ids, open_comparison
from app.i18n import Translate
from app.navigation import open_page
from app.numbers import p_value, percent, points, points_interval, whole
from app.store import open_store
from core.compare.test_set import Obstacle
from core.store.records import Experiment
from core.tasks.classified.paired import Paired
from core.tasks.sentiment.labels.compared import OldAndNew, old_and_new
from core.tasks.sentiment.labels.correcting import corrected_from, trained_again
from core.words.methods import method_word
from core.words.sentences import spaced


def compared(t: Translate, experiment: Experiment) -> None:
    """Draw it where there is another one: the newest on corrected labels, or the one before."""
    store = open_store()
    again, before = trained_again(store, experiment.id), corrected_from(store, experiment.id)
    other = again[0] if again else before
    if other is None:
        return
    there = store.experiment(other)
    pair = (experiment, there) if again else (there, experiment)
    st.subheader(t("labels.compared"))
    _told(t, old_and_new(store, *pair))
    with st.container(horizontal=True):
        if st.button(t("labels.open.after" if again else "labels.open.before"), key="labels.open"):
            open_page(there.task, experiment=there.id)
        ids = [one for each in pair for one in comparable_ids(each.id)]
        if ids and st.button(t("compare.open"), icon=":material/compare_arrows:", key="labels.compare"):
            open_comparison(ids)


def _told(t: Translate, found: OldAndNew | Obstacle | None) -> None:
    if found is None:
        st.info(t("labels.compared.waiting"), icon=":material/hourglass_top:")
    elif isinstance(found, Obstacle):
        st.info(t(f"compare.obstacle.{found.key}", **in_words(t, found.facts)), icon=":material/block:")
    else:
        table(paired_rows(t, found.methods))
        facts = {"texts": whole(found.texts), "relabelled": found.relabelled}
        provisional = t("labels.compared.provisional") if found.provisional else ""
        st.caption(spaced(t, t("labels.compared.about", count=len(found.methods), **facts), provisional))


def paired_rows(t: Translate, methods: Sequence[Paired]) -> list[dict[str, str]]:
    """A row per method: before, after, and how much more is told right."""
    return [
        {
            t("column.method"): method_word(t, one.method),
            t("column.before"): percent(one.before),
            t("column.after"): percent(one.after),
            t("column.gain"): points(t, one.gain),
            t("column.interval"): points_interval(t, one.low, one.high),
            t("column.p"): p_value(one.p_holm).removeprefix("=").strip(),
            t("column.finding"): t(f"paired.{one.finding}"),
        }
        for one in methods
    ]
