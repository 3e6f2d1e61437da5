"""Walk a network over many series whose decoder reads what is known ahead, step by step."""

from typing import Any

import keras

from core.cells import Cell
from core.cells.steps import Array
from core.inside.handed_on import dense, handed_on
from core.inside.walk import Space, Walk, Way, directions, every_step, way_of


def recurrent_layers(network: keras.Model) -> tuple[list[Any], list[Any]]:
    """Those that read the window, and those of a decoder, each by depth; of no decoder none."""
    kinds = keras.layers.RNN | keras.layers.Bidirectional
    layers: list[Any] = [one for one in network.layers if isinstance(one, kinds)]
    encoder = [one for one in layers if one.return_state]
    return (encoder, [one for one in layers if not one.return_state]) if encoder else (layers, [])


def walk_and_tell(network: keras.Model, inputs: tuple[Array, Array, Array], cell: Cell, space: Space) -> Walk:
    """The way through the window, with the answers of the decoder behind it.

    Args:
        inputs: Windows (n, steps, columns), what is told beside them (n, numbers), what is known at each step
            to come (n, horizon, numbers).

    Returns:
        The encoder's layers; as `answer` all answers (n, horizon x series).
    """
    values, beside, ahead = (space.array(one) for one in inputs)
    encoder, decoder = recurrent_layers(network)
    named = {layer.name: layer for layer in network.layers}
    ways, begun = list[Way](), []
    for depth, layer in enumerate(encoder):
        here = [way_of(one, cell, depth, values, space) for one in directions(layer)]
        values = space.concatenate([every_step(way, space) for way in here], axis=-1)
        begun.append(handed_on(named, here, depth, space))
        ways += here
    steps = ahead.shape[1]
    told = space.concatenate([ahead, space.stack([beside] * steps, axis=1)], axis=-1)
    for depth, layer in enumerate(decoder):
        way = way_of(layer, cell, len(encoder) + depth, told, space, begin=begun[depth])
        told = every_step(way, space)
    each = dense(network.layers[-2], told, space)  # (n, horizon, series); the last one lays them in a row
    return Walk(ways, space.concatenate([each[:, step] for step in range(steps)], axis=-1))
