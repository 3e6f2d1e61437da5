"""A trained network as Keras' own file (`.keras`), of stock layers, written without Keras.

Such a file is a zip of the layers as JSON and of the weights as runs keep them: layers of ours carry the
stock layers' names and weights.
"""

import io
import json
import zipfile
from importlib.metadata import version
from typing import Any

from core.cells import CELLS, Cell, Shape
from core.specs import ModelSpec

CONFIG, METADATA, WEIGHTS = "config.json", "metadata.json", "model.weights.h5"
STILL = (2020, 1, 1, 0, 0, 0)  # the same network gives the same bytes, whenever it is written
SNAKE = {"SimpleRNN": "simple_rnn", "": "rnn"}  # as Keras writes a class's name where it is not just lower


def keras_file(config: dict[str, Any], weights: bytes) -> bytes:
    """A network's file.

    Args:
        config: Its layers, as `stock_config` tells them.
        weights: An h5 file, as a run keeps it.
    """
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in ((METADATA, {"keras_version": version("keras")}), (CONFIG, config)):
            file.writestr(zipfile.ZipInfo(name, STILL), json.dumps(text).encode())
        file.writestr(zipfile.ZipInfo(WEIGHTS, STILL), weights)
    return body.getvalue()


def stock_config(
    cell: Cell, model: ModelSpec, *, units: int, lookback: int, columns: int, outputs: int
) -> dict[str, Any]:
    """The layers of a network that reads steps and answers once (`core.networks.build.many_to_one`).

    Args:
        cell: One that Keras has a layer for.
        columns: Numbers per step.
    """
    ways, read = 1 + model.bidirectional, [columns]
    stack = [_layer("InputLayer", batch_shape=[None, lookback, columns], name="steps")]
    for depth in range(model.layers):
        shape = [None, lookback, read[-1]]
        stack.append(_recurrent(cell, model, units, depth) | {"build_config": {"input_shape": shape}})
        read.append(ways * units)
    readout = _layer("Dense", name="readout", units=outputs)
    stack.append(readout | {"build_config": {"input_shape": [None, read[-1]]}})
    config = {"name": f"unrolled_{cell.name}", "layers": stack}
    return {"module": "keras", "class_name": "Sequential", "config": config, "registered_name": None}


def weight_shapes(
    cell: Cell, model: ModelSpec, *, units: int, columns: int, outputs: int
) -> dict[str, Shape]:
    """The shape of each array of such a network's weights by its place in their file."""
    name = SNAKE.get(cell.layer, cell.layer.lower())
    found: dict[str, Shape] = {}
    ways = 2 if model.bidirectional else 1
    for depth in range(model.layers):
        number = f"_{depth}" * bool(depth)
        if ways == 2:
            places = [f"bidirectional{number}/{way}_layer" for way in ("forward", "backward")]
        else:
            places = [f"{name}{number}"]
        shapes = cell.shapes(columns if depth == 0 else ways * units, units)
        for place in places:
            found |= {f"layers/{place}/cell/vars/{n}": shape for n, shape in enumerate(shapes)}
    last = {"layers/dense/vars/0": (ways * units, outputs), "layers/dense/vars/1": (outputs,)}
    return found | last


def has_layer(cell: str) -> bool:
    """Whether Keras has a layer for a cell, so that its network opens without our code."""
    return bool(CELLS[cell].layer)


def _recurrent(cell: Cell, model: ModelSpec, units: int, depth: int) -> dict[str, Any]:
    every = depth < model.layers - 1
    if not model.bidirectional:
        return _one_way(cell, model, units, f"{cell.name}_{depth}", every, False)
    ways = [
        _one_way(cell, model, units, f"{way}_{cell.name}_{depth}", every, way == "backward")
        for way in ("forward", "backward")
    ]
    return _layer("Bidirectional", name=f"both_ways_{depth}", layer=ways[0], backward_layer=ways[1])


def _one_way(
    cell: Cell, model: ModelSpec, units: int, name: str, every: bool, backwards: bool
) -> dict[str, Any]:
    return _layer(
        cell.layer, name=name, units=units, activation=model.activation, dropout=model.dropout,
        return_sequences=every, go_backwards=backwards,
    )  # fmt: skip


def _layer(kind: str, **config: Any) -> dict[str, Any]:
    return {"module": "keras.layers", "class_name": kind, "config": config, "registered_name": None}
