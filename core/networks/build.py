"""Network shapes. No cell is treated by name: its row in the table says what is needed."""

from collections.abc import Iterator
from importlib import import_module
from itertools import count
from typing import Any

import keras

from core.cells import Cell
from core.networks.stepped import stepped
from core.specs import ModelSpec, TrainingSpec

OURS = ("native", "fast")  # kernels of `core.networks.recurrent`
SEEDS_PER_RUN = 1000  # each run draws the seeds of its layers from a stretch of its own


def many_to_one(
    cell: Cell,
    model: ModelSpec,
    *,
    units: int,
    lookback: int,
    columns: int,
    outputs: int,
    kernel: str,
    seed: int,
    l2: float = 0.0,
    from_zero: bool = False,
) -> keras.Model:
    """A stack of recurrent layers whose last hidden state a dense layer reads.

    Every layer gets seeds of its own: Keras' generator serves the worker's other threads too.

    Args:
        columns: Numbers per step.
        kernel: "native", "fast", "cudnn" or "standard" (see `device.choose_kernel`).
        from_zero: It begins with the answer 0, the scaled mean; no gradient reaches its states then.

    Returns:
        A model from (batch, lookback, columns) to (batch, outputs).
    """
    seeds, columns_in = count(SEEDS_PER_RUN * seed), keras.Input((lookback, columns))
    layers = _stack(cell, model, seeds, units=units, kernel=kernel, l2=l2, every_step=False)
    first = "zeros" if from_zero else keras.initializers.GlorotUniform(seed=next(seeds))
    return keras.Sequential([columns_in, *layers, keras.layers.Dense(outputs, kernel_initializer=first)])


def many_to_many(
    cell: Cell,
    model: ModelSpec,
    *,
    units: int,
    length: int,
    columns: int,
    answers: int,
    outputs: int,
    kernel: str,
    seed: int,
    l2: float = 0.0,
) -> keras.Model:
    """The same stack, whose hidden states at the last so many steps one dense layer reads.

    Args:
        answers: Last steps that are read; all of them where it equals the length.

    Returns:
        A model from (batch, length, columns) to (batch, answers x outputs), step by step.
    """
    seeds, columns_in = count(SEEDS_PER_RUN * seed), keras.Input((length, columns))
    layers = _stack(cell, model, seeds, units=units, kernel=kernel, l2=l2, every_step=True)
    glorot = keras.initializers.GlorotUniform(seed=next(seeds))
    read = [
        keras.layers.Cropping1D((length - answers, 0)),
        keras.layers.Dense(outputs, kernel_initializer=glorot),
        keras.layers.Flatten(),
    ]
    return keras.Sequential([columns_in, *layers, *read])


def _stack(
    cell: Cell, model: ModelSpec, seeds: Iterator[int], *, every_step: bool, **settings: Any
) -> list[keras.layers.Layer]:
    """Recurrent layers; `every_step` says whether the last one tells its state at every step."""
    layers = []
    for depth in range(model.layers):
        given = settings | {"every_step": every_step or depth < model.layers - 1}
        given["reads_data"] = depth == 0
        layer = recurrent(cell, model, seeds=seeds, **given)
        if model.bidirectional:
            layer = both_ways(layer, recurrent(cell, model, seeds=seeds, backwards=True, **given))
        layers.append(layer)
    return layers


def recurrent(
    cell: Cell,
    model: ModelSpec,
    *,
    units: int,
    kernel: str,
    l2: float,
    every_step: bool,
    seeds: Iterator[int],
    backwards: bool = False,
    reads_data: bool = False,
) -> keras.layers.Layer:
    """One recurrent layer, returning its hidden state at every step or at the last one.

    Args:
        reads_data: What it reads is data, which nobody learns.
    """
    penalty = keras.regularizers.L2(l2) if l2 else None
    only_some_take = {"use_cudnn": kernel == "cudnn"} if cell.cudnn else {}
    if cell.forgets:
        only_some_take["unit_forget_bias"] = model.forget_bias
    settings: dict[str, Any] = {
        "activation": model.activation,
        "dropout": model.dropout,
        "kernel_initializer": keras.initializers.GlorotUniform(seed=next(seeds)),
        "recurrent_initializer": first_recurrent_weights(model.recurrent_initializer, seeds),
        "kernel_regularizer": penalty,
        "recurrent_regularizer": penalty,
        "return_sequences": every_step,
        "go_backwards": backwards,
        "seed": next(seeds),
    } | only_some_take
    if not cell.layer:
        return stepped(cell, units, settings)
    if kernel not in OURS:
        layer: keras.layers.Layer = getattr(keras.layers, cell.layer)(units, **settings)
        return layer
    layer = getattr(import_module("core.networks.recurrent"), cell.layer)(units, **settings)
    layer.way, layer.reads_data = kernel, reads_data
    return layer


def first_recurrent_weights(name: str, seeds: Iterator[int]) -> Any:
    """The initializer of recurrent weights that a spec names."""
    if name == "identity":
        return identity
    drawn = {"orthogonal": keras.initializers.Orthogonal, "glorot": keras.initializers.GlorotUniform}
    return drawn[name](seed=next(seeds))


@keras.saving.register_keras_serializable("unrolled")
def identity(shape: tuple[int, int], dtype: Any = None) -> Any:
    """Each block, a gate or a candidate, begins by passing the hidden state on (Le, Jaitly & Hinton 2015)."""
    units, width = shape
    return keras.ops.tile(keras.ops.eye(units, dtype=dtype), (1, width // units))


def both_ways(forwards: keras.layers.Layer, backwards: keras.layers.Layer) -> keras.layers.Layer:
    """A layer for each direction. Keras makes the first anew; what is no setting of it is handed on here."""
    both = keras.layers.Bidirectional(forwards, backward_layer=backwards)
    both.forward_layer.cell.seed_generator = forwards.cell.seed_generator  # of its dropout
    for name in ("way", "reads_data"):
        if hasattr(forwards, name):
            setattr(both.forward_layer, name, getattr(forwards, name))
    return both


def compiled(network: keras.Model, training: TrainingSpec, loss: Any = None) -> keras.Model:
    """Give a network its optimizer and loss: the chosen one of numbers, or one for another task."""
    optimizer = {
        "adam": keras.optimizers.Adam,
        "rmsprop": keras.optimizers.RMSprop,
        "sgd": keras.optimizers.SGD,
    }
    squared = {"mse": keras.losses.MeanSquaredError, "huber": keras.losses.Huber}
    of_numbers = dict.fromkeys(("auto", "mae"), keras.losses.MeanAbsoluteError) | squared
    network.compile(
        optimizer=optimizer[training.optimizer](training.learning_rate, clipnorm=training.clipnorm or None),
        loss=loss or of_numbers[training.loss](),
        jit_compile=False,  # the fast kernels are compiled by themselves, once for all networks
    )
    return network
