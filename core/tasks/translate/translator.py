"""A trained encoder-decoder taken apart: reads sentences, and goes on word by word, in numpy.

By the cells' own equations (`core.cells.steps`), for whichever cell, attention and backend it was trained.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
from scipy.special import softmax

from core.arrays import Bools, Floats, Ints
from core.cells import Cell
from core.cells.steps import Array, Functions, Named, Steps, Weights, numpy_functions, steps_of
from core.tasks.translate.attention import NEVER, AttendingLayer

States = list[dict[str, Array]]  # of each decoder layer, by name, (batch, units)


@dataclass(frozen=True, eq=False)
class Layer:
    """One recurrent layer in one direction."""

    steps: Steps
    weights: Weights
    functions: Functions
    backwards: bool = False

    def step(self, inputs: Array, state: dict[str, Array]) -> Named:
        """One step of a batch."""
        return self.steps.step(inputs, state, self.weights, self.functions)

    def kept(self, now: Named) -> dict[str, Array]:
        """What of a step is handed on."""
        return {name: now[name] for name in self.steps.STATES}


@dataclass(frozen=True, eq=False)
class Read:
    """What an encoder made of some sentences."""

    values: Array  # (batch, words read, width)
    keep: Bools  # (batch, words read)
    begin: States

    def take(self, rows: Ints) -> "Read":
        """Some of the sentences, also several times."""
        begin = [{name: one[rows] for name, one in state.items()} for state in self.begin]
        return Read(self.values[rows], self.keep[rows], begin)


@dataclass(frozen=True, eq=False)
class Translator:
    """The network's parts."""

    embedding: Array
    target: Array  # embedding of words before
    encoder: list[list[Layer]]  # by depth: forwards, backwards
    bridges: list[dict[str, tuple[Array, Array]]]  # by depth: kernel and bias by state
    decoder: list[Layer]
    attention: Callable[[Array, Read], tuple[Array, Array]] | None  # from states to contexts and weights
    inside: bool  # attention stands before the step
    readout: tuple[Array, Array] | None
    words: tuple[Array, Array]

    def read(self, numbers: Ints) -> Read:
        """Read sentences: numbers of words (batch, longest), 0 behind the end."""
        values, keep, begin = self.embedding[numbers], numbers != 0, []
        for depth, ways in enumerate(self.encoder):
            walked = [_walk(layer, values, keep) for layer in ways]
            values = np.concatenate([told for told, _ in walked], axis=-1)
            begin.append(self._begun([final for _, final in walked], depth))
        return Read(values, keep, begin)

    def step(self, before: Ints, states: States, read: Read) -> tuple[Array, States, Array | None]:
        """One word further.

        Returns:
            Logits (batch, targets), the states after it, and the weights of attention (batch, words read).
        """
        values, after, context, weights = self.target[before], [], None, None
        if self.attention and self.inside:
            context, weights = self.attention(states[0]["h"], read)
            values = np.concatenate([values, context], axis=-1)
        for layer, state in zip(self.decoder, states, strict=True):
            now = layer.step(values, state)
            after.append(layer.kept(now))
            values = now["h"]
        if self.attention and not self.inside:
            context, weights = self.attention(values, read)
        if self.readout is not None:
            values = np.tanh(np.concatenate([context, values], axis=-1) @ self.readout[0] + self.readout[1])
        return values @ self.words[0] + self.words[1], after, weights

    def _begun(self, finals: list[dict[str, Array]], depth: int) -> dict[str, Array]:
        if len(finals) == 1:
            return finals[0]
        found = {}
        for name, (kernel, bias) in self.bridges[depth].items():
            told = np.concatenate([final[name] for final in finals], axis=-1) @ kernel + bias
            found[name] = np.tanh(told) if name == "h" else told
        return found


