"""Each audit with its figures, in neutral words."""

import streamlit as st

from app.components.table import table
from app.i18n import Translate
from app.numbers import figure, percent, whole
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
    table(covered_rows(t, outcome))


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


def covered_rows(t: Translate, outcome: Outcome) -> list[dict[str, str]]:
    """One row per cell and level: how its interval did on the test rows."""
    return [
        {
            t("audit.column.cell"): t(f"cell.{cell}"),
            t("audit.column.level"): percent(one.level, 0),
            t("audit.column.coverage"): percent(one.coverage),
            t("audit.column.width"): figure(one.width),
            t("audit.column.score"): figure(one.score),
        }
        for cell, covered in outcome.covered.items()
        for one in covered
    ]


def _leakage(t: Translate, outcome: Outcome) -> str:
    if outcome.leakage["moved"]:
        return t("audit.leakage.found.long", moved=", ".join(outcome.leakage["moved"]))
    return t("audit.leakage.clean.long", compared=whole(outcome.leakage["compared"]))
