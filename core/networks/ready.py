"""Loops kept ready in a worker: what was traced and compiled for one run serves the next of its shape."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

import keras

from core.arrays import Floats, Ints
from core.cells import CELLS
from core.networks.build import compiled, many_to_class, many_to_one
from core.networks.loops import Loop, looped
from core.networks.measured_loss import on_measured
from core.specs import ModelSpec, SentimentSpec, TrainingSpec
from core.tasks.sentiment.loop import TextLoop, widths

MOST_LOOPS = 16  # kept; beyond them the one that was idle longest goes

_ready: OrderedDict[tuple[object, ...], Loop] = OrderedDict()


class Shaped(Protocol):
    """What a network looks like, as a key to a loop that was kept."""

    def __hash__(self) -> int: ...

    def network(self, training: TrainingSpec, kernel: str, seed: int) -> keras.Model:
        """A compiled network with the first weights of a seed."""


@dataclass(frozen=True)
class Shape:
    """What a network looks like from outside and inside."""

    cell: str
    model: ModelSpec
    units: int
    lookback: int
    columns: int  # numbers per step
    outputs: int
    gapless: bool = True  # every answer was measured; otherwise the loss leaves out what was not
    from_zero: bool = True  # its first answer is 0 (see `many_to_one`)

    def network(self, training: TrainingSpec, kernel: str, seed: int) -> keras.Model:
        """A compiled network with the first weights of a seed."""
        return compiled(
            many_to_one(
                CELLS[self.cell],
                self.model,
                units=self.units,
                lookback=self.lookback,
                columns=self.columns,
                outputs=self.outputs,
                kernel=kernel,
                seed=seed,
                l2=training.l2,
                from_zero=self.from_zero,
            ),
            training,
            None if self.gapless else on_measured(training.loss),
        )


@dataclass(frozen=True)
class TextShape:
    """What a classifier of texts looks like from outside and inside."""

    cell: str
    model: ModelSpec
    task: SentimentSpec
    units: int
    words: int
    classes: int

    def network(self, training: TrainingSpec, kernel: str, seed: int) -> keras.Model:
        """A compiled classifier with the first weights of a seed."""
        loss = keras.losses.CategoricalCrossentropy(
            from_logits=True, label_smoothing=self.task.label_smoothing
        )
        return compiled(
            many_to_class(
                CELLS[self.cell],
                self.model,
                self.task,
                units=self.units,
                words=self.words,
                classes=self.classes,
                kernel=kernel,
                seed=seed,
                l2=training.l2,
            ),
            training,
            loss,
        )


def ready_loop(shape: Shaped, training: TrainingSpec, kernel: str, batch: int, seed: int) -> Loop:
    """A loop whose network begins with the weights of a seed; whether it was kept makes no difference.

    The loop is the caller's until it asks for the next one.
    """
    fresh = shape.network(training, kernel, seed)
    return _kept((shape, _compiled_in(training), kernel, batch), fresh, lambda: looped(fresh, batch))


def ready_text_loop(
    shape: TextShape,
    training: TrainingSpec,
    kernel: str,
    batch: int,
    seed: int,
    *,
    lengths: Ints,
    class_weights: Floats,
) -> TextLoop:
    """The same for a classifier; see `TextLoop` for lengths and weights of classes."""
    fresh = shape.network(training, kernel, seed)
    key = (shape, _compiled_in(training), kernel, batch, widths(lengths), tuple(class_weights))
    loop = _kept(key, fresh, lambda: TextLoop(fresh, batch, lengths, class_weights))
    assert isinstance(loop, TextLoop)
    return loop


def _compiled_in(training: TrainingSpec) -> TrainingSpec:
    """What of it is compiled into a loop: all but how long it takes, and schedule."""
    return replace(training, updates=1, patience=1, least=0, schedule="constant")


def _kept(key: tuple[object, ...], fresh: keras.Model, make: Callable[[], Loop]) -> Loop:
    if key in _ready:
        _ready.move_to_end(key)
        _ready[key].start_from(fresh)
    else:
        _ready[key] = make()
        while len(_ready) > MOST_LOOPS:
            _ready.popitem(last=False)
    return _ready[key]
