"""What goes on inside networks over many series: built again, with the window that is asked about."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import keras
import numpy as np

from core.arrays import Floats
from core.cells import Cell
from core.inside.attribution import FINEST, integrated_gradients, logits, occlusion
from core.inside.walk import NUMPY, Space, Walk, walk
from core.networks.build import compiled
from core.networks.device import answering_kernel
from core.specs import ExperimentSpec, ModelSpec
from core.tasks.forecast.measured_loss import on_measured
from core.tasks.loaded import Example, Together
from core.tasks.panel.network import PanelShape, many_series
from core.tasks.panel.questions import ManySeries
from core.tasks.panel.spec import PanelSpec
from core.tasks.panel.walk import recurrent_layers, walk_and_tell
from core.tasks.question import Question, TrainedNetwork

ANSWERS: Mapping[str, Callable[[Question], dict[str, Any]]] = {}


def fresh(
    kept: TrainedNetwork, spec: ExperimentSpec, source: ManySeries, model: ModelSpec, *, begin: bool = False
) -> keras.Model:
    """A compiled network with the first weights of its seed (see `core.tasks.loaded.Inside`).

    Of an untrained network gradients are asked for, which a readout of zeros would keep from it.
    """
    shape = PanelShape.of(source.widths, spec.of(PanelSpec), kept.cell, model, kept.units)
    kernel = answering_kernel(kept.cell, model.activation)
    built = many_series(shape, kernel=kernel, seed=kept.seed, l2=spec.training.l2, zero=False)
    return compiled(built, spec.training, on_measured(spec.training.loss))


@dataclass(frozen=True)
class AskedWindow(Example):
    """A window of one series; all else that a network reads of its origin stands fixed."""

    beside: Floats = None  # type: ignore[assignment]  # (1, numbers)
    ahead: Floats = None  # type: ignore[assignment]  # (1, horizon, numbers)
    place: int = 0  # of the series among those that the network tells at once
    series: int = 1  # that it tells at once

    def own(self, answers: Any) -> Any:
        """The answers (n, horizon) of this series, out of those of all (n, horizon x series)."""
        return answers[:, self.place :: self.series]

    def walk(self, network: keras.Model, cell: Cell, space: Space = NUMPY) -> Walk:
        if recurrent_layers(network)[1]:
            whole = walk_and_tell(network, (self.inputs, self.beside, self.ahead), cell, space)
            return replace(whole, answer=self.own(whole.answer))
        alone: Any = _Alone(network, self)
        return walk(alone, self.inputs, cell, space)

    def told(self, network: keras.Model) -> Floats:
        alone: Any = _Alone(network, self)
        return logits(alone, self.inputs)

    def contributions(self, network: keras.Model, cell: Cell, output: int) -> tuple[Floats, float]:
        alone: Any = _Alone(network, self)
        return integrated_gradients(alone, self.inputs[0], output, finest=FINEST)

    def taken_away(self, network: keras.Model, output: int) -> Floats:
        alone: Any = _Alone(network, self)
        return occlusion(alone, self.inputs[0], output)


class _Alone:
    """A network as a function of its window: its recurrent layers, and one that tells the rest."""

    def __init__(self, network: keras.Model, asked: AskedWindow) -> None:
        self.network, self.asked = network, asked
        reads = [
            one for one in network.layers if isinstance(one, keras.layers.RNN | keras.layers.Bidirectional)
        ]
        dense = [one for one in network.layers if isinstance(one, keras.layers.Dense)]
        _, decoder = recurrent_layers(network)
        # What they tell is of the series that is asked about.
        self.layers = [_Whole(network, asked)] if decoder else [*reads, _Tail(dense, asked)]

    def predict_on_batch(self, windows: Floats) -> Any:
        """What it tells of windows (n, steps, columns)."""
        fixed = [np.repeat(one, len(windows), axis=0) for one in (self.asked.beside, self.asked.ahead)]
        return self.asked.own(self.network.predict_on_batch([windows, *fixed]))


class _Whole:
    """A network with a decoder, which reads more than the last hidden state."""

    name = "whole"

    def __init__(self, network: keras.Model, asked: AskedWindow) -> None:
        self.network, self.asked = network, asked

    def __call__(self, windows: Any, training: bool = False) -> Any:
        """Answers (n, horizon) of windows (n, steps, columns)."""
        fixed = [_repeated(one, keras.ops.shape(windows)[0]) for one in (self.asked.beside, self.asked.ahead)]
        return self.asked.own(self.network([windows, *fixed], training=training))


class _Tail:
    """What stands behind the recurrent layers (see `core.tasks.panel.network.many_series`)."""

    name = "tail"

    def __init__(self, dense: list[keras.layers.Dense], asked: AskedWindow) -> None:
        self.dense, self.beside, self.ahead, self.own = dense, asked.beside, asked.ahead, asked.own

    def __call__(self, state: Any, training: bool = False) -> Any:
        """Answers (n, horizon) from the last hidden state (n, units)."""
        ops, count = keras.ops, state.shape[0] or keras.ops.shape(state)[0]
        values = ops.cast(ops.convert_to_tensor(state), "float32")
        if self.beside.shape[1]:
            values = ops.concatenate([values, _repeated(self.beside, count)], axis=-1)
        if self.ahead.shape[2]:
            each = ops.repeat(values[:, None, :], self.ahead.shape[1], axis=1)
            values = ops.concatenate([each, _repeated(self.ahead, count)], axis=-1)
        for layer in self.dense:
            values = layer(values)
        if self.ahead.shape[2]:
            values = ops.reshape(values, (-1, values.shape[1] * values.shape[2]))
        return self.own(values)


def _repeated(values: Floats, count: Any) -> Any:
    shape = (count, *values.shape[1:])
    return keras.ops.broadcast_to(keras.ops.convert_to_tensor(values, dtype="float32"), shape)


def example_of(question: Question, spec: ExperimentSpec) -> AskedWindow:
    """The window."""
    source = question.source
    assert isinstance(source, ManySeries)
    cut = source.cut
    window, answers, beside, ahead = (
        np.asarray(one, dtype=np.float64) for one in (cut.sequence, cut.answers, cut.beside, cut.ahead)
    )
    place, series = source.place, source.widths.series
    return AskedWindow(window, answers, [], [], window.shape[1], None, beside, ahead, place, series)


def predictions_together(question: Question, spec: ExperimentSpec, inputs: Any) -> Mapping[str, Together]:
    """Each network is asked alone."""
    return {}


def warm_up() -> None:
    """Windows need nothing."""


def warm_up_sample(cell: str) -> None:
    """Nobody waits for a window."""
