"""For a class: large type for the projector, and the path as a plan to print."""

import streamlit as st

from app.i18n import Translate, current_language
from app.learn.plan import plan_html

LARGE = "<style>html{font-size:clamp(16px,1.55vw,30px)}.stMainBlockContainer{max-width:none}</style>"


def class_room(t: Translate) -> None:
    """Draw both, below everything else; the address holds whether type is large."""
    st.caption(t("learn.class"))
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
