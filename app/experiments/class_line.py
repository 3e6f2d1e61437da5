"""A class on its pages: its name and one's own beside the pages, and once the question for the name."""

from collections.abc import Sequence

import streamlit as st

from app.class_space import call_me, current_class, leave, pupil
from app.errors import explained, literal
from app.i18n import Translate
from app.people import shared
from app.store import open_store
from core.store.class_space import LONGEST, class_lines, pupils_of
from core.store.records import ExperimentLine

NAMED = 3  # pupils who are named beside an experiment; the others are counted
ASKED = "class.asked"


def class_line(t: Translate) -> None:
    """Draw it in the sidebar; nothing outside of a class."""
    name = current_class()
    if name is None:
        return
    told = {"name": literal(name), "pupil": literal(pupil() or t("class.nobody"))}
    st.caption(f":material/groups: {t('class.line', **told)}")
    st.button(t("class.leave"), type="tertiary", key="class.leave", on_click=leave)


def ask_for_name(t: Translate) -> None:
    """Once, above the page, in a class."""
    name = current_class()
    if name is None or pupil() is not None:
        return
    with st.form("class.form"):
        st.text_input(t("class.ask", name=literal(name)), key=ASKED, max_chars=10 * LONGEST)
        st.caption(t("class.about"))
        if st.form_submit_button(t("class.join"), icon=":material/groups:"):
            with explained(t):
                call_me(st.session_state[ASKED])
                st.rerun()


def class_list(t: Translate, limit: int) -> list[ExperimentLine] | None:
    """The class's experiments; None outside of a class, and for who wants to see their own."""
    name = current_class()
    if name is None:
        return None
    shown = st.segmented_control(
        t("class.list"), ("class", "own"), default="class", key="class.shown", required=True,
        format_func=lambda one: t(f"class.list.{one}", name=name), label_visibility="collapsed",
    )  # fmt: skip
    if shown == "own":
        return None
    st.caption(t("class.list.about" if shared() else "class.list.open"))
    return class_lines(open_store().engine, name, limit)


def names_told(t: Translate, pupils: Sequence[str]) -> str:
    """Who asked, some of them by name."""
    named = t("words.comma").join(literal(one) or t("class.nobody") for one in pupils[:NAMED])
    more = len(pupils) - NAMED
    return t("class.pupils", names=named, count=more) if more > 0 else named


def pupils_here() -> dict[str, list[str]]:
    """By experiment of the class who asked for it; empty outside of a class."""
    name = current_class()
    return {} if name is None else pupils_of(open_store().engine, name)
