"""Text of a take-home script that holds a cell of ours: its step function, which `keras.layers.RNN` walks."""

import ast
import inspect
from collections.abc import Callable, Sequence
from typing import Any

from core.cells import Cell
from core.cells.steps import steps_of, terms, total
from core.takehome.settings import filled

LAYER = '''
def recurrent(seeds, every_step, **more):
    """One recurrent layer, returning its hidden state at every step or at the last one."""
    cell = <<name>>(
        kernel_initializer=keras.initializers.GlorotUniform(seed=next(seeds)),
        recurrent_initializer=<<initializer>>,
        seed=next(seeds),
    )
    return keras.layers.RNN(cell, return_sequences=every_step, **more)
'''

_NAMES = """
# What the cell computes. Weights lie side by side, block by block.
BLOCKS = <<blocks>>
STATES = <<states>>
"""

_CELL = '''
class Functions:
    """What `step` needs beside operators."""

    sigmoid = staticmethod(keras.ops.sigmoid)
    activation = staticmethod(keras.activations.get(ACTIVATION))

    @staticmethod
    def split(values, count):
        """Cut the last axis into equal parts."""
        return keras.ops.split(values, count, axis=-1)


@keras.saving.register_keras_serializable()
class <<name>>(keras.layers.Layer):
    """What `keras.layers.RNN` does at each step: `step`, with weights laid out as in Keras' own cells."""

    def __init__(self, kernel_initializer, recurrent_initializer, seed, **more):
        super().__init__(**more)
        self.first = keras.initializers.get(kernel_initializer)
        self.first_recurrent = keras.initializers.get(recurrent_initializer)
        self.seed, self.seed_generator = seed, keras.random.SeedGenerator(seed)
        self.state_size, self.output_size = [UNITS] * len(STATES), UNITS

    def build(self, shape):
        penalty, width = keras.regularizers.L2(L2) if L2 else None, len(BLOCKS) * UNITS
        matrix, recurrent = (shape[-1], width), (UNITS, width)
        self.kernel = self.add_weight(matrix, self.first, regularizer=penalty)
        self.recurrent = self.add_weight(recurrent, self.first_recurrent, regularizer=penalty)
        self.bias = self.add_weight(<<bias>>, "zeros")

    def call(self, x, states, training=False):
        if training and DROPOUT:
            x = keras.random.dropout(x, DROPOUT, seed=self.seed_generator)
        now = step(x, dict(zip(STATES, states, strict=True)), self, Functions)
        return now["h"], [now[name] for name in STATES]

    def get_config(self):
        written = keras.saving.serialize_keras_object
        return super().get_config() | {
            "kernel_initializer": written(self.first),
            "recurrent_initializer": written(self.first_recurrent),
            "seed": self.seed,
        }
'''


def own_cell(cell: Cell) -> str:
    """A class with the step function of a cell that Keras has no layer for, in the words of its module."""
    steps = steps_of(cell)
    bias = "(width,)" if cell.biases == 1 else f"({cell.biases}, width)"
    parts = [
        filled(_NAMES, blocks=_tuple(steps.BLOCKS), states=_tuple(steps.STATES)),
        *(_untyped(one) for one in (terms, total, steps.step)),
        filled(_CELL, name=cell.name.upper(), bias=bias),
    ]
    return "\n\n\n".join(part.strip("\n") for part in parts)


def _tuple(names: Sequence[str]) -> str:
    return repr(tuple(names)).replace("'", '"')


def _untyped(function: Callable[..., Any]) -> str:
    """A function as it is written, without the types of its arguments."""
    text = inspect.getsource(function)
    node = ast.parse(text).body[0]
    assert isinstance(node, ast.FunctionDef)
    for one in (*node.args.args, node.args.kwarg):
        if one is not None:
            one.annotation = None
    body = text.splitlines()[node.body[0].lineno - 1 :]
    return "\n".join([f"def {node.name}({ast.unparse(node.args)}):", *body])
