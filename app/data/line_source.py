"""A source that is asked for by one line: a name, an address, whatever its module makes a series of."""

import streamlit as st

from app.components.typed import line
from app.data.repair_choice import repair_choice
from app.errors import literal
from app.i18n import Translate
from core.data.frame import Dataset
from core.data.sources import Asked, Source
from core.errors import Refusal
from core.store.database import home


def line_source(t: Translate, source: Source) -> Dataset | Refusal | None:
    """A line and a button; what was fetched last stays, for the choice of repairs."""
    key = f"data_picker.{source.name}"
    with st.form(key, border=False):
        left, right = st.columns([4, 1], vertical_alignment="bottom")
        given = line(t(f"source.{source.name}"), place=left, key=f"{key}.named").strip()
        fetch = right.form_submit_button(t("data.fetch"), key=f"{key}.fetch", type="primary", width="stretch")
    if fetch and given:
        with st.spinner(t("data.fetching", symbol=literal(given))):
            st.session_state[f"{key}.fetched"] = source.of(Asked(given, home() / f"{source.name}s"))
    return repair_choice(t, st.session_state.get(f"{key}.fetched"))
