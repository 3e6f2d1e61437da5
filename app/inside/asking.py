"""Questions about what goes on inside; an answer is kept as long as the same runs are done."""

import json
from typing import Any

import streamlit as st

from app.people import owner
from app.store import open_store
from core.store.array_text import arrays_of
from core.store.engine_process import ensure_engine
from core.store.records import Experiment
from core.store.requests import answer, ask
from core.store.store import Store
from core.tasks.results import fingerprint

PATIENCE = 90.0  # seconds; an engine may have to start first


def told(experiment: Experiment, kind: str, **question: Any) -> dict[str, Any]:
    """What the engine answers; raises UserError."""
    store = open_store()
    done = fingerprint(store.runs(experiment.id))
    return _told(store, experiment.id, kind, json.dumps(question, sort_keys=True), done, owner())


@st.cache_data(show_spinner=False, max_entries=24)
def _told(
    _store: Store, id: str, kind: str, question: str, done: tuple[str, ...], _asker: str | None
) -> dict[str, Any]:
    ensure_engine(_store)
    asked = ask(_store.engine, id, kind, asker=_asker, **json.loads(question))
    found = answer(_store.engine, asked, PATIENCE)
    if "arrays" in found:
        found["arrays"] = arrays_of(found["arrays"])
    return found
