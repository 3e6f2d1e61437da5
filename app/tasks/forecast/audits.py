"""Each audit with its figures, in neutral words."""

import streamlit as st

from app.components.about import explained_table, heading
from app.components.glossary import explained_text
from app.errors import literal
from app.i18n import Translate
from app.numbers import whole
from app.tasks.forecast import explains
from app.tasks.forecast.audit_rows import (
    direction_rows,
    follows_rows,
    look_ahead_rows,
    residual_rows,
    window_rows,
)
from app.tasks.forecast.audit_words import leakage_lines, look_ahead_line
from app.tasks.forecast.interval_table import covered_rows, covered_step_rows, why_drawn
from core.tasks.forecast.outcome import Outcome
from core.words.methods import method_word


def audits_tab(t: Translate, outcome: Outcome) -> None:
    """Draw all audits, one below the other."""
    st.markdown(heading(t, t("audit.leakage"), "leakage"))
    for line in leakage_lines(t, outcome):
        st.markdown(line)
    st.markdown(heading(t, t("audit.look_ahead"), "look_ahead"))
    st.markdown(literal(look_ahead_line(t, outcome)))
    if outcome.look_ahead:
        explained_text(t("audit.look_ahead.about"), quiet=True)
        explained_table(t, look_ahead_rows(t, outcome), explains.LOOK_AHEAD)
    st.markdown(heading(t, t("audit.follows"), "follows"))
    explained_text(t("audit.follows.long"))
    explained_table(t, follows_rows(t, outcome), explains.FOLLOWS)
    _numbers(t, outcome)
    _intervals(t, outcome)


def _numbers(t: Translate, outcome: Outcome) -> None:
    st.markdown(heading(t, t("audit.direction"), "direction"))
    explained_text(t("audit.direction.about"))
    explained_table(t, direction_rows(t, outcome), explains.DIRECTION)
    st.markdown(heading(t, t("audit.residuals"), "residuals"))
    explained_text(t("audit.residuals.about"))
    explained_table(t, residual_rows(t, outcome), explains.RESIDUALS)
    st.markdown(heading(t, t("audit.windows"), "windows"))
    explained_text(t("audit.windows.about", windows=whole(outcome.windows)))
    explained_table(t, window_rows(t, outcome), explains.WINDOWS)


def _intervals(t: Translate, outcome: Outcome) -> None:
    st.markdown(heading(t, t("audit.intervals"), "intervals"))
    explained_text(t("audit.intervals.about"))
    explained_table(t, covered_rows(t, outcome), explains.INTERVALS, names=2)
    for sentence in why_drawn(t, outcome):
        st.caption(sentence)
    with st.expander(t("audit.intervals.by_step", cell=method_word(t, outcome.sent.name))):
        explained_table(t, covered_step_rows(t, outcome, outcome.sent.name), explains.INTERVALS)
