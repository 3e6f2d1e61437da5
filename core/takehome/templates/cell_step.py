"""What a cell computes at each step, where no layer of Keras does it."""

import keras

from core.takehome.templates.choices import CELL_BLOCKS, CELL_STATES
from core.takehome.templates.settings import ACTIVATION

# What the cell computes. Weights lie side by side, block by block.
BLOCKS = CELL_BLOCKS
STATES = CELL_STATES


class Functions:
    """What `step` needs beside operators."""

    sigmoid = staticmethod(keras.ops.sigmoid)
    activation = staticmethod(keras.activations.get(ACTIVATION))

    @staticmethod
    def split(values, count):
        """Cut the last axis into equal parts."""
        return keras.ops.split(values, count, axis=-1)
