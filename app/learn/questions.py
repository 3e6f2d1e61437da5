"""A bet before a lesson and questions after it; the page says at once whether they are right, and why."""

import streamlit as st

from app.i18n import Translate

OPTIONS = (1, 2, 3)
RIGHT = {  # by step of Learn: of its bet, of its questions
    "sequence": (3, 2, 3),
    "windows": (2, 3, 2),
    "vectors": (2, 1, 2),
    "padding": (3, 2, 2),
    "recurrence": (3, 1, 3, 2),
    "sharing": (1, 2, 2),
    "unrolling": (1, 2, 2),
    "vanishing": (2, 2, 3, 2),
    "truncated": (2, 3, 1),
    "lstm": (2, 1, 1, 2),
    "gru": (1, 1, 2),
    "which": (3, 3, 1),
    "stacked": (2, 2, 3),
    "shapes": (2, 3, 2),
    "tagging": (3, 1, 2),
    "writing": (1, 2, 1, 2),
    "regularisation": (2, 2, 2, 3),
    "noise": (2, 2, 2),
    "limits": (3, 1, 2),
    "attention": (3, 2, 2),
    "today": (1, 3, 2),
}
KINDS = ("bet", "check", "deeper", "last")  # every step has the first three


def asked_of(step: str) -> tuple[str, ...]:
    """The kinds of questions that a step has, in order."""
    return KINDS[: len(RIGHT[step])]


def right_of(step: str, kind: str) -> int:
    """Number of the right option, from 1."""
    return RIGHT[step][KINDS.index(kind)]


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
        if chosen == right_of(step, kind):
            st.success(t("learn.right", why=why), icon=":material/check_circle:")
        else:
            st.info(t("learn.wrong", why=why), icon=":material/lightbulb:")
