"""A stack of recurrent layers that reads, and the states that a decoder begins with."""

import keras

from core.takehome.templates.choices import BIDIRECTIONAL, STATES_KEPT
from core.takehome.templates.layers import recurrent
from core.takehome.templates.settings import LAYERS, UNITS


def encoded(values, seeds):
    """What was read, and the states that each layer of the decoder begins with."""
    begun = []
    while len(begun) < LAYERS:
        layer = recurrent(seeds, True, return_state=True)
        if BIDIRECTIONAL:
            backwards = recurrent(seeds, True, return_state=True, go_backwards=True)
            both = keras.layers.Bidirectional(layer, backward_layer=backwards)
            both.forward_layer.cell.seed_generator = layer.cell.seed_generator  # else it is lost
            values, *final = both(values)
            begun.append([])
            for place, name in enumerate(STATES_KEPT):  # one state for those of both ways
                ends = [final[place], final[len(STATES_KEPT) + place]]
                glorot = keras.initializers.GlorotUniform(seed=next(seeds))
                bridge = keras.layers.Dense(
                    UNITS,
                    "tanh" if name == "h" else None,
                    kernel_initializer=glorot,
                    name=f"bridge_{len(begun) - 1}_{name}",
                )
                begun[-1].append(bridge(keras.layers.Concatenate()(ends)))
        else:
            values, *final = layer(values)
            begun.append(final)
    return values, begun
