"""Let an experiment's networks learn on from new labelled texts, and remember what came of it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from core.store.engine_process import ensure_engine
from core.store.findings import keep_finding, kept_findings
from core.store.requests import answer, ask
from core.store.store import Store
from core.tasks.sentiment.new_texts.labelled import NewTexts
from core.tasks.sentiment.new_texts.question import KIND

PATIENCE = 240.0  # seconds; an engine may have to start first
IDLE = 60.0  # seconds after which an engine that was started for this leaves


@dataclass(frozen=True)
class Cell:
    """A cell on the new texts that were held back."""

    before: Mapping[str, float]  # accuracy and log_loss
    after: Mapping[str, float]
    kept: bool  # it is not worse


@dataclass(frozen=True)
class Learnt:
    """What came of learning on."""

    data: str  # hash of the new texts
    made: float
    name: str  # of the file
    learnt: int  # texts
    held: int
    cells: Mapping[str, Cell]

    @property
    def kept(self) -> list[str]:
        """The cells that are not worse."""
        return [name for name, one in self.cells.items() if one.kept]


def learn_on(store: Store, id: str, new: NewTexts, asker: str | None = None) -> Learnt:
    """Ask for it.

    Raises:
        UserError: `too_few_new_texts`, what `require_room` raises, and what the worker finds wrong.
    """
    new.require_enough()
    hash = store.add_dataset(new.data, asker)
    ensure_engine(store, idle_seconds=IDLE)
    reply = answer(store.engine, ask(store.engine, id, KIND, asker=asker, data=hash), PATIENCE)
    cells = {name: Cell(**one) for name, one in reply["cells"].items()}
    body = {"name": new.data.name, "learnt": reply["learnt"], "held": reply["held"]}
    plain = {name: asdict(one) for name, one in cells.items()}
    kept = keep_finding(store.engine, id, KIND, body | {"cells": plain}, key=hash, data=hash)
    return Learnt(hash, kept.made, body["name"], body["learnt"], body["held"], cells)


def last_learnt(store: Store, id: str) -> Learnt | None:
    """The newest that is kept; None where networks never learnt on."""
    for one in kept_findings(store.engine, id, KIND):
        cells = {name: Cell(**each) for name, each in one.body["cells"].items()}
        about = {name: one.body[name] for name in ("name", "learnt", "held")}
        return Learnt(one.key, one.made, cells=cells, **about)
    return None
