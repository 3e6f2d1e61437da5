"""Attention of a decoder to what its encoder read: after its steps (Luong et al. 2015), or within them
(Bahdanau et al. 2015)."""

from collections.abc import Callable
from typing import Any

import keras

from core.cells import Cell, cell_named
from core.cells.steps import Weights, steps_of
from core.networks.stepped import backend_functions

NEVER = -1e9  # a score that leaves no weight
Tensor = Any


def weighed(scores: Tensor, source: Tensor) -> Tensor:
    """Weights that sum to one over the words of each sentence, none behind its end.

    Args:
        scores: (batch, …, words read).
        source: Numbers of the words, (batch, words read), 0 behind the end.
    """
    keep = source != 0
    while len(keep.shape) < len(scores.shape):
        keep = keep[:, None]
    return keras.ops.softmax(keras.ops.where(keep, scores, NEVER), axis=-1)


@keras.saving.register_keras_serializable("unrolled")
class LuongAttention(keras.layers.Layer):
    """Contexts of all steps at once: the score of step and word is h W a ("general", Luong et al. 2015)."""

    def __init__(self, first: Any = "glorot_uniform", **settings: Any) -> None:
        super().__init__(**settings)
        self.first, self.supports_masking = keras.initializers.get(first), True

    def build(self, hidden_shape: Any, read_shape: Any, source_shape: Any) -> None:
        shape = (hidden_shape[-1], read_shape[-1])
        self.kernel = self.add_weight(shape=shape, initializer=self.first, name="kernel")

    def call(self, hidden: Tensor, read: Tensor, source: Tensor) -> Tensor:
        """Contexts (batch, steps, width) from states (batch, steps, units) and what was read
        (batch, words, width)."""
        scores = keras.ops.matmul(hidden @ self.kernel, keras.ops.transpose(read, (0, 2, 1)))
        return keras.ops.matmul(weighed(scores, source), read)

    def compute_mask(self, *given: Any, **masks: Any) -> None:
        """Behind the end of a translation nothing is judged: no mask goes on."""

    def compute_output_shape(self, hidden_shape: Any, read_shape: Any, source_shape: Any) -> Any:
        return (*hidden_shape[:2], read_shape[-1])


class Stepping(keras.layers.Layer):
    """What `keras.layers.RNN` walks: a function of inputs and states, which holds the weights."""

    def __init__(self, step: Callable[..., Any], states: list[int], output: int) -> None:
        super().__init__()
        self.step, self.state_size, self.output_size = step, states, output

    def call(self, inputs: Tensor, states: Any, training: bool = False) -> Any:
        return self.step(inputs, states)


@keras.saving.register_keras_serializable("unrolled")
class AttendingLayer(keras.layers.Layer):
    """A recurrent layer of any cell that looks back at what was read before each step (Bahdanau et al. 2015).

    The score of a word is v tanh(W h + U a), from the state before the step; the context that comes of it is
    read beside the word before. Keras walks it step by step, for a step needs the state before.
    """

    def __init__(
        self,
        cell: str,
        units: int,
        activation: str = "tanh",
        first: Any = "glorot_uniform",
        first_recurrent: Any = "orthogonal",
        forget_bias: bool = True,
        penalty: Any = None,
        **settings: Any,
    ) -> None:
        super().__init__(**settings)
        self.row, self.units = cell_named(cell), units
        self.activation, self.forget_bias = keras.activations.get(activation), forget_bias
        self.first = keras.initializers.get(first)
        self.first_recurrent = keras.initializers.get(first_recurrent)
        self.penalty = keras.regularizers.get(penalty)
        self.steps, self.supports_masking = steps_of(self.row), True

    def build(self, words_shape: Any, read_shape: Any, source_shape: Any, states_shape: Any) -> None:
        width, units = read_shape[-1], self.units
        kernel, recurrent, bias = self.row.shapes(words_shape[-1] + width, units)
        drawn: dict[str, Any] = {"initializer": self.first, "regularizer": self.penalty}
        self.kernel = self.add_weight(shape=kernel, name="kernel", **drawn)
        alone = keras.initializers.RandomUniform(-1.0, 1.0, seed=getattr(self.first, "seed", None))
        again = {
            "initializer": self.first_recurrent if len(recurrent) > 1 else alone,  # each unit by itself
            "regularizer": self.penalty,
        }
        self.recurrent_kernel = self.add_weight(shape=recurrent, name="recurrent_kernel", **again)
        self.bias = self.add_weight(shape=bias, name="bias", initializer=self._first_bias)
        self.query = self.add_weight(shape=(units, units), name="query", initializer=self.first)
        self.keys = self.add_weight(shape=(width, units), name="keys", initializer=self.first)
        self.energy = self.add_weight(shape=(units, 1), name="energy", initializer=self.first)
        states_of = [units] * len(self.steps.STATES)
        self.walked = keras.layers.RNN(Stepping(self._step, states_of, units + width), return_sequences=True)

    def call(self, words: Tensor, read: Tensor, source: Tensor, states: list[Tensor]) -> Tensor:
        """Hidden state and context of each step, (batch, steps, units + width)."""
        self._read = read, read @ self.keys, source
        return self.walked(words, initial_state=list(states))

    def compute_mask(self, *given: Any, **masks: Any) -> None:
        """As of `LuongAttention`."""

    def compute_output_shape(
        self, words_shape: Any, read_shape: Any, source_shape: Any, states_shape: Any
    ) -> Any:
        return (*words_shape[:2], self.units + read_shape[-1])

    def _step(self, words: Tensor, states: Any) -> Any:
        read, keys, source = self._read
        before = dict(zip(self.steps.STATES, states, strict=True))
        query = (before["h"] @ self.query)[:, None]
        scores = keras.ops.squeeze(keras.ops.tanh(query + keys) @ self.energy, -1)  # (batch, words read)
        context = keras.ops.squeeze(keras.ops.matmul(weighed(scores, source)[:, None], read), 1)
        weights = Weights(*map(keras.ops.convert_to_tensor, (self.kernel, self.recurrent_kernel, self.bias)))
        inputs = keras.ops.concatenate([words, context], axis=-1)
        now = self.steps.step(inputs, before, weights, backend_functions(self.activation))
        return keras.ops.concatenate([now["h"], context], axis=-1), [now[name] for name in self.steps.STATES]

    def _first_bias(self, shape: Any, dtype: Any = None) -> Any:
        """Zeros, and ones for a forget gate that begins open."""
        return first_bias(self.row, self.units, shape, opened=self.forget_bias)


def first_bias(cell: Cell, units: int, shape: Any, *, opened: bool) -> Any:
    """Zeros; of a cell whose forget gate may begin open (Jozefowicz et al. 2015) ones in its second block."""
    if not (cell.forgets and opened):
        return keras.ops.zeros(shape)
    blocks = [
        keras.ops.ones(units) if name == "f" else keras.ops.zeros(units) for name in steps_of(cell).BLOCKS
    ]
    return keras.ops.concatenate(blocks)
