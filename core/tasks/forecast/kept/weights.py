"""Weights of networks that somebody brings, as arrays of the shapes that their settings ask for."""

import io
from typing import Any

import h5py
import numpy as np

from core.arrays import Arrays
from core.cells import CELLS, Shape
from core.errors import UserError
from core.specs import ExperimentSpec
from core.takehome.keras_file import has_layer, stock_config, weight_shapes
from core.tasks.forecast.prepare import Prepared


def expected(spec: ExperimentSpec, run: dict[str, Any], prepared: Prepared) -> dict[str, Shape]:
    """The shape of each array of a run's weights."""
    return weight_shapes(
        CELLS[run["cell"]], spec.model, units=run["units"], columns=prepared.columns, outputs=prepared.steps
    )


def require_our_layers(
    name: str, config: dict[str, Any], spec: ExperimentSpec, run: dict[str, Any], prepared: Prepared
) -> None:
    """Make sure that a network has the layers of its settings, and no others: none is ever made of it.

    Raises:
        UserError: `kept_foreign_layers`, with the kinds of layers there are.
    """
    cell = run["cell"]
    wanted = has_layer(cell) and stock_config(
        CELLS[cell], spec.model, units=run["units"], lookback=prepared.lookback,
        columns=prepared.columns, outputs=prepared.steps,
    )  # fmt: skip
    if config != wanted:
        raise UserError("kept_foreign_layers", name=name, layers=_kinds(config))


def weights_in(name: str, body: bytes, shapes: dict[str, Shape]) -> Arrays:
    """The arrays of an h5 file by their places; whatever else it holds is left behind.

    Raises:
        UserError: `kept_wrong_shapes`, `kept_damaged`.
    """
    try:
        with h5py.File(io.BytesIO(body), "r") as file:
            return {place: _array(name, file, place, shape) for place, shape in shapes.items()}
    except (OSError, KeyError, RuntimeError, ValueError, TypeError) as error:
        raise UserError("kept_damaged", name=name) from error


def _array(name: str, file: h5py.File, place: str, shape: Shape) -> Any:
    """One array; what is a link, or lies in another file, is none."""
    at, whole = file, place.split("/")
    for step in whole:
        if not isinstance(at, h5py.Group) or not isinstance(at.get(step, getlink=True), h5py.HardLink):
            raise UserError("kept_wrong_shapes", name=name, place=place, shape=[], wanted=list(shape))
        at = at[step]
    if not isinstance(at, h5py.Dataset) or at.external or at.is_virtual:
        raise UserError("kept_damaged", name=name)
    if tuple(at.shape) != shape or at.dtype != np.float32:
        raise UserError("kept_wrong_shapes", name=name, place=place, shape=list(at.shape), wanted=list(shape))
    array = at[()]
    if not np.isfinite(array).all():
        raise UserError("kept_damaged", name=name)
    return array


def _kinds(config: dict[str, Any]) -> list[str]:
    """What kinds of layers a file names, as far as it names any."""
    layers = config.get("config", {}) if isinstance(config.get("config"), dict) else {}
    found = layers.get("layers", [])
    names = [str(one.get("class_name"))[:40] for one in found[:20] if isinstance(one, dict)]
    return names or ["?"]
