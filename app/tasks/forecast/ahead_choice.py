"""Which columns of a series are known ahead: found where they go on behind its end, else named."""

from dataclasses import dataclass

import streamlit as st

from app.data_words import column_name
from app.i18n import Translate
from core.data.frame import Dataset
from core.data.panel.one import planned


@dataclass(frozen=True)
class Ahead:
    """What each column is."""

    target: str
    known: tuple[str, ...]
    past: tuple[str, ...]


def ahead_choice(t: Translate, data: Dataset) -> Ahead | None:
    """Draw the choice, where there are further columns; None where nothing is known ahead."""
    columns, scope = [str(name) for name in data.frame], data.sha256[:10]
    if len(columns) < 2:
        return None
    target, found = planned(data)
    with st.expander(t("ahead.title"), icon=":material/event_upcoming:", expanded=bool(found)):
        st.caption(t("ahead.about"))
        first, second, third = st.columns(3)
        chosen = second.multiselect(
            t("panel.role.known"), columns, default=list(found), key=f"ahead.known.{scope}",
            help=t("panel.role.known.help"), persist_state="session",
        )  # fmt: skip
        free = [name for name in columns if name not in chosen]
        if not chosen or not free:
            return None
        target = first.selectbox(
            t("spec.target"), free, index=free.index(target) if target in free else 0,
            format_func=lambda name: column_name(t, data, name), key=f"ahead.target.{scope}",
            persist_state="session",
        )  # fmt: skip
        past = third.multiselect(
            t("panel.role.past"), [name for name in free if name != target], key=f"ahead.past.{scope}",
            help=t("panel.role.past.help"), persist_state="session",
        )  # fmt: skip
    return Ahead(str(target), tuple(chosen), tuple(past))
