"""Whose a thing is, for whoever sees what somebody else made, or holds what two have made."""

import streamlit as st

from app.changes import claim_what_is_here
from app.errors import explained
from app.i18n import Translate
from app.people import is_operator, is_own, owners, person
from app.store import open_store
from core.store.whose import Owners, has_any


def whose_note(t: Translate, what: str, owner: str | None) -> None:
    """One quiet sentence; nothing to the maker.

    Args:
        what: "experiment", "sweep" or "setup": that of somebody else's experiment.
    """
    if is_own(owner):
        return
    told = "operator" if is_operator() and what != "setup" else "reading"
    st.caption(f":material/group: {t(f'people.{told}.{what}')}")


def whose_badge(t: Translate, owner: str | None) -> None:
    """In an operator's list: that this is not their own."""
    if not is_own(owner):
        st.badge(t("people.others"), icon=":material/group:", color="gray")


def listed_owners(t: Translate, where: str) -> Owners:
    """Whose things a list shows: one's own; an operator may ask for everybody's.

    Args:
        where: The page of the list.
    """
    if is_operator() and st.toggle(t("people.everybody"), key=f"people.everybody.{where}"):
        return None
    return owners()


def offer_to_claim(t: Translate) -> None:
    """Who has signed in holds two lists: what is the browser's can be made theirs alone."""
    who, mine = person(), owners()
    if who is None or mine is None or not has_any(open_store().engine, mine - {who}):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(t("people.also_here"))
        st.button(
            t("people.claim"), type="tertiary", icon=":material/person_add:", key="people.claim",
            on_click=_claim, args=(t,),
        )  # fmt: skip


def _claim(t: Translate) -> None:
    with explained(t):
        claim_what_is_here()
