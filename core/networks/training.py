"""Fit a network: live progress, early stopping on the best epoch, Stop between short stretches."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from core.arrays import Floats, Ints
from core.errors import Stopped, UserError
from core.networks.loops import Loop
from core.specs import TrainingSpec
from core.tasks.windows import Windows

STRETCH_SECONDS = 0.3  # aimed at, between two looks at Stop


@dataclass(frozen=True)
class Progress:
    """One epoch, as it ends."""

    epoch: int  # from 1
    loss: float
    val_loss: float | None
    seconds: float  # since training began
    samples: int  # examples per second


@dataclass(frozen=True)
class Fit:
    """How a training went."""

    epochs: int
    best_epoch: int
    val_loss: float | None
    seconds: float
    samples: int  # examples per second, once what had to be compiled was compiled


@dataclass
class _Best:
    """The best epoch so far and the weights it ended with."""

    epoch: int = 0
    val_loss: float = math.inf
    weights: list[Floats] = field(default_factory=list)


@dataclass
class _Pace:
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


def fit(
    loop: Loop,
    x: Windows,
    y: Floats,
    training: TrainingSpec,
    *,
    seed: int,
    held_out: tuple[Windows, Floats] | None = None,
    epochs: int | None = None,
    on_epoch: Callable[[Progress], None] = lambda progress: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Fit:
    """Train a loop's network in place.

    Each epoch takes the windows in a new order and leaves out those that do not fill a batch.

    Args:
        x: n windows, scaled.
        y: Answers (n, outputs), scaled.
        seed: Of the order of the windows.
        held_out: Early-stopping windows and answers; the weights of their best epoch are kept.
        epochs: Exactly so many epochs, instead of early stopping.

    Raises:
        Stopped: `should_stop` said so.
        UserError: `loss_not_finite`, with the epoch.
    """
    random, pace, best = np.random.default_rng(seed), _Pace(), _Best()
    began, epoch = time.perf_counter(), 0
    data, judged = loop.load(x, y), loop.load(*held_out) if held_out else None
    for epoch in range(1, (epochs or training.epochs) + 1):
        order = random.permutation(len(x))[: len(x) // loop.batch * loop.batch]
        loss = _pass(loop, data, order, pace, should_stop)
        val_loss = loop.loss(judged) if held_out else None
        if not math.isfinite(loss) or not math.isfinite(val_loss or 0.0):
            raise UserError("loss_not_finite", epoch=epoch)
        on_epoch(Progress(epoch, loss, val_loss, time.perf_counter() - began, pace.speed))
        if val_loss is not None and val_loss < best.val_loss:
            best = _Best(epoch, val_loss, loop.network.get_weights())
        if held_out and epoch - best.epoch >= training.patience:
            break
    if held_out:
        loop.network.set_weights(best.weights)
    seconds = time.perf_counter() - began
    return Fit(epoch, best.epoch or epoch, best.val_loss if held_out else None, seconds, pace.speed)


def _pass(loop: Loop, data: Any, order: Ints, pace: _Pace, should_stop: Callable[[], bool]) -> float:
    """One epoch; its mean loss."""
    total, start = 0.0, 0
    while start < len(order):
        if should_stop():
            raise Stopped
        taken = order[start : start + pace.batches * loop.batch]
        began = time.perf_counter()
        total += loop.train(data, taken) * len(taken)
        pace.note(len(taken), time.perf_counter() - began)
        start += len(taken)
    return total / len(order)
