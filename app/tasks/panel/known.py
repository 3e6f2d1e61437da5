"""Many series as pages know them: their facts, kept in memory; the series stay on the disk."""

import streamlit as st

from app.i18n import Translate
from app.keeping import still_kept
from app.store import open_store
from core.data.panel.dataset import Panel
from core.data.panel.facts import PanelFacts
from core.data.panel.samples import load_panel_sample
from core.specs import ExperimentSpec
from core.store.store import Store
from core.tasks.panel.keeping import keep_panel, panel_facts, panel_of_store


def many(spec: ExperimentSpec, name: str | None = None) -> PanelFacts:
    """What an experiment is about; raises `data_gone`."""
    return many_facts(open_store(), spec.data, name)


@st.cache_resource(show_spinner=False, max_entries=16)
def many_facts(_store: Store, hash: str, name: str | None = None) -> PanelFacts:
    """What is known of many series, by their content hash."""
    return panel_facts(_store, hash, name)


@st.cache_resource(show_spinner=False, max_entries=1)
def many_series(_store: Store, hash: str) -> Panel:
    """The series themselves; those looked at last."""
    return panel_of_store(_store, hash)


def panel_sample(name: str) -> PanelFacts:
    """A sample, put into the store once."""
    found: PanelFacts = still_kept(_sample, name, str(open_store().folder))
    return found


@st.cache_resource(show_spinner=False, max_entries=8)
def _sample(name: str, folder: str) -> PanelFacts:
    return keep_panel(open_store(), load_panel_sample(name))


def data_name(t: Translate, facts: PanelFacts) -> str:
    """A translated name of a sample, or what the person called it."""
    return t(f"panel_sample.{facts.name}") if facts.source == "sample" else facts.name
