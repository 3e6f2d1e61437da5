"""The networks that a question is put to, read from the store."""

from core.errors import UserError
from core.store.records import Run
from core.store.store import Store
from core.tasks.question import TrainedNetwork


def trained_networks_of(store: Store, chosen: list[Run]) -> list[TrainedNetwork]:
    """Networks with their weights; raises `weights_gone`."""
    found = [_trained_network(store, run) for run in chosen]
    for run, kept in zip(chosen, found, strict=True):
        if kept is None:
            raise UserError("weights_gone", seed=run.seed)
    return [kept for kept in found if kept is not None]


def kept_networks(store: Store, runs: list[Run]) -> list[TrainedNetwork]:
    """Those of a cell's networks that are still there: examples come with one of each cell's."""
    found = [kept for run in runs if (kept := _trained_network(store, run)) is not None]
    return found or trained_networks_of(store, runs)


def _trained_network(store: Store, run: Run) -> TrainedNetwork | None:
    weights = store.artifact(run.id, "weights")
    if weights is None:
        return None
    return TrainedNetwork(run.id, run.cell, run.seed, run.units, kernel=run.kernel, weights=weights)
