"""The networks that a question is put to, read from the store."""

from core.errors import UserError
from core.store.records import Run
from core.store.store import Store
from core.tasks.question import Reader


def readers_of(store: Store, chosen: list[Run]) -> list[Reader]:
    """Networks with their weights; raises `weights_gone`."""
    found = [_reader(store, run) for run in chosen]
    for run, reader in zip(chosen, found, strict=True):
        if reader is None:
            raise UserError("weights_gone", seed=run.seed)
    return [reader for reader in found if reader is not None]


def kept_readers(store: Store, runs: list[Run]) -> list[Reader]:
    """Those of a cell's networks that are still there: examples come with one of each cell's."""
    found = [reader for run in runs if (reader := _reader(store, run)) is not None]
    return found or readers_of(store, runs)


def _reader(store: Store, run: Run) -> Reader | None:
    weights = store.artifact(run.id, "weights")
    return None if weights is None else Reader(run.id, run.cell, run.seed, run.units, weights=weights)
