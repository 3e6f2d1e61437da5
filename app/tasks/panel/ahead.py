"""One series with what is known ahead of it: what leads to Train, drawn by whoever has such a series."""

from collections.abc import Sequence

import streamlit as st

from app.errors import explained
from app.i18n import Translate
from app.keeping import still_kept
from app.people import owner
from app.store import open_store
from app.tasks.panel.setup import series_and_setup
from core.data.frame import Dataset
from core.data.panel.facts import PanelFacts
from core.data.panel.one import panel_of_series
from core.tasks.panel.keeping import keep_panel


def ahead_setup(t: Translate, data: Dataset, target: str, known: Sequence[str], past: Sequence[str]) -> None:
    """Draw it: the same setup as that of many series."""
    with explained(t):
        facts: PanelFacts = still_kept(
            _one, (data.sha256, target, tuple(known), tuple(past)), str(open_store().folder), data
        )
        series_and_setup(t, facts, None)


@st.cache_resource(show_spinner=False, max_entries=8)
def _one(what: tuple[str, str, tuple[str, ...], tuple[str, ...]], folder: str, _data: Dataset) -> PanelFacts:
    _, target, known, past = what
    return keep_panel(open_store(), panel_of_series(_data, target, known, past), owner())
