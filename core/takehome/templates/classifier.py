"""A network that tells classes, behind what reads."""

import keras

from core.takehome.templates.choices import BIDIRECTIONAL, POOLING
from core.takehome.templates.layers import recurrent
from core.takehome.templates.pooling import AttentionPooling, MaxPooling
from core.takehome.templates.settings import (
    CLASSES,
    CLIPNORM,
    LABEL_SMOOTHING,
    LAYERS,
    LEARNING_RATE,
    OPTIMIZER,
    OUTPUT_DROPOUT,
)


def classifier(stack, seeds):
    """Behind the first layers: STACK."""
    if POOLING == "last":
        for depth in range(LAYERS):
            every_step = depth < LAYERS - 1
            if BIDIRECTIONAL:
                forwards = recurrent(seeds, every_step)
                backwards = recurrent(seeds, every_step, go_backwards=True)
                both = keras.layers.Bidirectional(forwards, backward_layer=backwards)
                both.forward_layer.cell.seed_generator = forwards.cell.seed_generator  # else it is lost
                stack.append(both)
            else:
                stack.append(recurrent(seeds, every_step))
    else:
        for _ in range(LAYERS):
            every_step = True  # the pooling reads them all
            if BIDIRECTIONAL:
                forwards = recurrent(seeds, every_step)
                backwards = recurrent(seeds, every_step, go_backwards=True)
                both = keras.layers.Bidirectional(forwards, backward_layer=backwards)
                both.forward_layer.cell.seed_generator = forwards.cell.seed_generator  # else it is lost
                stack.append(both)
            else:
                stack.append(recurrent(seeds, every_step))
    if POOLING == "mean":
        stack.append(keras.layers.GlobalAveragePooling1D())  # skips what is masked
    elif POOLING == "max":
        stack.append(MaxPooling())
    elif POOLING == "attention":
        stack.append(AttentionPooling(seed=next(seeds)))
    stack.append(keras.layers.Dropout(OUTPUT_DROPOUT, seed=next(seeds)))
    glorot = keras.initializers.GlorotUniform(seed=next(seeds))
    stack.append(keras.layers.Dense(len(CLASSES), kernel_initializer=glorot))
    network = keras.Sequential(stack)
    loss = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=LABEL_SMOOTHING)
    optimizer = getattr(keras.optimizers, OPTIMIZER)(LEARNING_RATE, clipnorm=CLIPNORM)
    network.compile(optimizer=optimizer, loss=loss, jit_compile=False)
    return network
