"""Fit a network: live progress, early stopping on the best look, Stop between short stretches."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.errors import Stopped, UserError
from core.networks.batches import Batches, Pace
from core.networks.schedule import Schedule
from core.networks.trainers import Evaluation, Trainer


@dataclass(frozen=True)
class Progress:
    """One look at the validation loss."""

    epoch: int  # number of the look, from 1
    updates: int  # of the weights, so far
    epochs: float  # passes over the examples, so far
    loss: float  # mean since the look before
    val_loss: float | None
    seconds: float  # since training began
    samples: int  # examples per second
    val_accuracy: float | None = None  # where answers are classes


@dataclass(frozen=True)
class Fit:
    """How a training went."""

    updates: int
    best_updates: int  # after which the lowest validation loss came; 0: no update did any good
    check: int  # updates between two looks
    epochs: float
    best_epoch: float
    val_loss: float | None
    seconds: float
    samples: int  # examples per second, once what had to be compiled was compiled
    rates: tuple[float, ...]  # learning rates of the looks up to the best one: a refit goes through them


@dataclass(frozen=True)
class Part:
    """What one network trains on, and what it is judged by."""

    x: Any  # n examples, as the trainer takes them: windows, scaled; texts, numbered
    y: Any  # their answers (n, outputs), scaled, or classes (n,)
    held_out: tuple[Any, Any] | None = None  # examples and answers


def fit(
    trainer: Trainer,
    parts: Sequence[Part],
    schedule: Schedule,
    *,
    seed: int,
    on_look: Callable[[Progress], None] = lambda progress: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Fit:
    """Train a trainer's network in place; of several parts, a network for each, side by side.

    Several begin alike, take the same steps, and are judged by the mean of their losses: which number of
    updates is best can be told from it where one block is too small to tell. None of them is kept. The
    weights of the best look of a single network are, where anything judges it.

    Args:
        schedule: Gives the learning rates and the end; used once.
        seed: Of the order of the examples.

    Raises:
        Stopped: `should_stop` said so.
        UserError: `loss_not_finite`, with the epoch.
    """
    began, pace, alone = time.perf_counter(), Pace(), len(parts) == 1
    courses = [_Course(trainer, part, seed, alone) for part in parts]
    each, judged = courses[0].batches.updates, parts[0].held_out is not None
    if judged:
        schedule.improved(_mean([course.evaluate() for course in courses]).loss)
    weights = trainer.network.get_weights()
    while (rate := schedule.next_rate()) is not None:
        now = [course.go(schedule.check, rate, pace, should_stop) for course in courses]
        losses, score = [loss for loss, _ in now], _mean([one for _, one in now if one]) if judged else None
        loss, updates = float(np.mean(losses)), len(schedule.rates) * schedule.check
        if not math.isfinite(loss) or score is not None and not math.isfinite(score.loss):
            raise UserError("loss_not_finite", epoch=math.ceil(updates / each))
        seconds = time.perf_counter() - began
        on_look(
            Progress(
                len(schedule.rates), updates, updates / each, loss, score.loss if score else None, seconds,
                pace.speed, score.accuracy if score else None,
            )
        )  # fmt: skip
        if score is not None and schedule.improved(score.loss) and alone:
            weights = trainer.network.get_weights()
    if judged:
        trainer.network.set_weights(weights)
    looks, best = len(schedule.rates), schedule.best_look if judged else len(schedule.rates)
    done, kept, seconds = looks * schedule.check, best * schedule.check, time.perf_counter() - began
    return Fit(
        done, kept, schedule.check, done / each, kept / each, schedule.best if judged else None, seconds,
        pace.speed, tuple(schedule.rates[:best]),
    )  # fmt: skip


class _Course:
    """One network's way through its part; where it is not alone, the trainer serves the others in between."""

    def __init__(self, trainer: Trainer, part: Part, seed: int, alone: bool) -> None:
        self.trainer, self.batches = trainer, Batches(trainer, part.x, seed)
        self.data = trainer.load(part.x, part.y)
        self.judged = trainer.load(*part.held_out) if part.held_out else None
        self.state = None if alone else trainer.state()

    def go(
        self, updates: int, rate: float, pace: Pace, should_stop: Callable[[], bool]
    ) -> tuple[float, Evaluation | None]:
        """So many updates further: the mean loss on the way, and how the network does then."""
        trainer = self.trainer
        if self.state is not None:
            trainer.restore(self.state)
        trainer.network.optimizer.learning_rate = rate
        losses, order, start = [], self.batches.take(updates), 0
        while start < len(order):
            if should_stop():
                raise Stopped
            taken = order[start : start + pace.batches * trainer.batch]
            began = time.perf_counter()
            losses.append(trainer.train(self.data, taken))
            pace.note(len(taken), time.perf_counter() - began)
            start += len(taken)
        if self.state is not None:
            self.state = trainer.state()
        evaluation = self.evaluate() if self.judged is not None else None
        # One mean over all batches: it does not depend on how many of them the machine takes at a time.
        return float(np.mean(np.concatenate(losses))), evaluation

    def evaluate(self) -> Evaluation:
        """How the network that the trainer has now does on what it is not trained on."""
        return self.trainer.evaluate(self.judged)


def _mean(evaluations: Sequence[Evaluation]) -> Evaluation:
    accuracies = [one.accuracy for one in evaluations if one.accuracy is not None]
    return Evaluation(
        float(np.mean([one.loss for one in evaluations])), float(np.mean(accuracies)) if accuracies else None
    )
