"""The loss over the answers that were measured; NaN stands for those that were not."""

from typing import Any

import keras

LOSSES = {
    "auto": keras.losses.mean_absolute_error,
    "mse": keras.losses.mean_squared_error,
    "mae": keras.losses.mean_absolute_error,
    "huber": keras.losses.huber,
}


def on_measured(name: str) -> Any:
    """A loss per example, whose mean over a batch is the mean over its measured answers.

    Both trainers, and every backend, get it through Keras' `compile`; the take-home script has the same.

    Args:
        name: "auto" (as "mae"), "mse", "mae" or "huber".
    """
    errors = LOSSES[name]

    def measured(truth: Any, prediction: Any) -> Any:
        known = keras.ops.logical_not(keras.ops.isnan(truth))  # (batch, outputs)
        share = keras.ops.mean(keras.ops.cast(known, prediction.dtype))
        # A blank misses by nothing.
        return errors(keras.ops.where(known, truth, prediction), prediction) / share

    return measured
