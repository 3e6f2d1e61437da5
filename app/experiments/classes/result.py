"""The result of classifiers, in reading order: how accurate, what is mixed up, what to make of it."""

from collections.abc import Callable

import streamlit as st

from app.charts.skill import skill_chart
from app.charts.theme import CONFIG
from app.components.about import explained_table, links
from app.experiments.classes import explains
from app.experiments.classes.charts.confusion import confusion_chart
from app.experiments.classes.charts.gain import gain_facts
from app.experiments.classes.charts.reliability import reliability_chart
from app.experiments.classes.methods import class_rows, classifier_rows, scaling_words
from app.i18n import Translate
from app.numbers import percent, whole
from core.tasks.classified.outcome import ClassOutcome
from core.words.methods import alone, method_word
from core.words.sentences import spaced


def accuracy_and_confusion(
    t: Translate, outcome: ClassOutcome, words: str, of_cell: Callable[[str, int, int], None]
) -> None:
    """Every method's gain beside what the shown one mixes up; below, the examples that were clicked.

    Args:
        of_cell: Draws those: from the method, their class, and the one that was told.
    """
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
        told = {"texts": whole(len(outcome.truth)), "seeds": outcome.seeds_done}
        st.caption(t(f"{words}_result.texts", **told))
        st.caption(links(t, "accuracy", "paired", "seeds"))
    with right:
        st.subheader(t("text_result.confusion"))
        method = choose_method(t, outcome, "result.confusion.method")
        cell = _matrix(t, outcome, method, words)
    if cell is not None:
        of_cell(method, *cell)


def _matrix(t: Translate, outcome: ClassOutcome, method: str, words: str) -> tuple[int, int] | None:
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
    st.caption(spaced(t, whose_answers(t, outcome, method), t(f"{words}_result.confusion.click")))
    st.caption(links(t, "confusion", "ensemble"))
    chosen = event.selection.point_indices if event else []
    return divmod(int(chosen[0]), classes) if chosen else None


def whose_answers(t: Translate, outcome: ClassOutcome, method: str) -> str:
    """Whose answers a matrix counts, and how many are right; of a cell it is the mean of its seeds."""
    table, known = outcome.confusions[method], outcome.method(method)
    right, examples = int(table.trace()), int(table.sum())
    facts = {"right": whole(right), "texts": whole(examples), "share": percent(right / examples)}
    kind = "together" if known.kind == "cell" and known.seeds > 1 else "alone"
    return t(f"text_result.confusion.{kind}", method=method_word(t, method), seeds=known.seeds, **facts)


def methods_tab(t: Translate, outcome: ClassOutcome, words: str) -> None:
    """Every method with its scores."""
    explained_table(t, classifier_rows(t, outcome), explains.CLASSIFIERS)
    st.caption(about_methods(t, outcome, words))


def about_methods(t: Translate, outcome: ClassOutcome, words: str) -> str:
    """What the figures of the table are, and how many tests the p-values are corrected for."""
    made = "about" if outcome.verdict.tests else "untested"
    bag = t(f"method.{outcome.bag}") if outcome.bag else ""
    return t(f"{words}_result.methods.{made}", tests=outcome.verdict.tests, bag=bag)


def classes_tab(t: Translate, outcome: ClassOutcome, words: str) -> None:
    """Precision, recall and F1 of each class."""
    method = choose_method(t, outcome, "result.classes.method")
    explained_table(t, class_rows(t, outcome, method, words), explains.CLASSES)
    st.caption(t(f"{words}_result.classes.about"))


def calibration_tab(t: Translate, outcome: ClassOutcome, words: str) -> None:
    """The reliability diagram of each cell."""
    st.caption(t(f"{words}_result.calibration.about"))
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
        column.caption(scaling_words(t, known, words))


def choose_method(
    t: Translate, outcome: ClassOutcome, key: str, *, cells_only: bool = False, labelled: bool = False
) -> str:
    """One of the methods, cells first; the verdict's one to begin with."""
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
