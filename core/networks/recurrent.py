"""SimpleRNN, LSTM and GRU as in `keras.layers`, with a faster way through time on TensorFlow's CPU.

Same arguments, weights, equations and answers; the classes carry the stock names, so that weight files pass
both ways. A setting that the written-out recurrences do not cover takes the stock layer's way.
"""

from typing import Any, ClassVar

import keras
import tensorflow as tf

from core.networks.native_layer import passes, run_native
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
    stateful: bool
    zero_output_for_mask: bool
    way = "fast"  # or "native": by passes that were written for this processor, where there are any
    reads_data = False  # the network builder knows that nobody learns what this layer reads

    def call(
        self, sequences: Tensor, initial_state: Any = None, mask: Any = None, training: bool = False
    ) -> Any:
        """As Keras does it; whether the states begin at zero spares a look at each step of a mask."""
        self._from_zero = initial_state is None and not self.stateful
        return super().call(sequences, initial_state, mask, training)  # type: ignore[misc]

    def inner_loop(self, sequences: Tensor, initial_state: Any, mask: Any, training: bool = False) -> Any:
        """All steps at once: last output, outputs, final states, as `keras.layers.RNN` wants them."""
        if not self._covered():
            return super().inner_loop(sequences, initial_state, mask, training=training)  # type: ignore[misc]
        mask = keras.tree.flatten(mask)[0] if keras.tree.is_nested(mask) else mask
        keep = None if mask is None else tf.cast(mask, tf.bool)  # (batch, time)
        if not sequences.dtype.is_floating:
            sequences = tf.cast(sequences, self.cell.compute_dtype)
        if training and self.cell.dropout:
            sequences = sequences * self.cell.get_dropout_mask(sequences[:, 0, :])[:, None]
        if self.go_backwards:
            sequences = tf.reverse(sequences, [1])
            keep = None if keep is None else tf.reverse(keep, [1])
        which = Pass(
            self.recurrence, ACTIVATIONS[self.cell.activation], bool(self.return_sequences), keep is not None
        )
        walk = self._native if self._natively(which, sequences) else self._fast
        hidden, states = walk(which, sequences, list(initial_state), keep)
        return self._as_keras(hidden, states, keep)

    def _natively(self, which: Pass, sequences: Tensor) -> bool:
        return (
            self.way == "native"
            and sequences.dtype == tf.float32 == self.cell.compute_dtype
            and sequences.shape[-1] is not None
            and passes(which.cell, which.activation, which.masked) is not None
        )

    def _native(self, which: Pass, sequences: Tensor, states: list[Tensor], keep: Tensor | None) -> Any:
        kernel, recurrent = map(tf.convert_to_tensor, (self.cell.kernel, self.cell.recurrent_kernel))
        bias = tf.convert_to_tensor(self.cell.bias) if self.cell.use_bias else self._no_bias(kernel)
        weights = (kernel, recurrent, bias)
        silent = keep is not None and self.zero_output_for_mask
        how = {"reads_data": self.reads_data, "silent": silent}
        return run_native(which, sequences, weights, states, keep, **how)

    def _no_bias(self, kernel: Tensor) -> Tensor:
        return tf.zeros([kernel.shape[-1]], kernel.dtype)

    def _fast(self, which: Pass, sequences: Tensor, states: list[Tensor], keep: Tensor | None) -> Any:
        """By XLA's passes, which are time-major."""
        inputs, weights, bias = self._projected(tf.transpose(sequences, [1, 0, 2]))
        keep = None if keep is None else tf.transpose(keep)
        hidden, final = run(which, inputs, weights, bias, tuple(states), keep)
        if which.every_step:
            hidden = tf.transpose(hidden, [1, 0, 2])
            if keep is not None and self.zero_output_for_mask:
                hidden = tf.where(tf.transpose(keep)[..., None], hidden, 0)
        return hidden, final

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
            kernel = tf.concat([kernel, outside[None]], 0)  # (columns + 1, gates x units)
            # (time, batch, columns + 1)
            sequences = tf.concat([sequences, tf.ones_like(sequences[..., :1])], -1)
        flat = tf.matmul(tf.reshape(sequences, [-1, sequences.shape[-1]]), halve(kernel))
        steps, batch = tf.unstack(tf.shape(sequences)[:2])
        inputs = tf.reshape(flat, [steps, batch, flat.shape[-1]])  # (time, batch, gates x units)
        inputs.set_shape([*sequences.shape[:2], flat.shape[-1]])
        return inputs, halve(tf.convert_to_tensor(self.cell.recurrent_kernel)), inside

    def _biases(self, bias: Tensor, inside: Tensor) -> tuple[Tensor, Tensor]:
        return bias, inside

    def _as_keras(self, hidden: Tensor, states: Tensors, keep: Tensor | None) -> Any:
        """Before the first step that is not skipped, Keras' output is zero, not the state."""
        last = states[0]  # (batch, units)
        if keep is not None and not self._from_zero:
            seen = tf.math.cumsum(tf.cast(keep, last.dtype), axis=1) > 0
            last = tf.where(seen[:, -1:], last, 0)
            if self.return_sequences:
                hidden = tf.where(seen[..., None], hidden, 0)
        return last, hidden if self.return_sequences else last[:, None], list(states)


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

    def _no_bias(self, kernel: Tensor) -> Tensor:
        return tf.zeros([2, kernel.shape[-1]], kernel.dtype)
