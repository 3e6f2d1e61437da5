"""What new labelled texts can be used for: each method against its promise, learning on, training anew."""

from collections.abc import Mapping, Sequence

import streamlit as st

from app.changes import require_mine
from app.components.table import table
from app.errors import explained
from app.experiments.start import open_experiment
from app.i18n import Translate
from app.numbers import percent, plain_interval, whole
from app.people import may_change, owner
from app.store import open_store
from core.store.engine_process import ensure_engine
from core.store.records import Experiment
from core.tasks.sentiment.new_texts.anew import train_anew
from core.tasks.sentiment.new_texts.labelled import new_labelled
from core.tasks.sentiment.new_texts.learning import learn_on
from core.tasks.sentiment.new_texts.promised import Promised, promises
from core.tasks.sentiment.results import text_outcome
from core.tasks.sentiment.scored_file import Totals
from core.tasks.sentiment.scoring import Scored
from core.text.dataset import names_of
from core.words.methods import method_word


def promised_here(t: Translate, experiment: Experiment, counted: Mapping[str, Totals]) -> Sequence[Promised]:
    """Draw each method's accuracy on labelled texts beside that on the test."""
    if not any(one.labelled for one in counted.values()):
        return []
    store = open_store()
    found = promises(counted, text_outcome(store, experiment, store.runs(experiment.id)))
    if not found:
        return []
    table([_row(t, one) for one in found])
    facts = {"labelled": whole(found[0].labelled), "tested": whole(found[0].tested)}
    st.caption(t("new_texts.promised.about", **facts))
    return found


def _row(t: Translate, one: Promised) -> dict[str, str]:
    return {
        t("column.method"): method_word(t, one.method),
        t("column.accuracy_here"): percent(one.accuracy),
        t("column.interval"): plain_interval(one.low, one.high),
        t("column.promised"): percent(one.promised),
        t("column.finding"): t(f"new_texts.{one.finding}"),
    }


def ways(
    t: Translate, experiment: Experiment, found: Scored, clean: list[str], labels: Sequence[str], file: str
) -> None:
    """Two buttons: learn on, and train anew."""
    if not may_change(experiment.owner):
        return
    st.markdown(f"**{t('new_texts.ways')}**")
    left, right = st.columns(2, gap="medium")
    learn = left.button(
        t("rows.way.continued"), icon=":material/school:", key="new_texts.continued", width="stretch"
    )
    left.caption(t("new_texts.continued.about"))
    anew = right.button(
        t("rows.way.anew"), icon=":material/model_training:", key="new_texts.anew", width="stretch"
    )
    right.caption(t("new_texts.anew.about"))
    if not (learn or anew):
        return
    with explained(t), st.spinner(t("new_texts.working")):
        require_mine(experiment.id)
        store, before = open_store(), open_store().texts(experiment.data)
        names = names_of(before.notes)
        new = new_labelled(before, clean, labels, names, file)
        ensure_engine(store)
        if learn:
            learn_on(store, experiment.id, new, owner())
        else:
            open_experiment(train_anew(store, experiment, new, found, owner()), experiment.task)
