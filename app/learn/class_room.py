"""For a class: its name, large type for the projector, and the path as a plan to print."""

import streamlit as st

from app.class_space import ADDRESS, current_class, leave
from app.i18n import Translate, current_language
from app.learn.plan import plan_html
from core.store.class_space import LONGEST

NAME = "learn.class.name"
LARGE = "<style>html{font-size:clamp(16px,1.55vw,30px)}.stMainBlockContainer{max-width:none}</style>"


def class_room(t: Translate) -> None:
    """Draw all, below everything else; the address holds the class, and whether type is large."""
    st.caption(t("learn.class"))
    st.text_input(
        t("learn.class.link"), current_class() or "", key=NAME, on_change=_lead, max_chars=10 * LONGEST
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        large = st.toggle(t("learn.large"), st.query_params.get("large") == "1", key="learn.large")
        st.download_button(
            t("plan.print"),
            lambda: plan_html(t, current_language()),
            file_name=f"lesson-{current_language()}.html",
            mime="text/html",
            icon=":material/print:",
            key="learn.plan",
            on_click="ignore",
        )
    if large:
        st.query_params["large"] = "1"
        st.html(LARGE)
    else:
        st.query_params.pop("large", None)


def _lead() -> None:
    """Into the class that was typed, or out of any."""
    told = st.session_state[NAME]
    if told.strip():
        st.query_params[ADDRESS] = told
    else:
        leave()
