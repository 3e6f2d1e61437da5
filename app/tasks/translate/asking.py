"""Ask the engine for the translation of a sentence."""

from typing import Any

from app.people import owner
from app.store import open_store
from core.store.engine_process import ensure_engine
from core.store.records import Experiment
from core.store.requests import answer, ask

PATIENCE = 90.0  # seconds; an engine may have to start first


def translated(experiment: Experiment, text: str, beam: int) -> dict[str, Any]:
    """Words that were read, which of them are known, and by cell the best translations; raises UserError."""
    store = open_store()
    ensure_engine(store)
    asked = ask(store.engine, experiment.id, "translate", asker=owner(), text=text, beam=beam)
    return answer(store.engine, asked, PATIENCE)
