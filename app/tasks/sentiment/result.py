"""The texts behind the result of classifiers: those of a cell of the matrix, those told wrong."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.errors import literal
from app.experiments.classes.result import choose_method
from app.i18n import Translate
from app.tasks.sentiment.cases import cases_table
from core.store.records import Experiment
from core.tasks.classified.outcome import ClassOutcome
from core.words.methods import method_word


def texts_of_cell(
    t: Translate, outcome: ClassOutcome, experiment: Experiment, method: str, truth: int, told: int
) -> None:
    """The texts of one cell of the matrix."""
    places, names = outcome.cases(method, truth, told), [literal(name) for name in outcome.classes]
    facts = {"truth": names[truth], "told": names[told], "method": method_word(t, method)}
    st.markdown(t("text_cases.of_cell", count=len(places), **facts))
    if len(places):
        cases_table(t, outcome, experiment, method, places, f"result.cases.{method}.{truth}.{told}")


def mistakes_tab(t: Translate, outcome: ClassOutcome, experiment: Experiment) -> None:
    """The texts that a cell got wrong, the most confident answers first; of all classes or of some."""
    left, middle, right = st.columns(3)
    with left:
        cell = choose_method(t, outcome, "result.mistakes.cell", cells_only=True, labelled=True)
    truth = _class(t, outcome, middle, "truth")
    told = _class(t, outcome, right, "told")
    places = outcome.cases(cell, truth, told)
    if truth is None or told is None or truth != told:
        places = places[outcome.probabilities[cell].argmax(axis=1)[places] != outcome.truth[places]]
    if not len(places):
        st.info(t("text_result.no_mistakes"), icon=":material/check:")
        return
    st.caption(t("text_result.mistakes.about"))
    cases_table(t, outcome, experiment, cell, places, "result.mistakes")


def _class(t: Translate, outcome: ClassOutcome, place: DeltaGenerator, what: str) -> int | None:
    """One of the classes, or none for all."""
    return place.selectbox(
        t(f"column.{what}"),
        [None, *range(len(outcome.classes))],
        format_func=lambda one: t("text_cases.all") if one is None else outcome.classes[one],
        key=f"result.mistakes.{what}",
    )
