"""The result of classifiers, in reading order: how accurate, what is mixed up, what to make of it."""

import streamlit as st

from app.charts.confusion import confusion_chart
from app.charts.reliability import reliability_chart
from app.charts.skill import gain_facts, skill_chart
from app.components.about import explained_table, legend, links
from app.components.classifier_table import class_rows, classifier_rows, mistake_rows
from app.i18n import Translate
from app.numbers import figure, percent, whole
from app.store import open_store
from app.theme import CONFIG
from core.tasks.text_outcome import TextOutcome


def accuracy_and_confusion(t: Translate, outcome: TextOutcome) -> None:
    """Every method's gain beside what the shown cell mixes up."""
    left, right = st.columns([3, 2], gap="medium")
    with left:
        st.subheader(t("text_result.gain"))
        figures = {m.name: m.gain for m in outcome.methods if m.kind != "ensemble"}
        reference = t(f"method.{outcome.reference}")
        axis = t("chart.gain", reference=reference)
        st.plotly_chart(
            skill_chart(gain_facts(outcome), figures, t, axis, in_points=True),
            key="result.gain",
            config=CONFIG,
            alt=t("alt.gain", reference=reference),
        )
        st.caption(t("text_result.texts", texts=whole(len(outcome.truth)), seeds=outcome.seeds_done))
        st.caption(links(t, "accuracy", "paired", "seeds"))
    with right:
        st.subheader(t("text_result.confusion"))
        method = _method(t, outcome, "result.confusion.method")
        shown = outcome.confusions[method]
        st.plotly_chart(
            confusion_chart(shown, outcome.classes, method, t),
            key="result.confusion",
            config=CONFIG,
            alt=t(
                "alt.confusion",
                method=t(f"method.{method}"),
                right=whole(shown.trace()),
                all=whole(shown.sum()),
            ),
        )
        st.caption(links(t, "confusion", "ensemble"))


def text_methods_tab(t: Translate, outcome: TextOutcome) -> None:
    """Every method with its scores."""
    explained_table(t, classifier_rows(t, outcome), "classifiers")
    st.caption(about_methods(t, outcome))


def about_methods(t: Translate, outcome: TextOutcome) -> str:
    """What the figures of the table are, and how many tests the p-values are corrected for."""
    made = "about" if outcome.verdict.tests else "untested"
    return t(f"text_result.methods.{made}", tests=outcome.verdict.tests)


def classes_tab(t: Translate, outcome: TextOutcome) -> None:
    """Precision, recall and F1 of each class."""
    method = _method(t, outcome, "result.classes.method")
    explained_table(t, class_rows(t, outcome, method), "classes")
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
        column.caption(
            t(
                "text_result.temperature",
                temperature=figure(known.temperature),
                raw=percent(known.raw_error),
                scaled=percent(known.scaled_error),
            )
        )


def mistakes_tab(t: Translate, outcome: TextOutcome, data: str) -> None:
    """The texts that a cell got wrong with the greatest confidence."""
    cell = _method(t, outcome, "result.mistakes.cell", cells_only=True)
    mistakes = outcome.mistakes[cell]
    if not mistakes:
        st.info(t("text_result.no_mistakes"), icon=":material/check:")
        return
    texts = open_store().texts_of(data, [mistake.row for mistake in mistakes])
    rows = mistake_rows(t, outcome, cell, texts)
    st.dataframe(rows, hide_index=True, width="stretch", height="content", row_height=52)
    st.caption(t("text_result.mistakes.about"))
    st.caption(legend(t, rows, "mistakes"))


def _method(t: Translate, outcome: TextOutcome, key: str, *, cells_only: bool = False) -> str:
    names = [name for name in outcome.confusions if not cells_only or name in outcome.calibration]
    names.sort(key=lambda name: name not in outcome.calibration)
    return st.selectbox(
        t("column.method"),
        names,
        index=names.index(outcome.verdict.cell),
        format_func=lambda name: t(f"method.{name}"),
        key=f"{key}.{outcome.verdict.cell}",  # another best cell is shown as soon as there is one
        label_visibility="collapsed",
    )
