"""Fit a network: live progress, early stopping on the best epoch, Stop within a batch."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np

from core.arrays import Floats
from core.errors import Stopped, UserError
from core.specs import TrainingSpec

BATCHES_BETWEEN_LOOKS = 4  # how often Stop is looked at
STRETCH = 4096  # windows answered at once


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
    samples: int  # examples per second over the whole training


class _Report(keras.callbacks.Callback):
    """Tells of every epoch, looks at Stop, and refuses a loss that is not a number."""

    def __init__(
        self, examples: int, on_epoch: Callable[[Progress], None], should_stop: Callable[[], bool]
    ) -> None:
        super().__init__()
        self.examples, self.on_epoch, self.should_stop = examples, on_epoch, should_stop
        self.began = self.epoch_began = time.perf_counter()

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        self.epoch_began = time.perf_counter()

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        if batch % BATCHES_BETWEEN_LOOKS == 0 and self.should_stop():
            raise Stopped

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        loss, val_loss = float(logs["loss"]), logs.get("val_loss")
        if not math.isfinite(loss) or (val_loss is not None and not math.isfinite(val_loss)):
            raise UserError("loss_not_finite", epoch=epoch + 1)
        now = time.perf_counter()
        speed = round(self.examples / max(now - self.epoch_began, 1e-9))
        self.on_epoch(
            Progress(epoch + 1, loss, None if val_loss is None else float(val_loss), now - self.began, speed)
        )


def fit(
    network: keras.Model,
    x: Floats,
    y: Floats,
    training: TrainingSpec,
    *,
    held_out: tuple[Floats, Floats] | None = None,
    epochs: int | None = None,
    on_epoch: Callable[[Progress], None] = lambda progress: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Fit:
    """Train a compiled network in place.

    Args:
        x: Windows (n, lookback, columns), scaled.
        y: Answers (n, outputs), scaled.
        held_out: Early-stopping windows and answers; the weights of their best epoch are kept.
        epochs: Exactly so many epochs, instead of early stopping.

    Raises:
        Stopped: `should_stop` said so.
        UserError: `loss_not_finite`, with the epoch.
    """
    callbacks: list[Any] = [_Report(len(x), on_epoch, should_stop)]
    best = keras.callbacks.EarlyStopping(
        "val_loss", patience=training.patience, restore_best_weights=True, mode="min"
    )
    began = time.perf_counter()
    history = network.fit(
        single(x),
        single(y),
        batch_size=training.batch_size(len(x)),
        epochs=epochs or training.epochs,
        validation_data=tuple(map(single, held_out)) if held_out else None,
        callbacks=[*callbacks, best] if held_out else callbacks,
        verbose=0,
    ).history
    seconds, ran = time.perf_counter() - began, len(history["loss"])
    chosen = int(np.argmin(history["val_loss"])) if held_out else ran - 1
    val_loss = float(history["val_loss"][chosen]) if held_out else None
    return Fit(ran, chosen + 1, val_loss, seconds, round(len(x) * ran / seconds))


def single(values: Floats) -> Any:
    """float32, as the networks compute."""
    return np.ascontiguousarray(values, dtype=np.float32)


def answers(network: keras.Model, x: Floats) -> Floats:
    """What the network answers for windows (n, lookback, columns): (n, outputs), float64.

    Called without compiling: for one run's few stretches, tracing `predict` takes longer than the answer.
    """
    if len(x) == 0:
        return np.empty((0, network.output_shape[-1]))
    stretches = [single(x[start : start + STRETCH]) for start in range(0, len(x), STRETCH)]
    told = [keras.ops.convert_to_numpy(network(stretch, training=False)) for stretch in stretches]
    return np.concatenate(told).astype(np.float64)
