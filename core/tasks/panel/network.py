"""What a network over many series looks like."""

from dataclasses import dataclass
from itertools import count
from typing import Any

import keras

from core.cells import CELLS
from core.networks.build import SEEDS_PER_RUN, both_ways, compiled, recurrent
from core.networks.encoder import encoded
from core.specs import ModelSpec, TrainingSpec
from core.tasks.forecast.measured_loss import on_measured
from core.tasks.panel.sizes import HEAD, SECOND, Widths
from core.tasks.panel.spec import PanelSpec


@dataclass(frozen=True)
class PanelShape:
    """What a network looks like from outside and inside."""

    cell: str
    model: ModelSpec
    units: int
    steps: int  # that are read
    columns: int  # numbers per step
    beside: int  # numbers of the origin and its series
    ahead: int  # numbers per step to come; 0 where nothing is known ahead
    horizon: int
    series: int = 1  # that are told at once
    decoder: bool = False  # layers of the same cell read what is known ahead, step by step

    @classmethod
    def of(cls, widths: Widths, task: PanelSpec, cell: str, model: ModelSpec, units: int) -> "PanelShape":
        """Of a cell's network for these numbers."""
        return cls(
            cell, model, units, task.lookback // task.block, widths.step, widths.beside, widths.ahead,
            widths.horizon, widths.series, widths.decoder,
        )  # fmt: skip

    def network(self, training: TrainingSpec, kernel: str, seed: int) -> keras.Model:
        """A compiled network with the first weights of a seed."""
        built = many_series(self, kernel=kernel, seed=seed, l2=training.l2)
        return compiled(built, training, on_measured(training.loss))


def many_series(
    shape: PanelShape, *, kernel: str, seed: int, l2: float = 0.0, zero: bool = True
) -> keras.Model:
    """Recurrent layers read the window, and dense ones tell all steps to come.

    Where something is known ahead, these are shared by all steps and read what is known at each; or a decoder
    reads it step by step. It begins with the answer 0: the season before, or the level of the window.

    Args:
        zero: Whether it does; otherwise it begins with random answers.

    Returns:
        A model from (batch, steps, columns), (batch, beside), (batch, horizon, ahead) to (batch, horizon x
        series), step by step.
    """
    seeds = count(SEEDS_PER_RUN * seed)
    sequence = keras.Input((shape.steps, shape.columns), name="sequence")
    beside = keras.Input((shape.beside,), name="beside")
    ahead = keras.Input((shape.horizon, shape.ahead), name="ahead")
    if shape.decoder:
        hidden = _decoded(shape, (sequence, beside, ahead), {"kernel": kernel, "l2": l2}, seeds)
        return keras.Model([sequence, beside, ahead], _each(shape, hidden, seeds, zero=zero))
    state = _read(shape, sequence, kernel, l2, seeds)
    if shape.beside:
        state = keras.layers.Concatenate(name="with_beside")([state, beside])
    if not shape.ahead:
        told = shape.horizon * shape.series
        answers = _dense(told, None, seeds, zero=zero)(_dense(HEAD, "relu", seeds)(state))
        return keras.Model([sequence, beside, ahead], answers)
    repeated = keras.layers.RepeatVector(shape.horizon, name="repeated")(state)
    values = keras.layers.Concatenate(name="with_ahead")([repeated, ahead])  # (batch, horizon, numbers)
    for width in (HEAD, SECOND):
        values = _dense(width, "relu", seeds)(values)
    return keras.Model([sequence, beside, ahead], _each(shape, values, seeds, zero=zero))


def _each(shape: PanelShape, values: Any, seeds: Any, *, zero: bool) -> Any:
    """The answers, (batch, horizon x series), one layer for all steps; from (batch, horizon, numbers)."""
    each = _dense(shape.series, None, seeds, zero=zero)(values)  # (batch, horizon, series)
    return keras.layers.Reshape((shape.horizon * shape.series,))(each)


def _decoded(shape: PanelShape, inputs: tuple[Any, Any, Any], how: dict[str, Any], seeds: Any) -> Any:
    """Hidden states at the steps to come, (batch, horizon, units): the decoder begins where reading ended."""
    sequence, beside, values = inputs
    cell, model, how = CELLS[shape.cell], shape.model, how | {"units": shape.units}
    _, begun = encoded(cell, model, sequence, seeds, reads_data=True, **how)
    if shape.beside:
        repeated = keras.layers.RepeatVector(shape.horizon, name="repeated")(beside)
        values = keras.layers.Concatenate(name="with_beside")([values, repeated])
    for depth, states in enumerate(begun):
        layer = recurrent(cell, model, seeds=seeds, every_step=True, reads_data=depth == 0, **how)
        values = layer(values, initial_state=states)
    return values


def _read(shape: PanelShape, values: Any, kernel: str, l2: float, seeds: Any) -> Any:
    """The last hidden state, (batch, units), of both ways if so wanted."""
    cell, model = CELLS[shape.cell], shape.model
    for depth in range(model.layers):
        how: dict[str, Any] = {"units": shape.units, "kernel": kernel, "l2": l2, "seeds": seeds}
        how |= {"every_step": depth < model.layers - 1, "reads_data": depth == 0}
        layer = recurrent(cell, model, **how)
        if model.bidirectional:
            layer = both_ways(layer, recurrent(cell, model, backwards=True, **how))
        values = layer(values)
    return values


def _dense(numbers: int, activation: str | None, seeds: Any, *, zero: bool = False) -> keras.layers.Layer:
    first = "zeros" if zero else keras.initializers.GlorotUniform(seed=next(seeds))
    return keras.layers.Dense(numbers, activation, kernel_initializer=first)
