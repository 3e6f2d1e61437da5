"""A cell that Keras has no layer for: Keras walks the step function of its module, and learns through it."""

from functools import partial
from typing import Any

import keras

from core.cells import Cell, cell_named
from core.cells.steps import Functions, Weights, steps_of


@keras.saving.register_keras_serializable("unrolled")
class SteppedCell(keras.layers.Layer):
    """One cell of the table for `keras.layers.RNN`; weights are laid out and named as in Keras' own cells.

    Args:
        cell: Key in the table of cells.
        dropout: Share of the inputs silenced while training, others at each step.
    """

    def __init__(
        self,
        cell: str,
        units: int,
        activation: str = "tanh",
        dropout: float = 0.0,
        kernel_initializer: Any = "glorot_uniform",
        recurrent_initializer: Any = "orthogonal",
        kernel_regularizer: Any = None,
        recurrent_regularizer: Any = None,
        seed: int | None = None,
        **settings: Any,
    ) -> None:
        super().__init__(**settings)
        self.row, self.units, self.dropout, self.seed = cell_named(cell), units, dropout, seed
        self.activation = keras.activations.get(activation)
        self.first = keras.initializers.get(kernel_initializer)
        self.first_recurrent = keras.initializers.get(recurrent_initializer)
        self.penalties = [keras.regularizers.get(one) for one in (kernel_regularizer, recurrent_regularizer)]
        self.seed_generator = keras.random.SeedGenerator(seed)
        self.steps = steps_of(self.row)
        self.state_size = [units] * len(self.steps.STATES)
        self.output_size = units

    def build(self, shape: Any) -> None:
        kernel, recurrent, bias = self.row.shapes(shape[-1], self.units)
        self.kernel = self.add_weight(
            shape=kernel, initializer=self.first, regularizer=self.penalties[0], name="kernel"
        )
        self.recurrent_kernel = self.add_weight(
            shape=recurrent,
            initializer=self.first_recurrent if len(recurrent) > 1 else self._of_a_vector(),
            regularizer=self.penalties[1],
            name="recurrent_kernel",
        )
        self.bias = self.add_weight(shape=bias, initializer="zeros", name="bias")

    def _of_a_vector(self) -> Any:
        """First weights where each unit sees its own state only: the identity, or drawn (Li et al. 2018)."""
        seed = getattr(self.first_recurrent, "seed", None)
        return "ones" if seed is None else keras.initializers.RandomUniform(-1.0, 1.0, seed=seed)

    def call(self, inputs: Any, states: Any, training: bool = False) -> Any:
        if training and self.dropout:
            inputs = keras.random.dropout(inputs, self.dropout, seed=self.seed_generator)
        weights = Weights(*map(keras.ops.convert_to_tensor, (self.kernel, self.recurrent_kernel, self.bias)))
        functions = backend_functions(self.activation)
        before = dict(zip(self.steps.STATES, states, strict=True))
        now = self.steps.step(inputs, before, weights, functions)
        return now["h"], [now[name] for name in self.steps.STATES]

    def get_config(self) -> dict[str, Any]:
        written = keras.saving.serialize_keras_object
        return super().get_config() | {
            "cell": self.row.name,
            "units": self.units,
            "activation": keras.activations.serialize(self.activation),
            "dropout": self.dropout,
            "kernel_initializer": written(self.first),
            "recurrent_initializer": written(self.first_recurrent),
            "kernel_regularizer": written(self.penalties[0]),
            "recurrent_regularizer": written(self.penalties[1]),
            "seed": self.seed,
        }


def backend_functions(activation: Any) -> Functions:
    """For tensors of Keras' backend."""
    return Functions(keras.ops.sigmoid, activation, partial(keras.ops.split, axis=-1))


def stepped(cell: Cell, units: int, settings: dict[str, Any]) -> keras.layers.Layer:
    """A layer of such cells, from the settings of a stock layer."""
    of_layer = {name: settings.pop(name) for name in ("return_sequences", "go_backwards")}
    made: keras.layers.Layer = keras.layers.RNN(SteppedCell(cell.name, units, **settings), **of_layer)
    return made
