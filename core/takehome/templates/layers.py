"""One recurrent layer of Keras."""

import keras
import numpy as np

from core.takehome.templates.choices import FIRST_RECURRENT, FORGET_BIAS, RECURRENT_INITIALIZER, USE_CUDNN
from core.takehome.templates.settings import ACTIVATION, CELL, DROPOUT, L2, UNITS

if FIRST_RECURRENT == "identity":

    @keras.saving.register_keras_serializable()
    def identity(shape, dtype=None):
        """Each block of weights, a gate or a candidate, begins by passing the state on."""
        return np.tile(np.eye(shape[0]), shape[1] // shape[0])


def recurrent(seeds, every_step, units=UNITS, dropout=DROPOUT, **more):
    """One recurrent layer, returning its hidden state at every step or at the last one."""
    penalty = keras.regularizers.L2(L2) if L2 else None
    return getattr(keras.layers, CELL)(
        units,
        activation=ACTIVATION,
        dropout=dropout,
        kernel_initializer=keras.initializers.GlorotUniform(seed=next(seeds)),
        recurrent_initializer=RECURRENT_INITIALIZER,
        kernel_regularizer=penalty,
        recurrent_regularizer=penalty,
        return_sequences=every_step,
        seed=next(seeds),
        use_cudnn=USE_CUDNN,
        unit_forget_bias=FORGET_BIAS,
        **more,
    )
