"""From hidden states, of a text or any sequence, to one vector; padded steps count for nothing."""

from typing import Any

import keras
from keras import ops

NOWHERE = -1e9  # added where a text has ended: no maximum, no attention


@keras.saving.register_keras_serializable("unrolled")
class MeanPooling(keras.layers.Layer):
    """Mean of the hidden states, (batch, time, units) -> (batch, units)."""

    supports_masking = True

    def call(self, states: Any, mask: Any = None) -> Any:
        if mask is None:
            return ops.mean(states, axis=1)
        weights = ops.cast(mask, states.dtype)[..., None]  # (batch, time, 1)
        return ops.sum(states * weights, axis=1) / ops.maximum(ops.sum(weights, axis=1), 1.0)

    def compute_mask(self, inputs: Any, mask: Any = None) -> None:
        return None


@keras.saving.register_keras_serializable("unrolled")
class MaxPooling(keras.layers.Layer):
    """Largest value of each unit over time, (batch, time, units) -> (batch, units)."""

    supports_masking = True

    def call(self, states: Any, mask: Any = None) -> Any:
        if mask is not None:
            states = ops.where(mask[..., None], states, NOWHERE)
        return ops.max(states, axis=1)  # (batch, units)

    def compute_mask(self, inputs: Any, mask: Any = None) -> None:
        return None


@keras.saving.register_keras_serializable("unrolled")
class AttentionPooling(keras.layers.Layer):
    """Mean of the hidden states, weighted by a learnt score of each (Yang et al. 2016, with one vector)."""

    supports_masking = True

    def __init__(self, seed: int | None = None, **settings: Any) -> None:
        super().__init__(**settings)
        self.seed = seed

    def build(self, shape: Any) -> None:
        glorot = keras.initializers.GlorotUniform(seed=self.seed)
        self.score = self.add_weight(shape=(shape[-1],), initializer=_flat(glorot), name="score")

    def call(self, states: Any, mask: Any = None) -> Any:
        scores = ops.sum(ops.tanh(states) * self.score, axis=-1)  # (batch, time)
        if mask is not None:
            scores = ops.where(mask, scores, NOWHERE)
        return ops.sum(states * ops.softmax(scores, axis=1)[..., None], axis=1)  # (batch, units)

    def compute_mask(self, inputs: Any, mask: Any = None) -> None:
        return None

    def get_config(self) -> dict[str, Any]:
        return super().get_config() | {"seed": self.seed}


def _flat(initializer: Any) -> Any:
    """An initializer of matrices for a vector."""
    return lambda shape, dtype=None: ops.reshape(initializer((shape[0], 1), dtype=dtype), shape)
