"""Each audit with its figures, in neutral words."""

import streamlit as st

from app.components.interval_table import covered_rows, covered_step_rows, why_drawn
from app.components.table import table
from app.i18n import Translate
from app.numbers import figure, whole
from core.tasks.outcome import Outcome

FOLLOWS = {True: "yes", False: "no", None: "unknown"}


def audits_tab(t: Translate, outcome: Outcome) -> None:
    """Draw leakage, follows yesterday and the intervals, one below the other."""
    st.markdown(f"**{t('audit.leakage')}**")
    st.markdown(_leakage(t, outcome))
    st.markdown(f"**{t('audit.follows')}**")
    st.markdown(t("audit.follows.long"))
    table(follows_rows(t, outcome))
    st.markdown(f"**{t('audit.intervals')}**")
    st.markdown(t("audit.intervals.about"))
    table(covered_rows(t, outcome), names=2)
    for sentence in why_drawn(t, outcome):
        st.caption(sentence)
    with st.expander(t("audit.intervals.by_step", cell=t(f"cell.{outcome.shown}"))):
        table(covered_step_rows(t, outcome, outcome.shown))


def follows_rows(t: Translate, outcome: Outcome) -> list[dict[str, str]]:
    """One row per cell: what its one-step forecast looks like."""
    return [
        {
            t("audit.column.cell"): t(f"cell.{cell}"),
            t("audit.column.with_origin"): figure(found.with_origin),
            t("audit.column.with_target"): figure(found.with_target),
            t("audit.column.finding"): t(f"audit.follows.{FOLLOWS[found.follows]}.short"),
        }
        for cell, found in outcome.follows.items()
    ]


def _leakage(t: Translate, outcome: Outcome) -> str:
    if outcome.leakage["moved"]:
        return t("audit.leakage.found.long", moved=", ".join(outcome.leakage["moved"]))
    return t("audit.leakage.clean.long", compared=whole(outcome.leakage["compared"]))
