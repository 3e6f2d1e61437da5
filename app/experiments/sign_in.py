"""Signing in and out, where the operator has set it up; and whose experiments the list shows."""

import streamlit as st

from app.errors import literal
from app.experiments.whose import offer_to_claim
from app.i18n import Translate
from app.people import browser, display_name, may_sign_in, shared, signed_in


def sign_in(t: Translate) -> None:
    """Who is signed in, and the button to change that; nothing where nobody can."""
    if not may_sign_in():
        return
    if signed_in():
        st.caption(t("people.signed_in", name=literal(display_name()[:80])))
        st.button(t("people.sign_out"), icon=":material/logout:", on_click=st.logout, key="people.sign_out")
    else:
        st.button(t("people.sign_in"), icon=":material/login:", on_click=st.login, key="people.sign_in")


def about_owners(t: Translate) -> None:
    """Tell who is not signed in on a shared server how long the list lasts: as long as the browser's key."""
    if shared() and not signed_in():
        kept = "browser" if browser() else "visit"
        st.caption(t(f"people.may_sign_in.{kept}" if may_sign_in() else f"people.this_{kept}"))
    offer_to_claim(t)
