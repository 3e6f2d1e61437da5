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


def gone_on(experiment: Experiment, wanted: Wanted, texts: Mapping[str, str], letters: int) -> dict[str, str]:
    """So many further characters, by cell; raises UserError.

    Args:
        texts: What each cell has written so far, all of one length.
    """
    store = open_store()
    ensure_engine(store)
    so_far = {cell: wanted.prompt + text for cell, text in texts.items()}
    picked = ask(
        store.engine, experiment.id, "write", asker=owner(), texts=so_far, letters=letters,
        written=len(next(iter(texts.values()))), temperature=wanted.temperature, top_k=wanted.top_k,
        top_p=wanted.top_p, seed=wanted.seed,
    )  # fmt: skip
    cells: dict[str, Any] = answer(store.engine, picked, PATIENCE)["cells"]
    return {cell: one["text"] for cell, one in cells.items()}
