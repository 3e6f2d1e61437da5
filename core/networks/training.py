"""Fit a network: live progress, early stopping on the best epoch, Stop between short stretches."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.arrays import Ints
from core.errors import Stopped, UserError
from core.networks.loops import Loop
from core.networks.schedule import Schedule

STRETCH_SECONDS = 0.3  # aimed at, between two looks at Stop


@dataclass(frozen=True)
class Progress:
    """One epoch, as it ends."""

    epoch: int  # from 1
    loss: float
    val_loss: float | None
    seconds: float  # since training began
    samples: int  # examples per second
    val_accuracy: float | None = None  # where answers are classes


@dataclass(frozen=True)
class Fit:
    """How a training went."""

    epochs: int
    best_epoch: int
    val_loss: float | None
    seconds: float
    samples: int  # examples per second, once what had to be compiled was compiled
    rates: tuple[float, ...]  # learning rates of the epochs up to the best one: a refit goes through them


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
    x: Any,
    y: Any,
    schedule: Schedule,
    *,
    seed: int,
    held_out: tuple[Any, Any] | None = None,
    most: int | None = None,
    on_epoch: Callable[[Progress], None] = lambda progress: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Fit:
    """Train a loop's network in place.

    Each epoch takes the examples in a new order and leaves out those that do not fill a batch, or are beyond
    the most that an epoch may take.

    Args:
        x: n examples, as the loop takes them: windows, scaled; texts, numbered.
        y: Their answers (n, outputs), scaled, or classes (n,).
        schedule: Gives the learning rates and the end; used once.
        seed: Of the order of the examples.
        held_out: Early-stopping examples and answers; the weights of their best epoch are kept.
        most: Examples of an epoch; None takes all.

    Raises:
        Stopped: `should_stop` said so.
        UserError: `loss_not_finite`, with the epoch.
    """
    random, pace, weights = np.random.default_rng(seed), _Pace(), loop.network.get_weights()
    began, count = time.perf_counter(), min(len(x), most or len(x))
    data, judged = loop.load(x, y), loop.load(*held_out) if held_out else None
    while (rate := schedule.next_rate()) is not None:
        epoch, loop.network.optimizer.learning_rate = len(schedule.rates), rate
        order = random.permutation(len(x))[: count // loop.batch * loop.batch]
        loss = _pass(loop, data, loop.arrange(x, order, random), pace, should_stop)
        told = loop.judge(judged) if held_out else None
        val_loss = told.loss if told else None
        if not math.isfinite(loss) or not math.isfinite(val_loss or 0.0):
            raise UserError("loss_not_finite", epoch=epoch)
        seconds, accuracy = time.perf_counter() - began, told.accuracy if told else None
        on_epoch(Progress(epoch, loss, val_loss, seconds, pace.speed, accuracy))
        if val_loss is not None and schedule.improved(val_loss):
            weights = loop.network.get_weights()
    if held_out:
        loop.network.set_weights(weights)
    epochs, seconds = len(schedule.rates), time.perf_counter() - began
    best, lowest = schedule.best_epoch or epochs, schedule.best if held_out else None
    return Fit(epochs, best, lowest, seconds, pace.speed, tuple(schedule.rates[:best]))


def _pass(loop: Loop, data: Any, order: Ints, pace: _Pace, should_stop: Callable[[], bool]) -> float:
    """One epoch; its mean loss, which does not depend on how many batches the machine takes at a time."""
    losses, start = [], 0
    while start < len(order):
        if should_stop():
            raise Stopped
        taken = order[start : start + pace.batches * loop.batch]
        began = time.perf_counter()
        losses.append(loop.train(data, taken))
        pace.note(len(taken), time.perf_counter() - began)
        start += len(taken)
    return float(np.mean(np.concatenate(losses)))
