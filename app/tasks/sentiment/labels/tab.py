"""The tab: check all labels, see the least believed ones, say what is right, train again, compare."""

import streamlit as st

from app.changes import require_mine
from app.data_words import class_names
from app.errors import explained
from app.experiments.start import open_experiment
from app.i18n import Translate
from app.numbers import clock, percent, whole
from app.people import may_change, owner
from app.store import open_store
from app.tasks.sentiment.labels.cases import cases
from app.tasks.sentiment.labels.compared import compared
from core.store.engine_process import ensure_engine
from core.store.records import Experiment, Run
from core.tasks.sentiment.labels.checking import (
    FOLDS,
    LONG,
    SHORT,
    Checked,
    check,
    last_check,
    seconds_of_folds,
)
from core.tasks.sentiment.labels.correcting import decided, train_again
from core.text.facts import TextFacts
from core.words.methods import method_word
from core.words.sentences import spaced

CELLS = "labels.cells"


def labels_tab(t: Translate, experiment: Experiment, runs: list[Run], facts: TextFacts) -> None:
    """Draw it."""
    st.caption(t("labels.about", folds=FOLDS))
    mine = may_change(experiment.owner)
    with explained(t):
        checked = last_check(open_store(), experiment.id)
        if mine:
            checked = _asked(t, experiment, runs, checked) or checked
        if checked is None:
            st.info(t("labels.none_yet"), icon=":material/fact_check:")
        else:
            _found(t, checked, class_names(t, facts))
            cases(t, experiment, facts, checked, mine=mine)
            if mine:
                _again(t, experiment)
        compared(t, experiment)


def _asked(t: Translate, experiment: Experiment, runs: list[Run], before: Checked | None) -> Checked | None:
    """The button; what came of it in this run of the page."""
    known = {
        cell: took for cell, took in seconds_of_folds(runs, experiment.spec.cells).items() if took <= LONG
    }
    chosen = st.multiselect(
        t("labels.cells"), list(known), default=[cell for cell, took in known.items() if took <= SHORT],
        format_func=lambda cell: t("labels.cell", cell=t(f"cell.{cell}"), time=clock(t, known[cell])),
        help=t("labels.cells.help"), key=CELLS, disabled=not known, placeholder=t("labels.cells.none"),
    )  # fmt: skip
    now = t("labels.check" if before is None else "labels.check.again")
    first = before is None
    if not st.button(
        now, icon=":material/fact_check:", key="labels.check", type="primary" if first else "secondary"
    ):
        return None
    require_mine(experiment.id)
    bar = st.progress(0.0, text=t("labels.checking"))

    def told(done: int, of: int) -> None:
        bar.progress(done / of, text=t("labels.part", done=done, of=of))

    ensure_engine(open_store())
    found = check(open_store(), experiment.id, chosen, told, owner())
    bar.empty()
    return found


def _found(t: Translate, checked: Checked, classes: tuple[str, ...]) -> None:
    """What came of it, and who told how many of the rows."""
    facts = {"rows": whole(checked.rows), "agreed": percent(checked.agreed)}
    st.markdown(t("labels.found", suspected=checked.suspected, **facts))
    by = [t("labels.method.folds", method=method_word(t, name)) for name in (checked.bag, *checked.by_folds)]
    by += [t("labels.method.held", method=method_word(t, name), rows=whole(rows))
           for name, rows in checked.held.items()]  # fmt: skip
    st.caption(spaced(t, t("labels.methods", methods=t("words.comma").join(by)), t("labels.order")))


def _again(t: Translate, experiment: Experiment) -> None:
    """How many labels were corrected and confirmed, and the way to train with them."""
    said = decided(open_store(), experiment.id)
    st.markdown(t("labels.decided", corrected=len(said.corrected), confirmed=said.confirmed))
    if st.button(
        t("labels.train"), icon=":material/model_training:", key="labels.train", type="primary",
        disabled=not said.corrected,
    ):  # fmt: skip
        require_mine(experiment.id)
        ensure_engine(open_store())
        open_experiment(train_again(open_store(), experiment, owner()), experiment.task)
