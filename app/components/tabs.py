"""Tabs of which the chosen one is kept in the address: over a reload, another language and a shared link."""

from collections.abc import Mapping

import streamlit as st
from streamlit.elements.lib.mutable_tab_container import TabContainer

from app.i18n import current_language


def kept_tabs(key: str, labels: Mapping[str, str]) -> dict[str, TabContainer]:
    """Draw tabs; the address says `?tab=<name>` of the one that was chosen.

    Args:
        key: Of these tabs on this page.
        labels: By name; a tab that is gone from them gives way to the first.

    Returns:
        The tabs by name. Streamlit tells of each whether it is `open`.
    """
    asked = labels.get(st.query_params.get("tab", ""))
    widget = f"{key}.{current_language()}"  # labels of another language are other tabs to Streamlit
    drawn = st.tabs(list(labels.values()), default=asked, key=widget, on_change=_keep, args=(widget, labels))
    return dict(zip(labels, drawn, strict=True))


def choose_tab(key: str, name: str, label: str) -> None:
    """Open one of these tabs from elsewhere; to be called before they are drawn."""
    st.session_state[f"{key}.{current_language()}"] = label
    st.query_params["tab"] = name


def _keep(widget: str, labels: Mapping[str, str]) -> None:
    chosen = st.session_state[widget]
    st.query_params["tab"] = next(name for name, label in labels.items() if label == chosen)
