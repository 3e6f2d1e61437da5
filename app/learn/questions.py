"""A bet before a lesson and a question after it; the page says at once whether they are right, and why."""

import streamlit as st

from app.i18n import Translate

OPTIONS = (1, 2, 3)
RIGHT = {  # by step of Learn: of its bet, of its question
    "sequence": (3, 2),
    "windows": (2, 3),
    "vectors": (2, 1),
    "padding": (3, 2),
    "recurrence": (3, 1),
    "sharing": (1, 2),
    "unrolling": (1, 2),
    "vanishing": (2, 2),
    "truncated": (2, 3),
    "lstm": (2, 1),
    "gru": (1, 1),
    "which": (3, 3),
    "stacked": (2, 2),
    "shapes": (2, 3),
    "tagging": (3, 1),
    "writing": (1, 2),
    "regularisation": (2, 2),
    "noise": (2, 2),
    "limits": (3, 1),
    "attention": (3, 2),
    "today": (1, 3),
}
KINDS = ("bet", "check")


def question(t: Translate, step: str, kind: str) -> None:
    """Draw one; drawn anew by itself when something is chosen."""
    st.fragment(_question)(t, step, kind)


def _question(t: Translate, step: str, kind: str) -> None:
    key = f"learn.{step}.{kind}"
    with st.container(border=True):
        st.caption(t(f"learn.{kind}"))
        chosen = st.radio(
            t(f"learn.{step}.{kind}"), OPTIONS, index=None, key=key, horizontal=True, persist_state="session",
            format_func=lambda option: t(f"learn.{step}.{kind}.{option}"),
        )  # fmt: skip
        if chosen is None:
            return
        why = t(f"learn.{step}.{kind}.why")
        if chosen == RIGHT[step][KINDS.index(kind)]:
            st.success(t("learn.right", why=why), icon=":material/check_circle:")
        else:
            st.info(t("learn.wrong", why=why), icon=":material/lightbulb:")
