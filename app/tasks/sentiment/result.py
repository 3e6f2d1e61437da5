"""The result of classifiers, in reading order: how accurate, what is mixed up, what to make of it."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.charts.skill import skill_chart
from app.charts.theme import CONFIG
from app.components.about import explained_table, links
from app.errors import literal
from app.i18n import Translate
from app.numbers import percent, whole
from app.tasks.sentiment import explains
from app.tasks.sentiment.cases import cases_table
from app.tasks.sentiment.charts.confusion import confusion_chart
from app.tasks.sentiment.charts.gain import gain_facts
from app.tasks.sentiment.charts.reliability import reliability_chart
from app.tasks.sentiment.methods import class_rows, classifier_rows, scaling_words
from core.store.records import Experiment
from core.tasks.sentiment.outcome import TextOutcome
from core.words.methods import alone, method_word
from core.words.sentences import spaced


def accuracy_and_confusion(t: Translate, outcome: TextOutcome, experiment: Experiment) -> None:
    """Every method's gain beside what the shown one mixes up; below, the texts that were clicked."""
    left, right = st.columns([3, 2], gap="medium")
    with left:
        st.subheader(t("text_result.gain"))
        reference = t(f"method.{outcome.reference}")
        axis = t("chart.gain", reference=reference)
        st.plotly_chart(
            skill_chart(gain_facts(outcome), t, axis, in_points=True),
            key="result.gain",
            config=CONFIG,
            alt=t("alt.gain", reference=reference),
        )
        st.caption(t("text_result.texts", texts=whole(len(outcome.truth)), seeds=outcome.seeds_done))
        st.caption(links(t, "accuracy", "paired", "seeds"))
    with right:
        st.subheader(t("text_result.confusion"))
        method = _method(t, outcome, "result.confusion.method")
        cell = _matrix(t, outcome, method)
    if cell is not None:
        _of_cell(t, outcome, experiment, method, cell)


def _matrix(t: Translate, outcome: TextOutcome, method: str) -> tuple[int, int] | None:
    """The confusion matrix; the classes, true and told, of the cell that was clicked."""
    shown, classes = outcome.confusions[method], len(outcome.classes)
    event = st.plotly_chart(
        confusion_chart(shown, outcome.classes, method, t, to_click=True),
        key=f"result.confusion.{method}",
        config=CONFIG,
        on_select="rerun",
        selection_mode="points",
        alt=t(
            "alt.confusion", method=method_word(t, method), right=whole(shown.trace()), all=whole(shown.sum())
        ),
    )
    st.caption(spaced(t, whose_answers(t, outcome, method), t("text_result.confusion.click")))
    st.caption(links(t, "confusion", "ensemble"))
    chosen = event.selection.point_indices if event else []
    return divmod(int(chosen[0]), classes) if chosen else None


def whose_answers(t: Translate, outcome: TextOutcome, method: str) -> str:
    """Whose answers a matrix counts, and how many are right; of a cell it is the mean of its seeds."""
    table, known = outcome.confusions[method], outcome.method(method)
    right, texts = int(table.trace()), int(table.sum())
    facts = {"right": whole(right), "texts": whole(texts), "share": percent(right / texts)}
    kind = "together" if known.kind == "cell" and known.seeds > 1 else "alone"
    return t(f"text_result.confusion.{kind}", method=method_word(t, method), seeds=known.seeds, **facts)


def _of_cell(
    t: Translate, outcome: TextOutcome, experiment: Experiment, method: str, cell: tuple[int, int]
) -> None:
    """The texts of one cell of the matrix."""
    truth, told = cell
    places, names = outcome.cases(method, truth, told), [literal(name) for name in outcome.classes]
    facts = {"truth": names[truth], "told": names[told], "method": method_word(t, method)}
    st.markdown(t("text_cases.of_cell", count=len(places), **facts))
    if len(places):
        cases_table(t, outcome, experiment, method, places, f"result.cases.{method}.{truth}.{told}")


def text_methods_tab(t: Translate, outcome: TextOutcome) -> None:
    """Every method with its scores."""
    explained_table(t, classifier_rows(t, outcome), explains.CLASSIFIERS)
    st.caption(about_methods(t, outcome))


def about_methods(t: Translate, outcome: TextOutcome) -> str:
    """What the figures of the table are, and how many tests the p-values are corrected for."""
    made = "about" if outcome.verdict.tests else "untested"
    bag = t(f"method.{outcome.bag}") if outcome.bag else ""
    return t(f"text_result.methods.{made}", tests=outcome.verdict.tests, bag=bag)


def classes_tab(t: Translate, outcome: TextOutcome) -> None:
    """Precision, recall and F1 of each class."""
    method = _method(t, outcome, "result.classes.method")
    explained_table(t, class_rows(t, outcome, method), explains.CLASSES)
    st.caption(t("text_result.classes.about"))


def calibration_tab(t: Translate, outcome: TextOutcome) -> None:
    """The reliability diagram of each cell."""
    st.caption(t("text_result.calibration.about"))
    st.caption(links(t, "calibration", "temperature"))
    for column, (cell, known) in zip(
        st.columns(len(outcome.calibration), gap="medium"), outcome.calibration.items(), strict=True
    ):
        column.markdown(f"**{t(f'cell.{cell}')}**")
        column.plotly_chart(
            reliability_chart(known, cell, t),
            key=f"result.reliability.{cell}",
            config=CONFIG,
            alt=t("alt.reliability", cell=t(f"cell.{cell}"), error=percent(known.scaled_error)),
        )
        column.caption(scaling_words(t, known))


def mistakes_tab(t: Translate, outcome: TextOutcome, experiment: Experiment) -> None:
    """The texts that a cell got wrong, the most confident answers first; of all classes or of some."""
    left, middle, right = st.columns(3)
    with left:
        cell = _method(t, outcome, "result.mistakes.cell", cells_only=True, labelled=True)
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


def _class(t: Translate, outcome: TextOutcome, place: DeltaGenerator, what: str) -> int | None:
    """One of the classes, or none for all."""
    return place.selectbox(
        t(f"column.{what}"),
        [None, *range(len(outcome.classes))],
        format_func=lambda one: t("text_cases.all") if one is None else outcome.classes[one],
        key=f"result.mistakes.{what}",
    )


def _method(
    t: Translate, outcome: TextOutcome, key: str, *, cells_only: bool = False, labelled: bool = False
) -> str:
    names = [name for name in outcome.confusions if not cells_only or name in outcome.calibration]
    names.sort(key=lambda name: alone(name) not in outcome.calibration)
    return st.selectbox(
        t("column.method"),
        names,
        index=names.index(outcome.verdict.cell),
        format_func=lambda name: method_word(t, name),
        key=f"{key}.{outcome.verdict.cell}",  # another best cell is shown as soon as there is one
        label_visibility="visible" if labelled else "collapsed",
    )
