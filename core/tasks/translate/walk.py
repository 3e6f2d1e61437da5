"""Walk an encoder-decoder step by step with its cells' own equations, as `core.inside.walk` walks others.

In double precision, by numpy or, where gradients are wanted, by Keras' backend.
"""

from dataclasses import dataclass
from typing import Any

import keras

from core.cells import Cell
from core.cells.steps import Array, Named, Weights, steps_of
from core.inside.handed_on import dense, handed_on
from core.inside.walk import NUMPY, Space, Walk, Way, directions, every_step, way_of
from core.tasks.translate.attention import AttendingLayer
from core.tasks.translate.translator import recurrent_layers


@dataclass(frozen=True)
class _Parts:
    """The layers of a network of `core.tasks.translate.network`, and what computes."""

    named: dict[str, Any]
    encoder: list[Any]
    decoder: list[Any]
    cell: Cell
    space: Space

    def array(self, values: Any) -> Array:
        return self.space.array(values)

    def dense(self, name: str, values: Array) -> Array:
        """What a layer makes of values (batch, columns), but for its activation."""
        return dense(self.named[name], values, self.space)

    def tanh(self, values: Array) -> Array:
        return self.space.functions("tanh").activation(values)


def walk_pair(
    network: keras.Model,
    source: Array,
    before: Array,
    cell: Cell,
    space: Space = NUMPY,
    vectors: Array = None,
) -> Walk:
    """Walk from sentences to the words of their translations.

    Args:
        source: Numbers of words, (batch, words read), of sentences of equal length.
        before: Of each word to tell the one before it, (batch, words told); the end before the first.
        vectors: What is read in place of the embeddings of `source`, (batch, words read, width).

    Returns:
        Encoder layers from 0, then those of the decoder; as `answer` logits (batch, words told, targets).
    """
    parts = _parts(network, cell, space)
    values = parts.array(parts.named["embedding"](source)) if vectors is None else vectors
    ways, read, begun = _encoded(parts, values)
    words = parts.array(parts.named["embedding_target"](before))
    decoded, hidden, contexts, weights = _decoded(parts, words, read, begun)
    if contexts:
        both = [space.concatenate(pair, axis=-1) for pair in zip(contexts, hidden, strict=True)]
        hidden = [parts.tanh(parts.dense("readout", one)) for one in both]
    logits = space.stack([parts.dense("words", one) for one in hidden], axis=1)
    return Walk(ways + decoded, logits, space.stack(weights, axis=1) if weights else None)


def _parts(network: keras.Model, cell: Cell, space: Space) -> _Parts:
    named = {layer.name: layer for layer in network.layers}
    return _Parts(named, *recurrent_layers(network), cell, space)


def _encoded(parts: _Parts, values: Array) -> tuple[list[Way], Array, list[Named]]:
    """The encoder's ways, what the decoder attends to, and the states that each of its layers begins with."""
    ways, begun, space = [], [], parts.space
    for depth, layer in enumerate(parts.encoder):
        here = [way_of(one, parts.cell, depth, values, space) for one in directions(layer)]
        values = space.concatenate([every_step(way, space) for way in here], axis=-1)
        begun.append(handed_on(parts.named, here, depth, space))
        ways += here
    return ways, values, begun


def _decoded(
    parts: _Parts, values: Array, read: Array, begun: list[Named]
) -> tuple[list[Way], list[Array], list[Array], list[Array]]:
    """The decoder's ways; and of each word told its hidden state, its context and attention's weights."""
    ways: list[Way] = []
    contexts: list[Array] = []
    weights: list[Array] = []
    half = len(parts.encoder)
    for depth, layer in enumerate(parts.decoder):
        if isinstance(layer, AttendingLayer):
            way, contexts, weights = _attending(parts, layer, values, read, begun[depth])
        else:
            way = way_of(
                layer, parts.cell, half + depth, values, parts.space, begin=begun[depth], lowest=half
            )
        values = every_step(way, parts.space)
        ways.append(way)
    hidden = [now["h"] for now in ways[-1].computed]
    if "attention" in parts.named:
        kernel = parts.array(parts.named["attention"].kernel)
        for one in hidden:
            weights.append(parts.space.softmax((read @ (one @ kernel)[:, :, None])[..., 0], axis=-1))
            contexts.append(_context(weights[-1], read))
    return ways, hidden, contexts, weights


def _attending(
    parts: _Parts, layer: AttendingLayer, words: Array, read: Array, begin: Named
) -> tuple[Way, list[Array], list[Array]]:
    """A layer that looks back before each step: from the state before, at the words that were read."""
    steps, activation, space = steps_of(parts.cell), layer.activation.__name__, parts.space
    functions, half = space.functions(activation), len(parts.encoder)
    weights = Weights(*map(parts.array, (layer.kernel, layer.recurrent_kernel, layer.bias)))
    query, keys, energy = map(parts.array, (layer.query, layer.keys, layer.energy))
    known, state = read @ keys, begin
    inputs, computed, contexts, looked = [], [], [], []
    for at in range(words.shape[1]):
        scores = parts.tanh((state["h"] @ query)[:, None] + known) @ energy  # (batch, words read, 1)
        looked.append(space.softmax(scores[..., 0], axis=-1))
        contexts.append(_context(looked[-1], read))
        inputs.append(space.concatenate([words[:, at], contexts[-1]], axis=-1))
        now = steps.step(inputs[-1], state, weights, functions)
        computed.append(now)
        state = {name: now[name] for name in steps.STATES}
    both = space.stack(inputs, axis=1)
    way = Way(half, False, steps, weights, activation, functions, both, computed, begin, half)
    return way, contexts, looked


def _context(weights: Array, read: Array) -> Array:
    """The weighted mean of what was read, (batch, width)."""
    return (weights[:, None] @ read)[:, 0]
