"""SimpleRNN, LSTM and GRU as in `keras.layers`, with a faster way through time on TensorFlow's CPU.

Same arguments, weights, equations and answers; the classes carry the stock names, so that weight files pass
both ways. A setting that the written-out recurrences do not cover takes the stock layer's way.
"""

from typing import Any, ClassVar

import keras
import tensorflow as tf

from core.networks.passes import Pass, run
from core.networks.recurrences import RECURRENCES, Tensor, Tensors

ACTIVATIONS = {keras.activations.tanh: "tanh", keras.activations.relu: "relu"}


class _Written:
    """Gives a stock layer the written-out recurrence of its cell."""

    recurrence: ClassVar[str]
    cell: Any
    return_sequences: bool
    go_backwards: bool
    unroll: bool
    zero_output_for_mask: bool

    def inner_loop(self, sequences: Tensor, initial_state: Any, mask: Any, training: bool = False) -> Any:
        """All steps at once: last output, outputs, final states, as `keras.layers.RNN` wants them."""
        if not self._covered():
            return super().inner_loop(sequences, initial_state, mask, training=training)  # type: ignore[misc]
        mask = keras.tree.flatten(mask)[0] if keras.tree.is_nested(mask) else mask
        if training and self.cell.dropout:
            sequences = sequences * self.cell.get_dropout_mask(sequences[:, 0, :])[:, None]
        inputs, weights, bias = self._projected(_time_major(sequences, self.go_backwards))
        keep = None if mask is None else _time_major(tf.cast(mask, tf.bool), self.go_backwards)
        which = Pass(
            self.recurrence, ACTIVATIONS[self.cell.activation], bool(self.return_sequences), keep is not None
        )
        hidden, states = run(which, inputs, weights, bias, tuple(initial_state), keep)
        return self._as_keras(hidden, states, keep)

    def _covered(self) -> bool:
        cell = self.cell
        return (
            cell.activation in ACTIVATIONS
            and getattr(cell, "recurrent_activation", keras.activations.sigmoid) is keras.activations.sigmoid
            and getattr(cell, "reset_after", True)
            and (self.return_sequences or not self.zero_output_for_mask)
            and not (cell.recurrent_dropout or self.unroll)
        )

    def _projected(self, sequences: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Inputs times their weights at all steps; recurrent weights; the bias inside the reset gate.

        Columns of gates are halved. The bias is a row of the weights: one product less to walk through.
        """
        halve = RECURRENCES[self.recurrence].halve
        kernel = tf.convert_to_tensor(self.cell.kernel)
        inside = tf.zeros([self.cell.units], kernel.dtype)
        if self.cell.use_bias:
            outside, inside = self._biases(tf.convert_to_tensor(self.cell.bias), inside)
            kernel = tf.concat([kernel, outside[None]], 0)
            sequences = tf.concat([sequences, tf.ones_like(sequences[..., :1])], -1)
        flat = tf.matmul(tf.reshape(sequences, [-1, sequences.shape[-1]]), halve(kernel))
        steps, batch = tf.unstack(tf.shape(sequences)[:2])
        inputs = tf.reshape(flat, [steps, batch, flat.shape[-1]])
        inputs.set_shape([*sequences.shape[:2], flat.shape[-1]])
        return inputs, halve(tf.convert_to_tensor(self.cell.recurrent_kernel)), inside

    def _biases(self, bias: Tensor, inside: Tensor) -> tuple[Tensor, Tensor]:
        return bias, inside

    def _as_keras(self, hidden: Tensor, states: Tensors, keep: Tensor | None) -> Any:
        """Batch-major. Before the first step that is not skipped, Keras' output is zero, not the state."""
        last = states[0]
        if keep is not None:
            seen = tf.math.cumsum(tf.cast(keep, last.dtype), axis=0) > 0
            last = tf.where(seen[-1][:, None], last, 0)
            if self.return_sequences:
                shown = keep if self.zero_output_for_mask else seen
                hidden = tf.where(shown[..., None], hidden, 0)
        outputs = tf.transpose(hidden, [1, 0, 2]) if self.return_sequences else last[:, None]
        return last, outputs, list(states)


def _time_major(values: Tensor, backwards: bool) -> Tensor:
    turned = tf.transpose(values, [1, 0, *range(2, len(values.shape))])
    return tf.reverse(turned, [0]) if backwards else turned


@keras.saving.register_keras_serializable("unrolled")
class SimpleRNN(_Written, keras.layers.SimpleRNN):
    """`keras.layers.SimpleRNN`, faster."""

    recurrence = "rnn"


@keras.saving.register_keras_serializable("unrolled")
class LSTM(_Written, keras.layers.LSTM):
    """`keras.layers.LSTM`, faster."""

    recurrence = "lstm"


@keras.saving.register_keras_serializable("unrolled")
class GRU(_Written, keras.layers.GRU):
    """`keras.layers.GRU`, faster."""

    recurrence = "gru"

    def _biases(self, bias: Tensor, inside: Tensor) -> tuple[Tensor, Tensor]:
        gates = 2 * self.cell.units
        return bias[0] + tf.concat([bias[1, :gates], inside], 0), bias[1, gates:]
