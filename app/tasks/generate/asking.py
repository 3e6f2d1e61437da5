"""Ask the engine to go on with a text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.people import owner
from app.store import open_store
from core.store.engine_process import ensure_engine
from core.store.records import Experiment
from core.store.requests import answer, ask

PATIENCE = 90.0  # seconds; an engine may have to start first


@dataclass(frozen=True)
class Wanted:
    """How a text is gone on with."""

    prompt: str
    letters: int
    temperature: float
    top_k: int
    top_p: float
    seed: int
    beam: int = 1  # beginnings that a search for the likeliest text keeps; 1: characters are drawn
    form: str = "free"  # of FORMS


def gone_on(
    experiment: Experiment, wanted: Wanted, texts: Mapping[str, str], letters: int, written: int = 0
) -> dict[str, str]:
    """So many further characters or words, by cell; raises UserError.

    Args:
        texts: What each cell has written so far.
        written: How many characters or words that is.
    """
    store = open_store()
    ensure_engine(store)
    so_far = {cell: wanted.prompt + text for cell, text in texts.items()}
    picked = ask(
        store.engine, experiment.id, "write", asker=owner(), texts=so_far, letters=letters,
        written=written, temperature=wanted.temperature, top_k=wanted.top_k,
        top_p=wanted.top_p, seed=wanted.seed, beam=wanted.beam, form=wanted.form,
    )  # fmt: skip
    cells: dict[str, Any] = answer(store.engine, picked, PATIENCE)["cells"]
    return {cell: one["text"] for cell, one in cells.items()}