def translator_of(network: keras.Model, cell: Cell) -> Translator:
    """Take a network of `core.tasks.translate.network` apart."""
    layers = {layer.name: layer for layer in network.layers}
    encoder, decoder = recurrent_layers(network)
    inside = "attending" in layers
    attention = None
    if inside:
        attention = _additive(layers["attending"])
    elif "attention" in layers:
        attention = _general(_array(layers["attention"].kernel))
    names = steps_of(cell).STATES
    dense = {
        name: (_array(one.kernel), _array(one.bias))
        for name, one in layers.items()
        if hasattr(one, "kernel") and hasattr(one, "bias") and isinstance(one, keras.layers.Dense)
    }
    return Translator(
        _array(layers["embedding"].embeddings),
        _array(layers["embedding_target"].embeddings),
        [_layers(layer, cell) for layer in encoder],
        [
            {name: dense[f"bridge_{depth}_{name}"] for name in names if f"bridge_{depth}_{name}" in dense}
            for depth in range(len(encoder))
        ],
        [_layers(layer, cell)[0] for layer in decoder],
        attention,
        inside,
        dense.get("readout"),
        dense["words"],
    )


def recurrent_layers(network: keras.Model) -> tuple[list[Any], list[Any]]:
    """Those of the encoder, which tell their last states, and those of the decoder, each by depth.

    Without attention a decoder's layer hangs on the encoder's layer of its depth alone, and may come before
    the next one of these.
    """
    kinds = keras.layers.RNN | keras.layers.Bidirectional | AttendingLayer
    layers: list[Any] = [layer for layer in network.layers if isinstance(layer, kinds)]
    tells = [bool(getattr(layer, "return_state", False)) for layer in layers]
    encoder = [layer for layer, told in zip(layers, tells, strict=True) if told]
    return encoder, [layer for layer, told in zip(layers, tells, strict=True) if not told]


def _walk(layer: Layer, values: Array, keep: Bools) -> tuple[Array, dict[str, Array]]:
    """Hidden states at every step, and where reading ended; steps behind an end leave the states."""
    batch, count = values.shape[:2]
    units = layer.weights.recurrent.shape[-1] // len(layer.steps.BLOCKS)
    state = {name: np.zeros((batch, units), np.float32) for name in layer.steps.STATES}
    told = np.empty((batch, count, units), np.float32)
    for at in reversed(range(count)) if layer.backwards else range(count):
        now = layer.kept(layer.step(values[:, at], state))
        state = {name: np.where(keep[:, at, None], now[name], state[name]) for name in state}
        told[:, at] = state["h"]
    return told, state


def _layers(layer: Any, cell: Cell) -> list[Layer]:
    if isinstance(layer, keras.layers.Bidirectional):
        return [
            _layer(layer.forward_layer.cell, cell),
            _layer(layer.backward_layer.cell, cell, backwards=True),
        ]
    return [_layer(layer if isinstance(layer, AttendingLayer) else layer.cell, cell)]


def _layer(of: Any, cell: Cell, *, backwards: bool = False) -> Layer:
    weights = Weights(*map(_array, (of.kernel, of.recurrent_kernel, of.bias)))
    return Layer(steps_of(cell), weights, numpy_functions(of.activation.__name__), backwards)


def _general(kernel: Array) -> Callable[[Array, Read], tuple[Array, Array]]:
    def attend(hidden: Array, read: Read) -> tuple[Array, Array]:
        return _weighed(np.einsum("bw,bsw->bs", hidden @ kernel, read.values), read)

    return attend


def _additive(layer: AttendingLayer) -> Callable[[Array, Read], tuple[Array, Array]]:
    query, keys, energy = map(_array, (layer.query, layer.keys, layer.energy))

    def attend(hidden: Array, read: Read) -> tuple[Array, Array]:
        scores = np.tanh((hidden @ query)[:, None] + read.values @ keys) @ energy
        return _weighed(scores[..., 0], read)

    return attend


def _weighed(scores: Array, read: Read) -> tuple[Array, Array]:
    weights = softmax(np.where(read.keep, scores, NEVER), axis=-1)
    return np.einsum("bs,bsw->bw", weights, read.values), weights


def _array(values: Any) -> Floats:
    return np.asarray(keras.ops.convert_to_numpy(values), dtype=np.float32)
