"""What new labelled texts have shown so far: files scored, cells that learnt on, old against new."""

import streamlit as st

from app.components.table import table
from app.errors import literal
from app.i18n import Translate
from app.moments import made
from app.navigation import open_page
from app.numbers import NONE, percent, plain_interval, whole
from app.store import open_store
from app.tasks.sentiment.labels.compared import paired_rows
from core.errors import UserError
from core.store.records import Experiment
from core.tasks.sentiment.new_texts.anew import Anew, old_against_new, trained_anew
from core.tasks.sentiment.new_texts.learning import Learnt, last_learnt
from core.tasks.sentiment.new_texts.record import recorded
from core.words.methods import method_word
from core.words.sentences import spaced


def so_far(t: Translate, experiment: Experiment) -> None:
    """Draw all there is; nothing where there is nothing."""
    _files(t, experiment)
    learnt = last_learnt(open_store(), experiment.id)
    if learnt is not None:
        _learnt(t, learnt)
    _anew(t, experiment)


def _files(t: Translate, experiment: Experiment) -> None:
    found = recorded(open_store(), experiment.id)
    if not found:
        return
    st.markdown(f"**{t('new_texts.files')}**")
    rows = []
    for one in found:
        body = one.body
        moved = t("words.comma").join(t(f"texts_moved.row.{name}") for name in body["moved"])
        rows.append({
            t("column.file"): body["name"],
            t("column.scored"): made(one.made),
            t("column.method"): method_word(t, body["method"]),
            t("column.texts_right"): f"{whole(body['right'])} / {whole(body['labelled'])}",
            t("column.accuracy_here"): percent(body["right"] / body["labelled"]),
            t("column.interval"): plain_interval(*body["interval"]),
            t("column.promised"): percent(body["promised"]),
            t("column.finding"): t(f"new_texts.{body['finding']}"),
            t("column.moved"): moved or NONE,
        })  # fmt: skip
    table(rows, names=3)


def _learnt(t: Translate, found: Learnt) -> None:
    st.markdown(f"**{t('new_texts.learnt', name=literal(found.name), when=made(found.made))}**")
    table(
        [
            {
                t("column.method"): method_word(t, name),
                t("column.before"): percent(one.before["accuracy"]),
                t("column.after"): percent(one.after["accuracy"]),
                t("column.finding"): t("new_texts.kept" if one.kept else "new_texts.dropped"),
            }
            for name, one in found.cells.items()
        ]
    )
    st.caption(t("new_texts.learnt.about", learnt=whole(found.learnt), held=whole(found.held)))


def _anew(t: Translate, experiment: Experiment) -> None:
    """Old against new, on the page of either."""
    store, others = open_store(), trained_anew(open_store(), experiment.id)
    for id in (experiment.id, *others):
        try:
            there = store.experiment(id)
        except UserError:  # deleted since
            continue
        found = old_against_new(store, there)
        if found is None and id == experiment.id:
            continue
        st.markdown(f"**{t('new_texts.anew.compared')}**")
        if found is None:
            st.info(t("labels.compared.waiting"), icon=":material/hourglass_top:")
        else:
            _compared(t, found)
        other = there.id if id != experiment.id else found.before if found else ""
        if st.button(t("new_texts.open"), key=f"new_texts.open.{id[:8]}"):
            open_page(experiment.task, experiment=other)


def _compared(t: Translate, found: Anew) -> None:
    table(paired_rows(t, found.methods))
    facts = {"texts": whole(found.texts), "new": whole(found.new), "count": len(found.methods)}
    provisional = t("labels.compared.provisional") if found.provisional else ""
    st.caption(spaced(t, t("new_texts.anew.compared.about", **facts), provisional))
