"""A layer's way through time by the native passes, where they can be used (`core.networks.kernels`)."""

import logging
from functools import cache
from importlib import import_module
from typing import Any

import tensorflow as tf
from tensorflow.python.eager import record

from core.networks.passes import Pass, lanes

Tensor = Any
_logger = logging.getLogger(__name__)


@cache
def rows() -> str | None:
    """The operation that adds up an embedding's gradient; None where this process cannot have it."""
    try:
        usable = import_module("core.networks.kernels.usable")
        if usable.why_no_rows():
            return None
        found: str = import_module("core.networks.kernels.native_rows").registered_rows(usable.folder())
        return found
    except (ImportError, AttributeError, RuntimeError) as error:
        _logger.warning("no native rows: %s", error)
        return None


@cache
def passes(cell: str, activation: str, masked: bool) -> Any:
    """A cell's native passes (`kernels.native.Native`); None where this process cannot have them."""
    try:
        usable = import_module("core.networks.kernels.usable")
        if usable.why_not(cell, activation, masked=masked):
            return None
        native = import_module("core.networks.kernels.native")
        return native.native(cell, activation, masked=masked, folder=usable.folder())
    except (ImportError, AttributeError, RuntimeError) as error:
        _logger.warning("no native passes: %s", error)
        return None


def run_native(
    which: Pass,
    x: Tensor,
    weights: tuple[Tensor, Tensor, Tensor],
    states: list[Tensor],
    keep: Tensor | None,
    *,
    reads_data: bool,
    silent: bool,
) -> tuple[Tensor, list[Tensor]]:
    """Run a cell over time, differentiably. As in `passes.run`, each thread takes a part of the batch.

    Args:
        x: (batch, time, columns).
        weights: As Keras lays them out; without biases zeros.
        keep: (batch, time) of booleans, False where a step is skipped; None where `which.masked` is False.
        silent: The hidden state told at a skipped step is 0.
        reads_data: `x` is data: its gradient is computed only for a tape that watches it.

    Returns:
        Hidden states (batch, time, units), or an empty array unless `every_step`; and the final states.
    """
    found = passes(which.cell, which.activation, which.masked)
    walk = import_module("core.networks.kernels.native").walk
    to_inputs = not reads_data or record.should_record_backprop([x])
    mask = None if keep is None else tf.cast(keep, tf.float32)
    first = tf.stack([tf.convert_to_tensor(state) for state in states])  # a stateful layer's are variables

    def lane(x: Tensor, states: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
        how = {"every_step": which.every_step, "silent": silent, "to_inputs": to_inputs}
        told: tuple[Tensor, Tensor] = walk(found, x, weights, states, mask, **how)
        return told

    count = lanes(x.shape[0], weights[1].shape[0])
    if count == 1:
        hidden, final = lane(x, first, mask)
        return hidden, tf.unstack(final)
    masks = [None] * count if mask is None else tf.split(mask, count)
    split = zip(tf.split(x, count), tf.split(first, count, 1), masks, strict=True)
    parts, finals = zip(*(lane(*part) for part in split), strict=True)
    return tf.concat(parts, 0) if which.every_step else parts[0], tf.unstack(tf.concat(finals, 1))
