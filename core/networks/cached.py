"""Trainers kept ready in a worker: what was traced and compiled for one run serves the next of its shape."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

import keras

from core.networks.trainers import BatchTrainer, Trainer
from core.specs import TrainingSpec

MOST_TRAINERS = 16  # kept; beyond them the one that was idle longest goes

_ready: OrderedDict[tuple[object, ...], Trainer] = OrderedDict()


class Shaped(Protocol):
    """What a network looks like, as a key to a trainer that was kept."""

    def __hash__(self) -> int: ...

    def network(self, training: TrainingSpec, kernel: str, seed: int) -> keras.Model:
        """A compiled network with the first weights of a seed."""


def cached_trainer(shape: Shaped, training: TrainingSpec, kernel: str, batch: int, seed: int) -> Trainer:
    """A trainer whose network begins with the weights of a seed; whether it was kept makes no difference.

    The trainer is the caller's until it asks for the next one.
    """
    fresh = shape.network(training, kernel, seed)
    return kept((shape, compiled_in(training), kernel, batch), fresh, lambda: trainer_for(fresh, batch))


def compiled_in(training: TrainingSpec) -> TrainingSpec:
    """What of it is compiled into a trainer: all but how long it takes, and schedule."""
    return replace(training, updates=1, patience=1, least=0, schedule="constant")


def kept(key: tuple[object, ...], fresh: keras.Model, make: Callable[[], Trainer]) -> Trainer:
    """The trainer that was kept under a key, begun from a fresh network's weights; else a new one."""
    if key in _ready:
        _ready.move_to_end(key)
        _ready[key].start_from(fresh)
    else:
        _ready[key] = make()
        while len(_ready) > MOST_TRAINERS:
            _ready.popitem(last=False)
    return _ready[key]


def trainer_for(network: keras.Model, batch: int) -> Trainer:
    """The trainer for a compiled network on the backend in use."""
    if keras.backend.backend() == "tensorflow":
        from core.networks.graph_trainer import GraphTrainer

        return GraphTrainer(network, batch)
    return BatchTrainer(network, batch)
