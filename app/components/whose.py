"""A word for whoever reads what somebody else made: whose it is, and what one can do."""

import streamlit as st

from app.i18n import Translate
from app.people import is_operator, is_own


def whose_note(t: Translate, what: str, owner: str | None) -> None:
    """One quiet sentence; nothing to the maker.

    Args:
        what: "experiment", "sweep" or "setup": that of somebody else's experiment.
    """
    if is_own(owner):
        return
    told = "operator" if is_operator() and what != "setup" else "reading"
    st.caption(f":material/group: {t(f'people.{told}.{what}')}")
