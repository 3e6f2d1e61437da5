"""Which examples the next updates take, and how many of them between two looks at Stop."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.arrays import Ints
from core.networks.trainers import Trainer

STRETCH_SECONDS = 0.3  # aimed at, between two looks at Stop


class Batches:
    """Batches without end: each epoch takes the examples in a new order.

    It leaves out those that do not fill a batch; where there are too few for one, they come again in it.
    """

    def __init__(self, trainer: Trainer, x: Any, seed: int) -> None:
        self.trainer, self.x, self.random = trainer, x, np.random.default_rng(seed)
        self.updates = max(1, len(x) // trainer.batch)  # of an epoch
        self._left = np.empty(0, dtype=np.int64)

    def take(self, updates: int) -> Ints:
        """The examples of the next so many updates, in order."""
        wanted, parts, have = updates * self.trainer.batch, [self._left], len(self._left)
        while have < wanted:
            parts.append(self._epoch())
            have += len(parts[-1])
        order: Ints = np.concatenate(parts)
        self._left = order[wanted:]
        return order[:wanted]

    def _epoch(self) -> Ints:
        count, batch = len(self.x), self.trainer.batch
        drawn = np.concatenate([self.random.permutation(count) for _ in range(-(-batch // count))])
        return self.trainer.order(self.x, drawn[: self.updates * batch], self.random)


@dataclass
class Pace:
    """How many batches to train between two looks at Stop.

    The first stretch is a single batch, for what it calls has to be compiled; it says nothing about speed.
    """

    batches: int = 1
    examples: int = 0  # of all stretches but the first
    seconds: float = 0.0
    first: float = 0.0  # examples per second of the first stretch

    def note(self, examples: int, seconds: float) -> None:
        """Learn from a stretch."""
        if not self.first:
            self.first, self.batches = examples / seconds, 2
            return
        self.examples, self.seconds = self.examples + examples, self.seconds + seconds
        wanted = self.batches * STRETCH_SECONDS / seconds
        self.batches = max(1, min(4 * self.batches, int(wanted)))

    @property
    def speed(self) -> int:
        """Examples per second."""
        return round(self.examples / self.seconds if self.seconds else self.first)
