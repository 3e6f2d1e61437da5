"""The same cell as a layer of Keras, with the weights of the numpy code."""

import keras
import numpy as np

from core.takehome.templates.tutorial.choices import KIND

if KIND == "rnn":

    def walk(x, W, U, b):
        """States of all steps (batch, steps, units) from inputs (batch, steps, inputs)."""
        # Without return_sequences only the last state would come back.
        layer = keras.layers.SimpleRNN(U.shape[0], return_sequences=True)
        layer.build(x.shape)
        # Kernel, recurrent kernel and bias, as they lie in numpy.
        layer.set_weights([W, U, b])
        return np.asarray(keras.ops.convert_to_numpy(layer(x)))

elif KIND == "lstm":

    def walk(x, W, U, b):
        """States of all steps (batch, steps, units) from inputs (batch, steps, inputs)."""
        # Without return_sequences only the last state would come back.
        layer = keras.layers.LSTM(U.shape[0], return_sequences=True)
        layer.build(x.shape)
        # Blocks lie in this order: input gate, forget gate, candidate, output gate.
        layer.set_weights([W, U, b])
        return np.asarray(keras.ops.convert_to_numpy(layer(x)))

else:

    def walk(x, W, U, b):
        """States of all steps (batch, steps, units) from inputs (batch, steps, inputs)."""
        # With reset_after the reset gate acts behind the product, as in cuDNN, and there are two biases.
        layer = keras.layers.GRU(U.shape[0], return_sequences=True, reset_after=True)
        layer.build(x.shape)
        # Blocks lie in this order: update gate, reset gate, candidate.
        layer.set_weights([W, U, b])
        return np.asarray(keras.ops.convert_to_numpy(layer(x)))
